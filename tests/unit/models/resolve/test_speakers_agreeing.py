"""A written source goes to one with whom it agrees: by pronoun, by kind, by noun, or by how sure the looks are."""

import pytest

from models.config import DecodeConfig
from tests.unit.models.resolve.speaker_cases import Points, choose


@pytest.mark.parametrize(
    ("mention", "other", "expected"),
    [
        pytest.param("the baker", "an old baker", "an old baker", id="same noun"),
        pytest.param("the baker", "Baker of the town", "Baker of the town", id="same noun, capital and addition"),
        pytest.param("the old baker, a tall man", "a baker", "a baker", id="addition of the mention"),
        pytest.param("the baker", "a guard", "the baker", id="other noun"),
        pytest.param("the baker", "the baker's guard", "the baker", id="its possessor"),
        pytest.param("the baker", "guards of the baker", "the baker", id="noun in the addition alone"),
        pytest.param("they", "a guard", "a guard", id="pronoun"),
    ],
)
@pytest.mark.parametrize("least_speaker", [0.0, 0.2])
@pytest.mark.parametrize("sure", [0.9, 1.0])
def test_descriptions_mean_one_another_only_with_the_same_noun(
    mention: str, other: str, expected: str, sure: float, least_speaker: float
):
    says: Points = {other: sure}
    name, _ = choose(
        f"First {other}. Then “Rain,” {mention} said.",
        says,
        mention=mention,
        mention_says=says,
        others=[other],
        config=DecodeConfig(least_speaker=least_speaker),
    )
    assert name == expected


CALLED = "[Ada Moor] met [Ben Hill]. She slept. Him nobody saw. “Rain,” {} said."
"""A text that calls one person she and another him."""


@pytest.mark.parametrize(
    ("mention", "says", "expected", "probability"),
    [
        # she: Ada (0.9 + 0.4 + 0.5) / (1.3 + 1) = 18/23, Ben (0.5 + 0.5) / (0.9 + 0.5 + 1) = 10/24
        pytest.param("she", {0: 0.4, 1: 0.5}, "Ada Moor", 0.9 * 0.31304 / (0.31304 + 0.20833), id="she"),
        # he: Ada (0.5 + 0.5) / (0.9 + 0.5 + 1) = 10/24, Ben (0.9 + 0.4 + 0.5) / (1.3 + 1) = 18/23
        pytest.param("he", {0: 0.5, 1: 0.4}, "Ben Hill", 0.9 * 0.31304 / (0.31304 + 0.20833), id="he"),
        pytest.param("they", {0: 0.4, 1: 0.5}, "Ben Hill", 0.5, id="they tells nothing"),
        pytest.param("she", {0: 0.1, 1: 0.8}, "Ben Hill", None, id="the looks are sure"),
    ],
)
def test_pronoun_goes_to_the_one_whom_the_article_calls_so(
    mention: str, says: Points, expected: str, probability: float | None
):
    name, choice = choose(
        CALLED.format(mention),
        says,
        mention=mention,
        mention_says=says,
        others=["She", "Him"],
        others_say={"She": {0: 0.9}, "Him": {1: 0.9}},
    )
    assert name == expected
    assert probability is None or choice.probability == pytest.approx(probability, abs=1e-4)


def test_pronoun_goes_to_the_likelier_where_the_article_calls_neither_so():
    says: Points = {0: 0.4, 1: 0.5}
    name, _ = choose("[Ada Moor] met [Ben Hill]. “Rain,” she said.", says, mention="she", mention_says=says)
    assert name == "Ben Hill"


def test_pronoun_goes_to_the_one_with_the_title():
    says: Points = {0: 0.4, 1: 0.5}
    name, _ = choose("Mrs [Moor] met Mr [Hill]. “Rain,” she said.", says, mention="she", mention_says=says)
    assert name == "Moor"


@pytest.mark.parametrize(
    ("mention", "says", "expected"),
    [
        pytest.param("it", {0: 0.6, 1: 0.3}, "Hill Fund", id="it is no person"),
        pytest.param("the ministry", {0: 0.6, 1: 0.3}, "Hill Fund", id="a body is no person"),
        pytest.param("she", {0: 0.3, 1: 0.6}, "Ada Moor", id="she is no body"),
        pytest.param("they", {0: 0.3, 1: 0.6}, "Hill Fund", id="they may be a body"),
        pytest.param("they", {0: 0.6, 1: 0.3}, "Ada Moor", id="they may be a person"),
        pytest.param("the chief", {0: 0.6, 1: 0.3}, "Ada Moor", id="a noun may be a person"),
    ],
)
def test_people_and_bodies_are_told_apart(mention: str, says: Points, expected: str):
    marked = f"[Ada Moor] leads [organization|Hill Fund]. “Rain,” said {mention}."
    name, _ = choose(marked, says, mention=mention, mention_says=says)
    assert name == expected


@pytest.mark.parametrize("mention", ["she", "he", "it", "the ministry"])
def test_agreement_shifts_probability_and_takes_none_away(mention: str):
    says: Points = {0: 0.7}
    name, choice = choose(f"[Ada Moor] came. “Rain,” said {mention}.", says, mention=mention, mention_says=says)
    assert (name, choice.probability) == ("Ada Moor", pytest.approx(0.7))


@pytest.mark.parametrize(
    ("mention", "sure", "expected"),
    [
        pytest.param("a baker", 0.59, "a baker", id="indefinite, not sure enough"),
        pytest.param("a baker", 0.61, "Ada Moor", id="indefinite, sure enough"),
        pytest.param("the report", 0.59, "the report", id="document, not sure enough"),
        pytest.param("the report", 0.61, "Ada Moor", id="document, sure enough"),
        pytest.param("the baker", 0.55, "Ada Moor", id="definite"),
        pytest.param("they", 0.55, "Ada Moor", id="pronoun"),
        pytest.param(None, 0.55, "Ada Moor", id="bare"),
    ],
)
def test_name_behind_indefinite_words_needs_more(mention: str | None, sure: float, expected: str):
    says: Points = {0: sure}
    name, _ = choose(
        f"[Ada Moor] came. “Rain,” said {mention}.",
        says,
        mention=mention,
        mention_says=says,
        config=DecodeConfig(least_speaker=0.2, least_named=0.6),
    )
    assert name == expected


def test_speaker_without_a_name_behind_indefinite_words_needs_no_more():
    says: Points = {"the old baker": 0.55}
    name, _ = choose(
        "First the old baker. “Rain,” a baker said.",
        says,
        mention="a baker",
        mention_says=says,
        others=["the old baker"],
        config=DecodeConfig(least_speaker=0.2, least_named=0.6),
    )
    assert name == "the old baker"
