"""A quotation's relay is the outlet that most of its links' weight falls on; under three tenths there is none."""

from collections.abc import Sequence

import pytest

from models.decode.links import Answer
from models.decode.spans import ScoredSpan
from models.records import Relation
from models.resolve.relays import RelayChoice, choose_relays
from tests.unit.models.stand_ins import HandMadeLinks, points_to, quotation, scored

TEXT = "Moor told Hill Post: “Rain.”\nShe went on.\n“Snow,” Lake Wire reported."
RELAYS = (scored(TEXT, "Hill Post", kind="told"), scored(TEXT, "Lake Wire", kind="reported"))


def relay_of(answer: Answer, *contents: str, relays: Sequence[ScoredSpan] = RELAYS) -> RelayChoice:
    table = HandMadeLinks(TEXT, {("relay", content): answer for content in contents})
    [choice] = choose_relays(TEXT, [quotation(TEXT, *contents)], relays=relays, table=table)
    return choice


@pytest.mark.parametrize(
    ("answer", "words", "relation"),
    [
        pytest.param(points_to(0), "Hill Post", "told", id="told"),
        pytest.param(points_to(1), "Lake Wire", "reported", id="reported"),
        pytest.param(Answer(mass={0: 0.5, 1: 0.3}, none=0.2), "Hill Post", "told", id="the likelier of two"),
        pytest.param(Answer(mass={0: 0.3, 1: 0.3}, none=0.4), "Hill Post", "told", id="the first of two alike"),
    ],
)
def test_relay_is_the_outlet_pointed_to(answer: Answer, words: str, relation: Relation):
    choice = relay_of(answer, "“Rain.”")
    assert choice.mention is not None
    assert (choice.mention.span.cut(TEXT), choice.relation) == (words, relation)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(Answer(none=1.0), id="no answer"),
        pytest.param(points_to(0, 0.29), id="too unlikely"),
        pytest.param(Answer(elsewhere=1.0), id="out of sight"),
    ],
)
def test_without_a_likely_outlet_there_is_no_relay(answer: Answer):
    choice = relay_of(answer, "“Rain.”")
    assert (choice.mention, choice.relation, choice.is_near) == (None, None, False)


def test_name_of_an_outlet_that_is_not_tagged_as_a_relay_has_reported():
    choice = relay_of(points_to(0), "“Rain.”", relays=[scored(TEXT, "Hill Post", kind="outlet")])
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
    assert relay_of(points_to(0), *contents).is_near is is_near


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(Answer(none=1.0), id="surely none"),
        pytest.param(Answer(elsewhere=1.0), id="out of sight"),
        pytest.param(points_to(0, 0.5), id="undecided"),
        pytest.param(Answer(mass={0: 0.7, 1: 0.300001}), id="sum a little over one"),
    ],
)
def test_probability_stays_in_bounds(answer: Answer):
    assert 0.0 <= relay_of(answer, "“Rain.”").probability <= 1.0


def test_article_without_quotations_has_no_choices():
    assert choose_relays(TEXT, [], relays=RELAYS, table=HandMadeLinks(TEXT)) == []
