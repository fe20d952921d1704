"""Every kind of mistake, each made once in a small article, and counted by hand."""

from typing import Any

import pytest

from models.evaluation.counts import Tally
from models.evaluation.faults import KINDS, Fault, count_kinds, find_faults
from models.evaluation.worldquotes import count
from tests.unit.models.evaluation.fakes import reading

TEXT = (
    "“The well is dry again,” Ada Brook told Radio Delta, and Li Wen of the Water Board nodded.\n"
    "The “smart” pump of the Board had failed, she said. An engineer was not surprised."
)
WELL: dict[str, Any] = {"content": ["“The well is dry again,”"], "speaker": "Ada Brook", "mention": "Ada Brook"}
BOARD = {"speaker": "Water Board", "kind": "organization", "mention": "the Water Board"}
ENGINEER = {"speaker": "An engineer", "kind": "unnamed", "mention": "An engineer"}
NOBODY = {"speaker": None, "mention": None}
DELTA = {"relay": "Radio Delta", "relay_mention": "Radio Delta"}


def kinds(gold: list[dict[str, Any]], given: list[dict[str, Any]]) -> list[str]:
    return [fault.kind for fault in find_faults(reading(TEXT, *gold), reading(TEXT, *given))]


@pytest.mark.parametrize(
    ("gold", "given", "expected"),
    [
        pytest.param([WELL], [], ["missed quotation"], id="nothing-near"),
        pytest.param([WELL], [{"content": ["“smart”"]}], ["missed quotation", "scare quote taken"], id="elsewhere"),
        # of the 22 characters between the marks the given 8 are less than 80 %
        pytest.param([WELL], [WELL | {"content": ["“The well"]}], ["border or type"] * 2, id="cut-short"),
        pytest.param([WELL], [WELL | {"type": "indirect"}], ["border or type"], id="taken-for-indirect"),
        pytest.param([WELL | {"type": "indirect"}], [WELL], ["border or type"], id="indirect-taken-for-direct"),
    ],
)
def test_a_segment_on_one_side_is_told_by_what_it_touches(
    gold: list[dict[str, Any]], given: list[dict[str, Any]], expected: list[str]
) -> None:
    assert kinds(gold, given) == expected


@pytest.mark.parametrize(
    ("gold", "given", "expected"),
    [
        pytest.param({}, NOBODY, "abstained", id="nobody-given"),
        pytest.param(NOBODY, {}, "made up", id="nobody-wanted"),
        pytest.param({}, {"speaker": "Brook", "mention": "Brook"}, "name not fullest", id="surname"),
        pytest.param({}, {"speaker": "Ada"}, "name not fullest", id="first-name"),
        pytest.param({}, {"speaker": "Ada Brook Lund"}, "name not fullest", id="more-than-the-name"),
        pytest.param({}, {"speaker": "Brook", "mention": "she"}, "name not fullest", id="surname-from-elsewhere"),
        # "board" is one word of three, so not half of them
        pytest.param(
            BOARD | {"speaker": "Delta Water Board"}, BOARD | {"speaker": "Board"}, "name not fullest", id="short-body"
        ),
        pytest.param({}, {"speaker": "Li Wen", "mention": "Li Wen"}, "wrong mention", id="apart"),
        pytest.param({}, {"speaker": "Li Wen", "mention": None}, "wrong mention", id="only-gold-has-one"),
        pytest.param({"mention": None}, {"speaker": "Li Wen"}, "wrong mention", id="only-given-has-one"),
        pytest.param(ENGINEER, BOARD, "wrong mention", id="name-from-elsewhere"),
        pytest.param(
            ENGINEER, BOARD | {"mention": "engineer"}, "unnamed taken for a name", id="organization-for-unnamed"
        ),
        pytest.param(
            ENGINEER | {"kind": "document"}, {"mention": "engineer"}, "unnamed taken for a name", id="person-for-report"
        ),
        pytest.param({}, {"speaker": "Li Wen"}, "wrong person", id="other-person"),
        pytest.param({"mention": None}, {"speaker": "Li Wen", "mention": None}, "wrong person", id="no-mentions"),
        pytest.param(BOARD, BOARD | {"speaker": "Radio Delta"}, "wrong body", id="other-organization"),
        pytest.param(ENGINEER, ENGINEER | {"speaker": "the pump"}, "wrong body", id="other-unnamed"),
    ],
)
def test_a_wrong_speaker_has_one_kind(gold: dict[str, Any], given: dict[str, Any], expected: str) -> None:
    assert kinds([WELL | gold], [WELL | given]) == [expected]


def test_a_right_speaker_is_no_fault_wherever_the_mention_stands() -> None:
    assert kinds([WELL], [WELL | {"mention": "she"}]) == []


@pytest.mark.parametrize(
    ("gold", "given", "expected"),
    [
        pytest.param(DELTA, DELTA, [], id="right"),
        pytest.param({}, {}, [], id="rightly-none"),
        pytest.param(DELTA, {}, ["relay named near missed"], id="named-near"),
        pytest.param(DELTA | {"relay_mention": None}, {}, ["relay not carried"], id="named-earlier"),
        pytest.param({}, DELTA | {"relay_mention": None}, ["relay carried too far"], id="carried"),
        pytest.param({}, DELTA, ["relay made up"], id="made-up"),
        pytest.param(DELTA, DELTA | {"relay": "Daily Heron"}, ["relay misnamed"], id="misnamed"),
        pytest.param(
            DELTA,
            {"speaker": "Radio Delta", "mention": "Radio Delta"},
            ["wrong mention", "relay named near missed", "relay as speaker"],
            id="taken-for-the-speaker",
        ),
        pytest.param(
            DELTA | {"speaker": "Radio Delta"}, DELTA | {"speaker": "Radio Delta"}, [], id="relay-speaks-for-itself"
        ),
    ],
)
def test_a_wrong_relay_is_told_by_where_it_is_named(
    gold: dict[str, Any], given: dict[str, Any], expected: list[str]
) -> None:
    assert kinds([WELL | gold], [WELL | given]) == expected


def test_a_relay_of_a_quotation_in_two_pieces_is_one_fault() -> None:
    both = WELL | {"content": ["“The well is dry again,”", "“smart”"]}
    assert kinds([both | DELTA], [both]) == ["relay named near missed"]


def test_a_fault_of_the_relay_names_relays_and_any_other_speakers() -> None:
    given = WELL | {"speaker": "Li Wen", "relay": "Daily Heron"}
    faults = find_faults(reading(TEXT, WELL | DELTA), reading(TEXT, given))
    assert [(f.wanted, f.given) for f in faults] == [("Ada Brook", "Li Wen"), ("Radio Delta", "Daily Heron")]


def test_faults_of_segments_and_speakers_are_what_the_headline_figure_lacks() -> None:
    gold = reading(TEXT, WELL, {"content": ["“smart”"], "speaker": "Li Wen"})
    given = reading(TEXT, WELL | {"speaker": "Li Wen"})
    # gold 2, given 1, none right: the well has a wrong speaker, "smart" is missed
    assert count(gold, given)["quoted.speaker"] == Tally(gold=2, given=1, right=0)
    assert [f.kind for f in find_faults(gold, given)] == ["wrong person", "missed quotation"]


def test_every_kind_is_counted_in_order_with_zeros() -> None:
    (quotation,) = reading(TEXT, WELL).quotations
    fault = Fault(kind="made up", quotation=quotation, wanted=None, given="Ada Brook")
    counted = count_kinds([fault, fault])
    assert (tuple(counted), counted["made up"], sum(counted.values())) == (KINDS, 2, 2)
