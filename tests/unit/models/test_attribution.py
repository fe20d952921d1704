"""What may name a relay, and that every quotation gets the answers that were given to its own contents."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

import numpy as np
import pytest

from models.attribution import QUOTATION_LAYERS, Findings, attribute_article, relay_candidates
from models.config import DecodeConfig, LookConfig
from models.decode.chains import TagChain
from models.decode.spans import ScoredSpan
from models.network.backend import Floats, NodeLinks, PieceSpan, Reading
from models.network.candidates import FEATURES
from models.network.labels import ARTICLE_RELATIONS, Layer
from models.network.nodes import ArticleNodes
from models.steps import finish
from models.text.windows import Window
from tests.unit.models.decode.scores import HandReading, Target, chain_of
from tests.unit.models.stand_ins import scored, span_of
from tests.unit.models.text.cutters import word_pieces

TEXT = "Moor of Hill Fund told Hill Post of Norland what Lake Wire wrote."
TAGGED = [scored(TEXT, "Hill Post", kind="told")]


def shown(candidates: list[ScoredSpan]) -> list[tuple[str, str]]:
    return [(candidate.span.cut(TEXT), candidate.kind) for candidate in candidates]


@pytest.mark.parametrize(
    ("names", "known", "expected"),
    [
        pytest.param([], [], [("Hill Post", "told")], id="tagged alone"),
        pytest.param(
            [scored(TEXT, "Lake Wire", kind="outlet")],
            [],
            [("Hill Post", "told"), ("Lake Wire", "outlet")],
            id="outlet by name",
        ),
        pytest.param(
            [],
            [scored(TEXT, "Lake Wire", kind="outlet")],
            [("Hill Post", "told"), ("Lake Wire", "outlet")],
            id="outlet that the registry knows",
        ),
        pytest.param([scored(TEXT, "Hill", kind="outlet", nth=1)], [], [("Hill Post", "told")], id="inside a tag"),
        pytest.param(
            [scored(TEXT, "Lake Wire", kind="outlet")],
            [scored(TEXT, "Wire", kind="outlet")],
            [("Hill Post", "told"), ("Lake Wire", "outlet")],
            id="known inside a name",
        ),
        pytest.param(
            [scored(TEXT, "Moor", kind="person"), scored(TEXT, "Norland", kind="location")],
            [],
            [("Hill Post", "told")],
            id="people and places are none",
        ),
    ],
)  # fmt: skip
def test_candidates_are_in_order_and_apart(
    names: list[ScoredSpan], known: list[ScoredSpan], expected: list[tuple[str, str]]
):
    assert shown(relay_candidates(TAGGED, names, known)) == expected


def test_article_without_outlets_has_no_candidates():
    assert relay_candidates([], [], []) == []


ARTICLE = "“Rain,” said Ada Moor, “again.” “Snow,” she told Hill Post. “Hail.”"
PIECES = word_pieces(ARTICLE)
TAGS: Mapping[str, Sequence[tuple[str, str]]] = {
    "name": [("Ada Moor", "person")],
    "content": [(words, "content") for words in ("“Rain,”", "“again.”", "“Snow,”", "“Hail.”")],
    "cue": [("said", "cue"), ("told", "cue")],
    "source": [("Ada Moor", "source"), ("she", "source")],
    "relay": [("Hill Post", "told")],
}
"""What the layers hold: words and their class."""


def at(words: str) -> PieceSpan:
    return PieceSpan.of(PIECES.within(span_of(ARTICLE, words)))


def chain(layer: Layer) -> TagChain:
    tags = [0] * len(PIECES)
    for words, kind in TAGS.get(layer.name, []):
        place, begin = at(words), layer.begin(kind)
        tags[place.first : place.last + 1] = [begin, *[begin + 1] * (place.last - place.first)]
    return chain_of(tags, n_tags=layer.n_tags)


WRITTEN = {
    ("cue", "“Rain,”"): "said",
    ("cue", "“again.”"): "said",
    ("cue", "“Snow,”"): "told",
    ("source", "“Rain,”"): "Ada Moor",
    ("source", "“again.”"): "Ada Moor",
    ("source", "“Snow,”"): "she",
}
SEEN: Mapping[tuple[str, str], str] = {
    ("speaker", "“Snow,”"): "Ada Moor",
    ("speaker", "she"): "Ada Moor",
    ("relay", "“Snow,”"): "Hill Post",
}
"""Who asks what, and the node that is answered; the rest is nobody's."""
CONFIG = DecodeConfig(least_speaker=0.2, least_relay=0.3, looks=LookConfig(speaker=1.0, antecedent=1.0, relay=1.0))


@dataclass(frozen=True, kw_only=True)
class WholeReading(HandReading):
    """Stands in for a Reading that can be looked at a second time, and whose ranker heeds one number alone."""

    seen: Mapping[tuple[str, str], str] = field(default_factory=dict)
    favours: str = "guess"

    def rank(self, features: Floats) -> Floats:
        scores: Floats = 9 * features[:, FEATURES.index(self.favours)]
        return scores

    def look_again(self, nodes: ArticleNodes) -> Iterator[NodeLinks]:
        words = [PIECES.span(first=first, last=last).cut(ARTICLE) for first, last in nodes.ends.tolist()]
        table = np.zeros((len(ARTICLE_RELATIONS), len(words), len(words) + 1), dtype=np.float32)
        for number, relation in enumerate(ARTICLE_RELATIONS):
            can_answer = (nodes.can_speak, nodes.can_relay)[number]
            for row, asking in enumerate(words):
                wanted = self.seen.get((relation, asking))
                right = [n for n, found in enumerate(words) if can_answer[n] and found == wanted]
                table[number, row, right or [-1]] = 1.0
        yield NodeLinks(block=range(len(words)), rows=np.arange(len(words)), probabilities=table)


