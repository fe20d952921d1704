"""A quotation's relay is the outlet whose places are likeliest together; under the least probability there is none."""

from collections.abc import Sequence
from time import process_time

import pytest

from models.config import DecodeConfig
from models.decode.links import Answer
from models.decode.quotations import FoundQuotation
from models.decode.spans import ScoredSpan
from models.network.backend import PieceSpan
from models.records import Relation
from models.resolve.relays import RelayChoice, RelayFinder
from models.spans import CharSpan
from tests.unit.models.stand_ins import looks_of, points_to, quotation, scored

CONFIG = DecodeConfig(least_relay=0.3, least_carried=0.1)
TEXT = "Moor told Hill Post: “Rain.”\nShe went on.\n“Snow,” Lake Wire reported. The Hill Post newspaper wrote so."
RELAYS = (
    scored(TEXT, "Hill Post", kind="told"),
    scored(TEXT, "Lake Wire", kind="reported"),
    scored(TEXT, "The Hill Post newspaper", kind="reported"),
)


def relay_of(
    *answers: Answer,
    contents: Sequence[str] = (),
    relays: Sequence[ScoredSpan] = RELAYS,
    before: RelayChoice | None = None,
) -> RelayChoice:
    """The choice for a quotation of one content an answer, which are not the first of the article."""
    words = contents or ["“Rain.”", "“Snow,”"][: len(answers)]
    looks = looks_of(relays=dict(enumerate(answers, start=3)))
    finder = RelayFinder(TEXT, relays=relays, looks=looks, config=CONFIG)
    return finder.choose(quotation(TEXT, *words), contents=range(3, 3 + len(answers)), before=before)


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


def chosen(number: int | None) -> RelayChoice:
    """What was chosen for the quotation before."""
    mention = None if number is None else RELAYS[number]
    return RelayChoice(mention=mention, relation="told" if mention else None, is_near=True, probability=0.9)


@pytest.mark.parametrize(
    ("before", "number"),
    [
        pytest.param(chosen(0), 0, id="the same place"),
        pytest.param(chosen(0), 2, id="another place of the same outlet"),
        pytest.param(chosen(2), 0, id="an earlier place of the same outlet"),
        pytest.param(chosen(1), 1, id="another outlet"),
    ],
)
def test_relay_goes_on_where_it_would_not_begin(before: RelayChoice, number: int):
    answer = points_to(number, 0.2)
    assert relay_of(answer).mention is None
    assert relay_of(answer, before=before).mention == RELAYS[number]


@pytest.mark.parametrize(
    ("before", "answer"),
    [
        pytest.param(chosen(1), points_to(0, 0.2), id="another outlet before"),
        pytest.param(chosen(None), points_to(0, 0.2), id="no relay before"),
        pytest.param(chosen(0), points_to(0, 0.09), id="too unlikely even so"),
        pytest.param(chosen(0), Answer(mass={0: 0.1, 1: 0.15}, none=0.75), id="another outlet is likelier"),
        pytest.param(chosen(0), Answer(none=1.0), id="nothing points to it"),
    ],
)
def test_relay_goes_on_only_from_the_same_outlet_and_if_likely(before: RelayChoice, answer: Answer):
    assert relay_of(answer, before=before).mention is None


def test_another_outlet_may_begin_where_one_went_on():
    assert relay_of(points_to(1, 0.35), before=chosen(0)).mention == RELAYS[1]


def seconds_for(n_quotations: int, *, line: str) -> float:
    """Processor time to find the relay of so many quotations, each of which goes on from the very first."""
    text = line * n_quotations
    starts = range(0, len(text), len(line))
    contents = [at(start, len("“Rain.”"), kind="content") for start in starts]
    relays = [at(start + line.index("Lake"), len("Lake Wire"), kind="reported") for start in starts]
    says = [points_to(0), *(Answer(mass={0: 0.15, n: 0.1}, none=0.75) for n in range(1, n_quotations))]
    found = [
        FoundQuotation(type="direct", contents=(content,), cue=None, mention=None, confidence=0.9)
        for content in contents
    ]
    before, choice = process_time(), None
    finder = RelayFinder(text, relays=relays, looks=looks_of(relays=dict(enumerate(says))), config=CONFIG)
    for number, one in enumerate(found):
        choice = finder.choose(one, contents=range(number, number + 1), before=choice)
    taken = process_time() - before
    assert choice is not None
    assert choice.mention == relays[0]
    return taken


def at(start: int, width: int, *, kind: str) -> ScoredSpan:
    pieces = PieceSpan(first=start, last=start + width - 1)
    return ScoredSpan(span=CharSpan(start, start + width), pieces=pieces, kind=kind, confidence=0.9)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("“Rain.” Lake Wire wrote it.\n", id="paragraphs"),
        pytest.param("“Rain.” Lake Wire wrote it. ", id="one paragraph"),
    ],
)
def test_time_grows_with_the_number_of_quotations_and_no_faster(line: str):
    few, many = (min(seconds_for(n, line=line) for _ in range(3)) for n in (750, 3000))
    assert many < 8 * few
