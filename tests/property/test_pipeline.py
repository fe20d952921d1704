"""Whatever the text, the real model's answer is cut from it, in order, in bounds, and the same each time."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.records import Article
from models.resolve.registry import load_registry
from models.wire import OffsetUnit, result_to_wire
from tests.model.bundled import bundled_pipeline

ENCODING = {"utf16": "utf-16-le", "utf8": "utf-8"}
UNIT_BYTES = {"utf16": 2, "utf8": 1}
FRAGMENTS = [
    *("“", "”", "„", "«", "»", '"', "‘", "’", "'", "‚", "‹", "›", "「", "''", "“ ", " ”", "…", "—", ": ", ", ", ". "),
    *(" ", "\n", "\n\n", "\r\n", "\t", "\u00a0", "\u2028", "\u2029", "\u200b", "\ufeff", "\u00ad", "\x00", "\x0b"),
    *("Ada Moor", "Mr Moor", "Dr. Ben Hill", "Moor’s", "Renée Côté", "Rene\u0301e", "the Hill Fund", "LWA", "Norland"),
    *("Reuters", "Al Jazeera", "the BBC’s", "O’Hara’s Courier", "state media", "this newspaper", "(AP) —", "By AFP"),
    *(" said ", " told ", " according to ", " she added", "he said", " wrote in ", " asked", "Speaking to ", " says"),
    *("“It rained all week,” Ada Moor told Reuters. ", "Ben Hill said the bridge was shut, according to Al Jazeera.\n"),
    *("It rained all week", "we cannot pay", "the bridge is closed", "[sic]", "the lake warden", "a tired baker"),
    *(
        "🙂",
        "👩🏽‍🚒",
        "𝔸𝔹",
        "שלום",
        "\u202eabc\u202c",
        "مرحبا",
        "王毅说",
        "İ",
        "ﬁ",
        "e\u0301\u0323",
        "[MASK]",
        "[SEP]",
        "##s",
    ),
]
texts = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=4), min_size=1, max_size=60).map("".join) | st.text()
extras = st.none() | st.sampled_from(["Ada Beth Moor wins", "“Rain,” says Moor", "\x00", ""])
articles = st.builds(
    Article,
    text=texts,
    title=extras,
    url=st.none() | st.sampled_from(["https://www.bbc.co.uk/news/1", "https://hillpost.example/a", "not a url"]),
    outlet=extras,
)
few = settings(max_examples=25, deadline=None)


def answer(article: Article, *, unit: OffsetUnit = "code_point") -> dict[str, Any]:
    pipeline = bundled_pipeline()
    [result] = pipeline.attribute([article])
    return result_to_wire(result, article=article, model=pipeline.model, unit=unit)


def places(value: Any) -> Iterator[dict[str, Any]]:
    """Every object with positions in an answer."""
    if isinstance(value, dict):
        if "start" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for member in value:
            yield from places(member)


def cut(text: str, place: dict[str, Any], *, unit: OffsetUnit) -> str:
    """What a caller that counts in this unit reads between the two positions."""
    if unit == "code_point":
        return text[place["start"] : place["end"]]
    width, content = UNIT_BYTES[unit], text.encode(ENCODING[unit])
    return content[place["start"] * width : place["end"] * width].decode(ENCODING[unit])


def words_given(answered: dict[str, Any]) -> Iterator[str]:
    """Every name, role, alias and description of an answer that is no outlet's name."""
    for quote in answered["quotes"]:
        if speaker := quote["speaker"]:
            yield from filter(None, (speaker["name"], speaker["role"]))
    for entity in answered["entities"]:
        yield from (entity["name"], *entity["aliases"], *entity["roles"])


def outlets_given(answered: dict[str, Any]) -> Iterator[str]:
    sources = [quote["outlet"] for quote in answered["quotes"]]
    yield from (outlet["name"] for outlet in (answered["outlet"], answered["agency"], *sources) if outlet)


