"""A pronoun goes with those whom the article calls so: by its other pronouns, by titles, and by what kind they are."""

from collections.abc import Mapping

import pytest

from models.resolve.pronouns import Agreement, pronoun_class
from tests.unit.models.stand_ins import marked_cast

Called = tuple[str, Mapping[int, float]]
"""The words of a pronoun, and how likely it means each entity."""

PEOPLE = "[Ada Moor] met [Ben Hill]."
NEITHER = 0.5
"""Of one whom nothing tells: half a pronoun of each kind, 0.5 / (0.5 + 0.5)."""


def agreement(marked: str, *called: Called) -> Agreement:
    text, cast = marked_cast(marked)
    return Agreement.of(text, cast, called)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("he", "he", id="he"),
        pytest.param("Him", "he", id="capital"),
        pytest.param("HIS", "he", id="capitals"),
        pytest.param("himself", "he", id="himself"),
        pytest.param("she", "she", id="she"),
        pytest.param("Hers", "she", id="hers"),
        pytest.param("herself", "she", id="herself"),
        pytest.param("it", "it", id="it"),
        pytest.param("its", "it", id="its"),
        pytest.param("the ministry", "it", id="body"),
        pytest.param("the ministry of lakes, which met her", "it", id="body and what follows"),
        pytest.param("they", None, id="several or either"),
        pytest.param("I", None, id="speaker"),
        pytest.param("who", None, id="relative"),
        pytest.param("her mother", None, id="possessive before a noun"),
        pytest.param("the baker", None, id="person by a noun"),
        pytest.param("a bank clerk", None, id="person of a body"),
        pytest.param("Sheba", None, id="name that begins like one"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_class_of_words_is_that_of_a_pronoun_or_a_body(words: str, expected: str | None):
    assert pronoun_class(words) == expected


@pytest.mark.parametrize(
    ("called", "she"),
    [
        pytest.param([], NEITHER, id="never"),
        pytest.param([("she", {0: 0.9})], (0.9 + 0.5) / (0.9 + 1), id="once she"),
        pytest.param([("she", {0: 0.9}), ("Her", {0: 0.6})], (1.5 + 0.5) / (1.5 + 1), id="twice she"),
        pytest.param([("he", {0: 0.9})], 0.5 / (0.9 + 1), id="once he"),
        pytest.param([("she", {0: 0.9}), ("him", {0: 0.3})], (0.9 + 0.5) / (1.2 + 1), id="both"),
        pytest.param([("she", {1: 0.9})], NEITHER, id="somebody else"),
        pytest.param([("it", {0: 0.9}), ("they", {0: 0.9}), ("the board", {0: 0.9})], NEITHER, id="neither kind"),
    ],
)
def test_person_is_she_by_the_share_of_the_pronouns_that_mean_her(called: list[Called], she: float):
    found = agreement(PEOPLE, *called)
    assert found.weight("she", 0) == pytest.approx(she)
    assert found.weight("he", 0) == pytest.approx(1 - she)


@pytest.mark.parametrize(
    ("marked", "she"),
    [
        pytest.param("Mr [Moor] came.", 0.5 / 4, id="Mr"),
        pytest.param("Mr. [Moor] came.", 0.5 / 4, id="point"),
        pytest.param("Sir\n[Ada Moor] came.", 0.5 / 4, id="line break"),
        pytest.param("the king [Moor] came.", 0.5 / 4, id="small letter"),
        pytest.param("Mrs [Moor] came.", 3.5 / 4, id="Mrs"),
        pytest.param("MS [Moor] came.", 3.5 / 4, id="capitals"),
        pytest.param("Princess [Ada] came.", 3.5 / 4, id="long title"),
        pytest.param("Miss [Moor] came.", 3.5 / 4, id="Miss"),
        pytest.param("They miss [Moor].", NEITHER, id="to miss somebody"),
        pytest.param("[Ada Moor] came. Mrs [Moor] ate, and Mrs [Moor] slept.", 6.5 / 7, id="twice, at the surname"),
        pytest.param("[Mr Moor] came.", 0.5 / 4, id="inside the name"),
        pytest.param("[Mrs. Ada Moor] came.", 3.5 / 4, id="inside a full name"),
        pytest.param("Dr [Moor] came.", NEITHER, id="title of either"),
        pytest.param("Mr Hill met [Ada Moor].", NEITHER, id="title of another"),
        pytest.param("a palmer [Moor] came.", NEITHER, id="end of a word"),
        pytest.param("[Moor] came.", NEITHER, id="start of the text"),
    ],
)
def test_title_before_a_name_is_worth_three_pronouns(marked: str, she: float):
    assert agreement(marked).weight("she", 0) == pytest.approx(she)


@pytest.mark.parametrize(
    ("words", "name", "expected"),
    [
        pytest.param("it", "[Ada Moor]", 0.05, id="it, of a person"),
        pytest.param("the company", "[Ada Moor]", 0.05, id="body, of a person"),
        pytest.param("it", "[organization|Hill Fund]", 1.0, id="it, of a body"),
        pytest.param("the company", "[organization|Hill Fund]", 1.0, id="body, of a body"),
        pytest.param("its", "[location|Norland]", 1.0, id="its, of a place"),
        pytest.param("it", "[outlet|Hill Post]", 1.0, id="it, of an outlet"),
        pytest.param("he", "[organization|Hill Fund]", 0.05, id="he, of a body"),
        pytest.param("she", "[location|Norland]", 0.05, id="she, of a place"),
        pytest.param("they", "[Ada Moor]", 1.0, id="they, of a person"),
        pytest.param("they", "[organization|Hill Fund]", 1.0, id="they, of a body"),
        pytest.param("the baker", "[Ada Moor]", 1.0, id="noun, of a person"),
    ],
)
def test_bodies_are_it_and_people_are_not(words: str, name: str, expected: float):
    assert agreement(f"{name} came.").weight(words, 0) == expected


def test_what_is_called_she_and_is_no_person_is_still_not_she():
    assert agreement("[organization|Hill Fund] came.", ("she", {0: 0.9})).weight("she", 0) == 0.05


@pytest.mark.parametrize("words", ["he", "she", "it", "they"])
def test_weight_is_never_nothing(words: str):
    sure = [("she", {0: 1.0})] * 50
    weights = [agreement(PEOPLE, *sure).weight(words, entity) for entity in (0, 1)]
    assert all(0.0 < weight <= 1.0 for weight in weights)
