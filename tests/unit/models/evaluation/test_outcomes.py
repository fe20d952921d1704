from typing import Any

import pytest

from models.evaluation.calibration import Outcome
from models.evaluation.outcomes import Verdict, judge, outcomes
from models.evaluation.readings import Reading
from models.records import Confidences
from tests.unit.models.evaluation.fakes import reading

TEXT = "“The well is dry again,” Ada Brook told Radio Delta on Monday."
GOLD: dict[str, Any] = {"content": ["“The well is dry again,”"], "speaker": "Ada Brook", "relay": "Radio Delta"}
SURE = {"confidence": 0.5, "confidences": Confidences(quotation=0.9, speaker=0.8, outlet=0.7)}


def right(confidence: float) -> list[Outcome]:
    return [Outcome(confidence=confidence, is_right=True)]


def wrong(confidence: float) -> list[Outcome]:
    return [Outcome(confidence=confidence, is_right=False)]


def verdicts(gold: Reading, given: Reading) -> list[Verdict]:
    (found,) = judge([gold], [given])
    return found


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            {},
            {"together": right(0.5), "quotation": right(0.9), "speaker": right(0.8), "outlet": right(0.7)},
            id="all-right",
        ),
        pytest.param(
            {"relay": None, "outlet": "The Heron"},
            {"together": wrong(0.5), "quotation": right(0.9), "speaker": right(0.8), "outlet": wrong(0.7)},
            id="outlet-wrong",
        ),
        pytest.param(
            {"speaker": "Brook"},
            {"together": wrong(0.5), "quotation": right(0.9), "speaker": wrong(0.8), "outlet": []},
            id="speaker-wrong-leaves-the-outlet-unjudged",
        ),
        pytest.param(
            {"content": ["The well"]},
            {"together": wrong(0.5), "quotation": wrong(0.9), "speaker": [], "outlet": []},
            id="content-wrong-leaves-the-rest-unjudged",
        ),
    ],
)
def test_a_confidence_is_judged_on_what_it_claims(changes: dict[str, Any], expected: dict[str, list[Outcome]]) -> None:
    assert outcomes(verdicts(reading(TEXT, GOLD), reading(TEXT, GOLD | SURE | changes))) == expected


def test_four_words_of_five_are_the_quotation() -> None:
    given = reading(TEXT, GOLD | SURE | {"content": ["well is dry again"]})
    assert outcomes(verdicts(reading(TEXT, GOLD), given))["quotation"] == right(0.9)


@pytest.mark.parametrize(
    ("outlet", "is_right"),
    [pytest.param(None, True, id="none-given"), pytest.param("The Heron", False, id="one-made-up")],
)
def test_an_unknown_outlet_wants_none(outlet: str | None, is_right: bool) -> None:
    unknown = GOLD | {"relay": None}
    given = reading(TEXT, unknown | SURE | {"outlet": outlet})
    assert outcomes(verdicts(reading(TEXT, unknown), given))["outlet"] == [Outcome(confidence=0.7, is_right=is_right)]


def test_every_article_is_judged_by_its_own_gold() -> None:
    gold = [reading(TEXT, GOLD), reading(TEXT)]
    assert [[v.quotation for v in found] for found in judge(gold, [reading(TEXT, GOLD)] * 2)] == [[True], [False]]


def test_indirect_quotations_are_not_judged_where_none_is_marked() -> None:
    given = reading(TEXT, GOLD, {"content": ["on Monday"], "type": "indirect"})
    marked = reading(TEXT, {"content": ["told Radio Delta"], "type": "indirect"})
    assert [len(found) for found in judge([reading(TEXT, GOLD)], [given])] == [1]
    assert [len(found) for found in judge([reading(TEXT, GOLD), marked], [given, given])] == [2, 2]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, True, id="all-right"),
        pytest.param({"speaker": "Brook"}, False, id="speaker-wrong"),
        pytest.param({"relay": None}, False, id="outlet-wrong"),
        pytest.param({"content": ["The well"]}, False, id="content-wrong"),
    ],
)
def test_a_verdict_is_right_together_when_every_part_is(changes: dict[str, Any], expected: bool) -> None:
    (verdict,) = verdicts(reading(TEXT, GOLD), reading(TEXT, GOLD | changes))
    assert verdict.together is expected