def found_with(
    seen: Mapping[tuple[str, str], str],
    *,
    written: Mapping[tuple[str, str], str] = WRITTEN,
    config: DecodeConfig = CONFIG,
    favours: str = "guess",
) -> Findings:
    answers: dict[tuple[str, PieceSpan], Mapping[Target, float]] = {
        (relation, at(asking)): {at(words).first: 1.0} for (relation, asking), words in written.items()
    }
    reading = WholeReading(windows=[Window(start=0, end=len(PIECES))], answers=answers, seen=seen, favours=favours)
    chains = {layer.name: chain(layer) for layer in QUOTATION_LAYERS}
    return finish(attribute_article(ARTICLE, PIECES, cast(Reading, reading), chains, config=config))


def told(findings: Findings) -> list[tuple[list[str], str | None, str | None]]:
    """Contents, speaker and relay of every quotation."""
    return [
        (
            [content.span.cut(ARTICLE) for content in one.found.contents],
            findings.name_of(one.speaker),
            one.relay.mention.span.cut(ARTICLE) if one.relay.mention else None,
        )
        for one in findings.quotations
    ]


def test_quotations_get_the_answers_to_their_own_contents():
    assert told(found_with(SEEN)) == [
        (["“Rain,”", "“again.”"], "Ada Moor", None),
        (["“Snow,”"], "Ada Moor", "Hill Post"),
        (["“Hail.”"], None, None),
    ]


@pytest.mark.parametrize(
    ("asking", "number"),
    [
        pytest.param("“Rain,”", 0, id="first of two contents"),
        pytest.param("“again.”", 0, id="second of two contents"),
        pytest.param("“Snow,”", 1, id="one content"),
        pytest.param("“Hail.”", 2, id="without a source"),
    ],
)
def test_relay_of_a_content_is_that_of_its_quotation_alone(asking: str, number: int):
    relays = [relay for _, _, relay in told(found_with({("relay", asking): "Hill Post"}))]
    assert relays == ["Hill Post" if place == number else None for place in range(3)]


def test_bare_quotation_is_of_the_one_whom_its_content_means():
    assert told(found_with({("speaker", "“Hail.”"): "Ada Moor"}))[2][1] == "Ada Moor"


@pytest.mark.parametrize(
    ("favours", "expected"),
    [
        pytest.param("nobody", [None, None, None], id="nobody where the rules take a person"),
        pytest.param("person", ["Ada Moor", "Ada Moor", "Ada Moor"], id="a person where the rules take nobody"),
    ],
)
def test_ranker_has_the_last_word_on_who_speaks(favours: str, expected: list[str | None]):
    assert [speaker for _, speaker, _ in told(found_with(SEEN, favours=favours))] == expected


TELLS = {**SEEN, ("speaker", "“Hail.”"): "Ada Moor", ("relay", "“Hail.”"): "Hill Post"}
"""Who speaks, and through whom, in all but the first quotation."""


@pytest.mark.parametrize(
    ("seen", "sure", "expected"),
    [
        pytest.param(TELLS, ["“Snow,”"], [None, "Hill Post", "Hill Post"], id="the same speaker"),
        pytest.param(
            {key: name for key, name in TELLS.items() if key != ("speaker", "“Hail.”")},
            ["“Snow,”"],
            [None, "Hill Post", None],
            id="nobody goes on",
        ),
        pytest.param(
            {key: name for key, name in TELLS.items() if key[0] != "speaker"},
            ["“Snow,”"],
            [None, "Hill Post", None],
            id="nobody twice",
        ),
        pytest.param(
            {**TELLS, ("relay", "“Rain,”"): "Hill Post", ("relay", "“again.”"): "Hill Post"},
            ["“Rain,”", "“again.”"],
            ["Hill Post", "Hill Post", "Hill Post"],
            id="on and on",
        ),
        pytest.param(
            {
                ("relay", "“Rain,”"): "Hill Post",
                **{key: name for key, name in TELLS.items() if key != ("relay", "“Snow,”")},
            },
            ["“Rain,”", "“again.”"],
            ["Hill Post", None, None],
            id="not past a quotation without it",
        ),
        pytest.param(TELLS, ["“Hail.”"], [None, None, "Hill Post"], id="not backwards"),
    ],
)
def test_relay_goes_on_from_the_quotation_before_of_the_same_speaker_alone(
    seen: Mapping[tuple[str, str], str], sure: list[str], expected: list[str | None]
):
    """The windows are sure of one relay; the others are 0.5 likely, which is enough to go on, but not to begin."""
    findings = found_with(
        seen,
        written={**WRITTEN, **{("relay", content): "Hill Post" for content in sure}},
        config=replace(CONFIG, least_relay=0.6, least_carried=0.4, looks=replace(CONFIG.looks, relay=0.5)),
    )
    assert [relay for _, _, relay in told(findings)] == expected
