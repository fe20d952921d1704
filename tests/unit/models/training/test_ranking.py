"""Marked quotations tell which candidates are right."""

from collections.abc import Sequence
from typing import Any, cast

import numpy as np
import pytest

from models.attribution import AttributedQuotation, Findings
from models.network.questions import N_FEATURES, Asked
from models.pipeline import ArticlePipeline
from models.records import Article
from models.resolve.outlet_places import NamedOutlet
from models.resolve.relay_slates import RelaySlate
from models.resolve.relays import RelayChoice
from models.resolve.slates import Slate
from models.training.ranking import MarkedSlate, Slates, marked_slates
from tests.unit.models.corpora.rows import quote_row
from tests.unit.models.resolve import slate_cases
from tests.unit.models.resolve.slate_cases import Said, asked, said

NO_RELAY = RelayChoice(mention=None, relation=None, is_near=False, probability=0.5)
BREAD = "[Ada Moor] met [Ben Hill] of [organization|Hill Fund]. “Rain,” said the tired baker. “Snow.” The baker left."
BREAD_TEXT = "Ada Moor met Ben Hill of Hill Fund. “Rain,” said the tired baker. “Snow.” The baker left."
RAIN = said(asked("“Rain,”"), mention="the tired baker")
SNOW = said(asked("“Snow.”"))
EVERYBODY = ("Ada Moor", "Ben Hill", "Hill Fund", "tired baker", "baker", None)


def outlet(words: str, *, name: str) -> NamedOutlet:
    return NamedOutlet(
        key=words,
        words=words,
        places=(0,),
        starts=(0,),
        name=name,
        is_known=True,
        is_publisher=False,
        is_told=True,
        tagged=0.9,
        is_outlet=True,
    )


OUTLETS = (outlet("the Post", name="Hill Post"), outlet("Lake Wire", name="Lake Wire"), None)


def found_in(
    marked: str,
    *quotations: Said,
    slates: Sequence[Sequence[str | None]],
    outlets: Sequence[NamedOutlet | None] = OUTLETS,
    others: Sequence[str] = ("The baker",),
) -> Findings:
    """Quotations with the candidates of each; the features tell slates apart by their number, from 1.

    outlets: the candidates for every relay
    others:  written sources of no quotation
    """
    article = slate_cases.Article(marked, *quotations, others=others)
    nobody = article.finder.given(None, None, probability=0.5)
    return Findings(
        text=article.text,
        quotations=tuple(
            AttributedQuotation(found=found, speaker=nobody, relay=NO_RELAY) for found in article.quotations
        ),
        cast=article.cast,
        roles={},
        slates=tuple(
            Slate(
                bearers=tuple(article.bearer(who) for who in bearers),
                features=np.full((len(bearers), N_FEATURES["speaker"]), number, dtype=np.float32),
            )
            for number, bearers in enumerate(slates, start=1)
        ),
        relay_slates=tuple(
            RelaySlate(
                outlets=tuple(outlets),
                features=np.full((len(outlets), N_FEATURES["relay"]), number, dtype=np.float32),
                mass={},
            )
            for number in range(1, len(slates) + 1)
        ),
        finder=article.finder,
    )


class TablePipeline:
    """Finds in each text what it was given for it."""

    def __init__(self, *findings: Findings) -> None:
        self.seen: list[Article] = []
        self._findings = {found.text: found for found in findings}

    def findings(self, article: Article) -> Findings:
        """What is in the table."""
        self.seen.append(article)
        return self._findings[article.text]


def row_of(text: str, *quotes: dict[str, Any], **more: str) -> dict[str, Any]:
    return {"id": "a", "text": text, "quotes": list(quotes), "entities": [], **more}


def slates_of(rows: Sequence[dict[str, Any]], *findings: Findings) -> Slates:
    return marked_slates(rows, cast(ArticlePipeline, TablePipeline(*findings)))


def numbers_of(slates: Sequence[MarkedSlate]) -> list[int]:
    """The numbers of the slates by their features."""
    return [int(slate.features[0, 0]) for slate in slates]


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        pytest.param("Ada Moor", "person", {"Ada Moor"}, id="person"),
        pytest.param("Hill Fund", "organization", {"Hill Fund"}, id="organization"),
        pytest.param("the tired baker", "unnamed", {"tired baker", "baker"}, id="without a name: two wordings of one"),
        pytest.param(None, None, {None}, id="nobody"),
    ],
)
def test_right_candidates_are_those_whom_the_marks_name(name: str | None, kind: str | None, expected: set[str | None]):
    row = row_of(BREAD_TEXT, quote_row(BREAD_TEXT, ["“Rain,”"], name=name, kind=kind))

    [slate] = slates_of([row], found_in(BREAD, RAIN, slates=[EVERYBODY]))["speaker"]

    assert {who for who, is_right in zip(EVERYBODY, slate.is_right, strict=True) if is_right} == expected