@few
@given(article=articles)
@pytest.mark.parametrize("unit", ["code_point", "utf16", "utf8"])
def test_every_position_cuts_the_words_given_beside_it(unit: OffsetUnit, article: Article):
    found = list(places(answer(article, unit=unit)))
    assert [cut(article.text, place, unit=unit) for place in found] == [place["text"] for place in found]


@few
@given(article=articles)
def test_nothing_is_named_that_the_input_does_not_hold(article: Article):
    given_words = (article.text, article.title, article.outlet)
    answered = answer(article)
    assert [w for w in words_given(answered) if not any(w in (whole or "") for whole in given_words)] == []


@few
@given(article=articles)
def test_outlets_stand_in_the_input_or_in_the_registry(article: Article):
    given_words = (article.text, article.outlet, article.url)
    known = {outlet.name for outlet in load_registry().outlets}
    names = [name for name in outlets_given(answer(article)) if name not in known]
    assert [name for name in names if not any(name in (whole or "") for whole in given_words)] == []


@few
@given(article=articles)
def test_quotations_and_their_spans_are_in_order_and_apart(article: Article):
    spans = [[(s["start"], s["end"]) for s in quote["spans"]] for quote in answer(article)["quotes"]]
    assert all(ours[1] <= theirs[0] for of_one in spans for ours, theirs in pairwise(of_one))
    assert [of_one[0] for of_one in spans] == sorted(of_one[0] for of_one in spans)


@few
@given(article=articles)
def test_confidences_are_probabilities(article: Article):
    quotes = answer(article)["quotes"]
    numbers = [n for quote in quotes for n in (quote["confidence"], *quote["confidences"].values())]
    assert all(0.0 <= number <= 1.0 for number in numbers)


@few
@given(article=articles)
def test_entities_referred_to_are_in_the_answer(article: Article):
    answered = answer(article)
    names = {entity["id"]: entity["name"] for entity in answered["entities"]}
    speakers = [q["speaker"] for q in answered["quotes"] if q["speaker"] and q["speaker"]["entity"]]
    assert [names.get(speaker["entity"]) for speaker in speakers] == [speaker["name"] for speaker in speakers]


@few
@given(article=articles)
def test_only_the_named_have_a_role_and_an_entity(article: Article):
    speakers = [quote["speaker"] for quote in answer(article)["quotes"] if quote["speaker"]]
    nameless = [speaker for speaker in speakers if speaker["kind"] in ("unnamed", "document")]
    assert [(speaker["role"], speaker["entity"]) for speaker in nameless] == [(None, None)] * len(nameless)


@few
@given(article=articles)
def test_relay_is_never_the_speaker(article: Article):
    registry = load_registry()
    quotes = [q for q in answer(article)["quotes"] if q["speaker"] and q["outlet"] and q["outlet"]["via"] == "relay"]
    assert [q for q in quotes if registry.canonical(q["speaker"]["name"])[0] == q["outlet"]["name"]] == []


@few
@given(article=articles)
def test_same_article_gets_the_same_answer(article: Article):
    assert answer(article) == answer(article)


@few
@given(article=articles, neighbours=st.lists(articles, min_size=1, max_size=3))
def test_neighbours_in_a_batch_change_nothing(article: Article, neighbours: list[Article]):
    pipeline = bundled_pipeline()
    alone = answer(article)

    result = pipeline.attribute([*neighbours, article])[-1]

    together = result_to_wire(result, article=article, model=pipeline.model)
    assert list(_confidences(together)) == pytest.approx(list(_confidences(alone)), abs=1e-3)
    assert _without_confidences(together) == _without_confidences(alone)


def _confidences(answered: dict[str, Any]) -> Iterator[float]:
    for quote in answered["quotes"]:
        yield from (quote["confidence"], *quote["confidences"].values())


def _without_confidences(answered: dict[str, Any]) -> dict[str, Any]:
    quotes = [{**quote, "confidence": None, "confidences": None} for quote in answered["quotes"]]
    return {**answered, "quotes": quotes}


def test_article_of_white_space_has_an_empty_answer():
    answered = answer(replace(Article(text=" \n\u00a0"), title=" "))
    assert (answered["quotes"], answered["entities"], answered["outlet"]) == ([], [], None)
