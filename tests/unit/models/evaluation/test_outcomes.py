from typing import Any

import pytest

from models.evaluation.calibration import Outcome
from models.evaluation.outcomes import gather, outcomes
from models.records import Confidences
from tests.unit.models.evaluation.fakes import reading

TEXT = "“The well is dry again,” Ada Brook told Radio Delta on Monday."
GOLD: dict[str, Any] = {"content": ["“The well is dry again,”"], "speaker": "Ada Brook", "relay": "Radio Delta"}
SURE = {"confidence": 0.5, "confidences": Confidences(quotation=0.9, speaker=0.8, outlet=0.7)}


def right(confidence: float) -> list[Outcome]:
    return [Outcome(confidence=confidence, is_right=True)]


def wrong(confidence: float) -> list[Outcome]:
    return [Outcome(confidence=confidence, is_right=False)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            {},
            {"all": right(0.5), "quotation": right(0.9), "speaker": right(0.8), "outlet": right(0.7)},
            id="all-right",
        ),
        pytest.param(
            {"relay": None, "outlet": "The Heron"},
            {"all": wrong(0.5), "quotation": right(0.9), "speaker": right(0.8), "outlet": wrong(0.7)},
            id="outlet-wrong",
        ),
        pytest.param(
            {"speaker": "Brook"},
            {"all": wrong(0.5), "quotation": right(0.9), "speaker": wrong(0.8), "outlet": []},
            id="speaker-wrong-leaves-the-outlet-unjudged",
        ),
        pytest.param(
            {"content": ["The well"]},
            {"all": wrong(0.5), "quotation": wrong(0.9), "speaker": [], "outlet": []},
            id="content-wrong-leaves-the-rest-unjudged",
        ),
    ],
)
def test_a_confidence_is_judged_on_what_it_claims(changes: dict[str, Any], expected: dict[str, list[Outcome]]) -> None:
    assert outcomes(reading(TEXT, GOLD), reading(TEXT, GOLD | SURE | changes)) == expected


def test_four_words_of_five_are_the_quotation() -> None:
    given = reading(TEXT, GOLD | SURE | {"content": ["well is dry again"]})
    assert outcomes(reading(TEXT, GOLD), given)["quotation"] == right(0.9)


@pytest.mark.parametrize(
    ("outlet", "is_right"),
    [pytest.param(None, True, id="none-given"), pytest.param("The Heron", False, id="one-made-up")],
)
def test_an_unknown_outlet_wants_none(outlet: str | None, is_right: bool) -> None:
    unknown = GOLD | {"relay": None}
    given = reading(TEXT, unknown | SURE | {"outlet": outlet})
    assert outcomes(reading(TEXT, unknown), given)["outlet"] == [Outcome(confidence=0.7, is_right=is_right)]


def test_articles_are_gathered_under_their_names() -> None:
    assert gather([{"all": right(0.1)}, {"all": wrong(0.2), "outlet": []}]) == {
        "all": right(0.1) + wrong(0.2),
        "outlet": [],
    }