@pytest.mark.parametrize(
    ("content", "name"),
    [
        pytest.param("Ada Moor met", "Ada Moor", id="quotation that was not found"),
        pytest.param("“Rain,” said the tired baker. “Snow.”", "Ada Moor", id="less than half of it was found"),
        pytest.param("“Snow.”", "Ben Hill", id="speaker who is no candidate"),
        pytest.param("“Snow.”", "Cy Lund", id="speaker whom the article does not name"),
    ],
)
def test_marks_that_tell_nothing_of_the_candidates_are_left_out(content: str, name: str):
    slates: list[Sequence[str | None]] = [EVERYBODY, ("Ada Moor", None)]
    row = row_of(BREAD_TEXT, quote_row(BREAD_TEXT, [content], name=name))

    assert slates_of([row], found_in(BREAD, RAIN, SNOW, slates=slates))["speaker"] == []


def told(name: str) -> dict[str, Any]:
    return {"name": name, "mention": None, "relation": "told"}


@pytest.mark.parametrize(
    ("relay", "expected"),
    [
        pytest.param(told("Hill Post"), [True, False, False], id="by its one name"),
        pytest.param(told("the Post"), [True, False, False], id="in the words of the text"),
        pytest.param(told("Lake Wire news agency"), [False, True, False], id="with words that name no outlet"),
        pytest.param(None, [False, False, True], id="none"),
    ],
)
def test_right_relay_is_the_one_that_the_marks_name(relay: dict[str, Any] | None, expected: list[bool]):
    row = row_of(BREAD_TEXT, quote_row(BREAD_TEXT, ["“Rain,”"], name="Ada Moor", relay=relay))

    [slate] = slates_of([row], found_in(BREAD, RAIN, slates=[EVERYBODY]))["relay"]

    assert slate.is_right.tolist() == expected


@pytest.mark.parametrize(
    ("name", "relay", "expected"),
    [
        pytest.param("Ada Moor", told("Norland Radio"), {"speaker": [1], "relay": []}, id="relay is no candidate"),
        pytest.param("Cy Lund", told("Lake Wire"), {"speaker": [], "relay": [1]}, id="speaker is no candidate"),
        pytest.param("Ada Moor", told("Lake Wire"), {"speaker": [1], "relay": [1]}, id="both are"),
    ],
)
def test_speaker_and_relay_of_a_quotation_teach_apart(name: str, relay: dict[str, Any], expected: dict[str, list[int]]):
    row = row_of(BREAD_TEXT, quote_row(BREAD_TEXT, ["“Rain,”"], name=name, relay=relay))

    slates = slates_of([row], found_in(BREAD, RAIN, slates=[EVERYBODY]))

    assert {asked_for: numbers_of(found) for asked_for, found in slates.items()} == expected


@pytest.mark.parametrize("asked_for", N_FEATURES)
def test_quotations_that_nobody_marked_are_left_out(asked_for: Asked):
    row = row_of(BREAD_TEXT, quote_row(BREAD_TEXT, ["“Snow.”"], name="Ada Moor"))

    assert numbers_of(slates_of([row], found_in(BREAD, RAIN, SNOW, slates=[EVERYBODY] * 2))[asked_for]) == [2]


def test_quotation_found_in_place_of_two_is_the_ones_whom_it_fits_best():
    both = said(asked("“Rain,” said"), asked("“Snow.”"))
    row = row_of(
        BREAD_TEXT,
        quote_row(BREAD_TEXT, ["“Rain,”"], name="Ben Hill"),
        quote_row(BREAD_TEXT, ["“Snow.”"], name="Ada Moor"),
    )

    [slate] = slates_of([row], found_in(BREAD, both, slates=[("Ada Moor", "Ben Hill", None)]))["speaker"]

    assert slate.is_right.tolist() == [True, False, False]


def test_every_article_is_read_as_it_would_be_sent():
    hail = "“Hail,” said Cy Lund."
    rows = [
        row_of(BREAD_TEXT, quote_row(BREAD_TEXT, ["“Rain,”"], name="Ada Moor"), title="Moor Meets Hill"),
        row_of(hail, quote_row(hail, ["“Hail,”"], name="Cy Lund"), publisher="Hill Post"),
    ]
    pipeline = TablePipeline(
        found_in("“Hail,” said [Cy Lund].", said(asked("“Hail,”")), slates=[("Cy Lund", None)], others=()),
        found_in(BREAD, RAIN, slates=[EVERYBODY]),
    )

    slates = marked_slates(rows, cast(ArticlePipeline, pipeline))

    assert [len(slate.is_right) for slate in slates["speaker"]] == [len(EVERYBODY), 2]
    assert [(sent.title, sent.outlet) for sent in pipeline.seen] == [("Moor Meets Hill", None), (None, "Hill Post")]
