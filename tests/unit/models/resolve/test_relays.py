"""A quotation's relay is the outlet whose places are likeliest together; under the least probability there is none."""

from collections.abc import Sequence

import pytest

from models.config import DecodeConfig
from models.decode.links import Answer
from models.decode.spans import ScoredSpan
from models.records import Relation
from models.resolve.relays import RelayChoice, RelayFinder
from tests.unit.models.stand_ins import looks_of, points_to, quotation, scored

CONFIG = DecodeConfig(least_relay=0.3)
TEXT = "Moor told Hill Post: “Rain.”\nShe went on.\n“Snow,” Lake Wire reported. The Hill Post newspaper wrote so."
RELAYS = (
    scored(TEXT, "Hill Post", kind="told"),
    scored(TEXT, "Lake Wire", kind="reported"),
    scored(TEXT, "The Hill Post newspaper", kind="reported"),
)


def relay_of(*answers: Answer, contents: Sequence[str] = (), relays: Sequence[ScoredSpan] = RELAYS) -> RelayChoice:
    """The choice for a quotation of one content an answer, which are not the first of the article."""
    words = contents or ["“Rain.”", "“Snow,”"][: len(answers)]
    looks = looks_of(relays=dict(enumerate(answers, start=3)))
    finder = RelayFinder(TEXT, relays=relays, looks=looks, config=CONFIG)
    return finder.choose(quotation(TEXT, *words), contents=range(3, 3 + len(answers)))


@pytest.mark.parametrize(
    ("answer", "number", "relation"),
    [
        pytest.param(points_to(0), 0, "told", id="told"),
        pytest.param(points_to(1), 1, "reported", id="reported"),
        pytest.param(Answer(mass={0: 0.5, 1: 0.3}, none=0.2), 0, "told", id="the likelier of two"),
        pytest.param(Answer(mass={0: 0.3, 1: 0.3}, none=0.4), 0, "told", id="the first of two alike"),
        pytest.param(Answer(mass={1: 0.4, 0: 0.2, 2: 0.3}), 2, "reported", id="two places of one outlet together"),
        pytest.param(Answer(mass={1: 0.1, 0: 0.2, 2: 0.2}), 0, "told", id="the first of two places alike"),
    ],
)
def test_relay_is_the_likeliest_outlet_at_its_likeliest_place(answer: Answer, number: int, relation: Relation):
    choice = relay_of(answer)
    assert (choice.mention, choice.relation) == (RELAYS[number], relation)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(Answer(none=1.0), id="nobody"),
        pytest.param(points_to(0, 0.29), id="too unlikely"),
        pytest.param(Answer(mass={0: 0.1, 1: 0.19}, none=0.71), id="too unlikely together"),
    ],
)
def test_without_a_likely_outlet_there_is_no_relay(answer: Answer):
    choice = relay_of(answer)
    assert (choice.mention, choice.relation, choice.is_near) == (None, None, False)


def test_least_probability_is_that_of_some_outlet_whichever():
    assert relay_of(Answer(mass={0: 0.16, 1: 0.15}, none=0.69)).mention == RELAYS[0]


@pytest.mark.parametrize(
    ("probability", "expected"),
    [
        pytest.param(0.8, 0.8, id="of the relay"),
        pytest.param(0.25, 0.75, id="of none: the rest"),
    ],
)
def test_probability_is_that_of_the_choice(probability: float, expected: float):
    assert relay_of(points_to(0, probability)).probability == pytest.approx(expected)


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        pytest.param(points_to(0, 0.4), 0.5, id="both"),
        pytest.param(Answer(none=1.0), 0.3, id="one alone"),
    ],
)
def test_contents_of_a_quotation_count_by_their_mean(second: Answer, expected: float):
    choice = relay_of(points_to(0, 0.6), second)
    assert (choice.mention, choice.probability) == (RELAYS[0], pytest.approx(expected))


def test_name_of_an_outlet_that_is_not_tagged_as_a_relay_has_reported():
    choice = relay_of(points_to(0), relays=[scored(TEXT, "Hill Post", kind="outlet")])
    assert choice.relation == "reported"


@pytest.mark.parametrize(
    ("contents", "is_near"),
    [
        pytest.param(["“Rain.”"], True, id="same paragraph"),
        pytest.param(["“Snow,”"], False, id="a later paragraph"),
        pytest.param(["“Rain.”", "“Snow,”"], True, id="one piece in its paragraph"),
    ],
)
def test_relay_is_near_in_a_paragraph_of_the_quotation(contents: list[str], is_near: bool):
    assert relay_of(points_to(0), contents=contents).is_near is is_near


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(Answer(none=1.0), id="surely none"),
        pytest.param(points_to(0, 0.5), id="undecided"),
        pytest.param(Answer(mass={0: 0.7, 1: 0.300001}), id="sum a little over one"),
    ],
)
def test_probability_stays_in_bounds(answer: Answer):
    assert 0.0 <= relay_of(answer).probability <= 1.0


def test_article_without_outlets_has_no_relay():
    assert relay_of(Answer(none=1.0), relays=[]).mention is None
