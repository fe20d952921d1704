"""All places that name one outlet are that outlet's, and are found again from anywhere in the article."""

from collections.abc import Sequence

import pytest

from models.decode.links import Answer
from models.resolve.outlet_names import OutletNamer
from models.resolve.outlet_places import OutletPlaces
from models.spans import CharSpan
from tests.unit.models.resolve.relay_cases import REGISTRY, RelayedArticle, publisher_of
from tests.unit.models.stand_ins import scored, span_of

PAPERS = RelayedArticle(
    "Moor told [told|Hill Post] of [organization|Reed Fund]. [reported|Lake Wire] had it from "
    "[outlet|the hill post newspaper]. All of it was in [reported|Hill Post]."
)
TEXT, PLACES = PAPERS.text, PAPERS.places
POST, FUND, WIRE = (PAPERS.outlet(name) for name in ("Hill Post", "Reed Fund", "Lake Wire"))


def at(words: str, *, nth: int = 0) -> int:
    return span_of(TEXT, words, nth=nth).start


def test_places_of_one_outlet_are_gathered_under_its_first_words():
    assert [(outlet.words, outlet.places) for outlet in PLACES.outlets.values()] == [
        ("Hill Post", (0, 3, 4)),
        ("Reed Fund", (1,)),
        ("Lake Wire", (2,)),
    ]
    assert POST.starts == (at("Hill Post"), at("the hill"), at("Hill Post", nth=1))


def test_outlet_is_found_by_its_key_and_by_its_places():
    assert all(outlet.key == key for key, outlet in PLACES.outlets.items())
    assert all(PLACES.key_of(place) == key for key, outlet in PLACES.outlets.items() for place in outlet.places)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param("[told|Hill Post], [told|the hill post newspaper]", [2], id="article, case and noun"),
        pytest.param("[told|Lake Wire], [told|LKW], [outlet|the Wire]", [3], id="names of one that is known"),
        pytest.param("[told|this newspaper], [outlet|the Reed Ledger], [told|our reporter]", [3], id="the publisher"),
        pytest.param("[told|Hill Post], [told|Hill Times], [told|Hill]", [1, 1, 1], id="others"),
    ],
)
@pytest.mark.parametrize("domain", ["reed.example", None], ids=["address", "no address"])
def test_mentions_of_one_outlet_are_gathered(marked: str, expected: Sequence[int], domain: str | None):
    places = RelayedArticle(marked, publisher=publisher_of("Reed Ledger", domain=domain)).places
    assert [len(outlet.places) for outlet in places.outlets.values()] == expected


def test_outlet_is_called_by_its_one_name_or_its_first_words_case_apart():
    (wire, post) = RelayedArticle("[told|LKW], [told|Lake Wire], [told|the Hill Post]").places.outlets.values()
    assert (wire.called, post.called) == (("lake wire", "lkw"), ("hill post", "the hill post"))


def test_outlets_are_in_order_of_how_often_they_are_named():
    marked = "[told|Marsh Sun], [told|Hill Post], [told|Fen Sun], [told|Hill Post], [organization|Reed Fund]"
    places = RelayedArticle(marked).places
    assert [places.outlets[key].name for key in places.outlet_keys] == ["Hill Post", "Fen Sun", "Marsh Sun"]


@pytest.mark.parametrize(
    ("marked", "is_known", "is_publisher", "is_outlet"),
    [
        pytest.param("[organization|Lake Wire]", True, False, True, id="known"),
        pytest.param("[organization|LKW]", True, False, True, id="known by another name"),
        pytest.param("[organization|Reed Ledger]", True, True, True, id="publisher with an address"),
        pytest.param("[organization|this newspaper]", True, True, True, id="publisher itself"),
        pytest.param("[organization|Reed Fund]", False, False, False, id="some body"),
        pytest.param("[outlet|Hill Post]", False, False, True, id="by the kind of its name"),
        pytest.param("[told|Hill Post]", False, False, True, id="tagged as told"),
        pytest.param("[reported|Hill Post]", False, False, True, id="tagged as having reported"),
        pytest.param("[organization|Hill Post] or [outlet|Hill Post]", False, False, True, id="at one of its places"),
    ],
)
def test_body_is_taken_for_an_outlet_by_its_name_or_a_tag(
    marked: str, is_known: bool, is_publisher: bool, is_outlet: bool
):
    places = RelayedArticle(marked, publisher=publisher_of("Reed Ledger", domain="reed.example")).places
    (outlet,) = places.outlets.values()
    assert (outlet.is_known, outlet.is_publisher, outlet.is_outlet) == (is_known, is_publisher, is_outlet)
    assert places.outlet_keys == ((outlet.key,) if is_outlet else ())


def test_publisher_without_an_address_is_not_known():
    article = RelayedArticle("[organization|Reed Ledger]", publisher=publisher_of("Reed Ledger"))
    outlet = article.outlet("Reed Ledger")
    assert (outlet.is_known, outlet.is_publisher, outlet.is_outlet) == (False, True, True)


@pytest.mark.parametrize(
    ("sure", "tagged", "is_told"),
    [
        pytest.param([("told", 0.7)], 0.7, True, id="told"),
        pytest.param([("reported", 0.6)], 0.6, False, id="reported"),
        pytest.param([("told", 0.4), ("reported", 0.8), ("reported", 0.5)], 0.8, True, id="the surest"),
        pytest.param([("outlet", 0.9), ("told", 0.3)], 0.3, True, id="no other kind counts"),
        pytest.param([("outlet", 0.9), ("organization", 0.8)], 0.0, False, id="no tag"),
    ],
)
def test_outlet_is_tagged_as_surely_as_its_surest_place(
    sure: Sequence[tuple[str, float]], tagged: float, is_told: bool
):
    text = "Hill Post, " * len(sure)
    relays = [scored(text, "Hill Post", kind=k, nth=n, confidence=c) for n, (k, c) in enumerate(sure)]
    places = OutletPlaces(text, relays=relays, namer=OutletNamer.of(text, publisher=None, registry=REGISTRY))
    (outlet,) = places.outlets.values()
    assert (outlet.tagged, outlet.is_told) == (tagged, is_told)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        pytest.param(0, None, id="nothing before"),
        pytest.param(at("Hill Post"), None, id="not the name that begins there"),
        pytest.param(at("Hill Post") + 1, at("Hill Post"), id="name that has begun"),
        pytest.param(at("Lake Wire"), at("Hill Post"), id="others between"),
        pytest.param(len(TEXT), at("Hill Post", nth=1), id="the last of several"),
    ],
)
def test_last_place_before_another(place: int, expected: int | None):
    assert POST.last_before(place) == expected


CROWDED = RelayedArticle("[outlet|Hill Post]; " * 40).places
(CROWD,) = CROWDED.outlets.values()


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        pytest.param([20], range(14, 26), id="six on either side"),
        pytest.param([0], range(6), id="the beginning"),
        pytest.param([39], range(33, 40), id="the end"),
        pytest.param([20, 23], range(14, 29), id="two points, each place once"),
        pytest.param([30, 8], [*range(2, 14), *range(24, 36)], id="far apart, in text order"),
    ],
)
def test_places_around_some_points_are_the_nearest(points: Sequence[int], expected: Sequence[int]):
    assert CROWD.around(*(CROWD.starts[point] for point in points)) == list(expected)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param(at("Hill Post"), at("the hill"), 1, id="neither end, and no other body"),
        pytest.param(0, len(TEXT), 4, id="every place of an outlet"),
        pytest.param(at("Lake Wire"), at("Lake Wire") + 1, 0, id="nothing between"),
    ],
)
def test_outlets_between_two_points_are_counted(start: int, end: int, expected: int):
    assert PLACES.n_between(start, end) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(Answer(none=1.0), {None: 1.0}, id="none"),
        pytest.param(
            Answer(mass={0: 0.125, 2: 0.25, 4: 0.5}, none=0.125),
            {None: 0.125, "Hill Post": 0.625, "Lake Wire": 0.25},
            id="places of one outlet together",
        ),
        pytest.param(Answer(mass={1: 0.5}), {None: 0.0, "Reed Fund": 0.5}, id="any body"),
    ],
)
def test_answer_is_gathered_by_outlet(answer: Answer, expected: dict[str | None, float]):
    mass = PLACES.mass(answer)
    assert {key and PLACES.outlets[key].name: probability for key, probability in mass.items()} == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("Moor told Hill Post of", True, id="whole"),
        pytest.param("Post of", True, id="in part"),
        pytest.param("from the hill", True, id="another of its places"),
        pytest.param("Reed Fund. Lake Wire had", False, id="others"),
        pytest.param(" of ", False, id="beside it"),
    ],
)
def test_outlet_is_named_in_the_words_that_hold_a_place_of_it(words: str, expected: bool):
    assert PLACES.named_in(POST, span_of(TEXT, words)) is expected


@pytest.mark.parametrize(
    ("contents", "expected"),
    [
        pytest.param(["Moor told"], [0, 3, 4], id="no place in the words"),
        pytest.param(["from the hill"], [0, 4], id="a place in the words"),
        pytest.param(["told Hill Post of", "in Hill Post"], [3], id="places in both contents"),
        pytest.param(["told Hill Post of", "had it"], [3, 4], id="between contents"),
    ],
)
def test_places_apart_are_those_outside_of_the_quotations_words(contents: Sequence[str], expected: Sequence[int]):
    spans: list[CharSpan] = [span_of(TEXT, words) for words in contents]
    assert list(PLACES.apart(POST, spans)) == [PLACES.spans[number] for number in expected]


def test_places_apart_stand_round_either_end_of_a_long_quotation():
    first, last = (CROWDED.spans[number].span for number in (8, 30))
    found = list(CROWDED.apart(CROWD, [first, last]))
    expected = [*range(2, 8), *range(9, 14), *range(25, 30), *range(31, 37)]
    assert found == [CROWDED.spans[number] for number in expected]


def test_name_of_other_words_is_that_of_the_outlet():
    assert [PLACES.name_of(words) for words in ("LKW", "the Sedge Courier")] == ["Lake Wire", "Sedge Courier"]


def test_article_without_outlets_has_no_places():
    places = RelayedArticle("[Ada Moor] slept in [location|York].").places
    assert (places.outlets, places.outlet_keys, places.mass(Answer(none=1.0))) == ({}, (), {None: 1.0})
