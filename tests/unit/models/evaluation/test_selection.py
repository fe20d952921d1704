import pytest

from models.evaluation.counts import Tally
from models.evaluation.outcomes import Verdict, judge
from models.evaluation.selection import THRESHOLDS, n_kept_at, select
from models.records import Confidences
from tests.unit.models.evaluation.fakes import reading

TEXT = "“The well is dry,” Ada Brook said."


def verdict(confidence: float, *, quotation: bool = True, speaker: bool = True, outlet: bool = True) -> Verdict:
    """The confidences of quotation and speaker are the roots of the one given, so that it is their product."""
    root = confidence**0.5
    sure = Confidences(quotation=root, speaker=root, outlet=1.0)
    given = reading(TEXT, {"content": ["“The well is dry,”"], "confidence": confidence, "confidences": sure})
    return Verdict(given=given.quotations[0], quotation=quotation, speaker=speaker, outlet=outlet)


RIGHT_62, WRONG_64, RIGHT_25 = verdict(0.62), verdict(0.64, speaker=False), verdict(0.25, outlet=False)


@pytest.mark.parametrize(
    ("threshold", "expected"),
    [
        pytest.param(0.0, Tally(gold=4, given=3, right=2), id="all-kept-a-wrong-outlet-does-not-count"),
        pytest.param(0.3, Tally(gold=4, given=2, right=1), id="the-least-sure-left-out"),
        pytest.param(0.6, Tally(gold=4, given=2, right=1), id="two-kept"),
        pytest.param(0.7, Tally(gold=4), id="none-as-sure"),
    ],
)
def test_a_threshold_keeps_what_is_as_sure(threshold: float, expected: Tally) -> None:
    selection = select([RIGHT_62, WRONG_64, RIGHT_25], n_gold=4)
    assert {k.threshold: k.tally for k in selection.speaker}[threshold] == expected


def test_the_product_of_quotation_and_speaker_is_held_against_the_threshold() -> None:
    # 0.81 is under 0.9, though each of the two confidences is 0.9
    kept = {k.threshold: k.tally.given for k in select([verdict(0.81)], n_gold=1).speaker}
    assert (kept[0.8], kept[0.9]) == (1, 0)


RIGHT, WRONG = True, False


@pytest.mark.parametrize(
    ("sure_and_right", "n_kept"),
    [
        pytest.param([], 0, id="nothing-given"),
        pytest.param([(0.9, WRONG), (0.8, RIGHT)], 0, id="never-as-precise"),
        pytest.param([(0.9, RIGHT), (0.8, WRONG), (0.7, RIGHT)], 1, id="until-the-first-wrong"),
        # 3 of 4 are right at 0.6: over 70 % again after 1 of 2 and 2 of 3
        pytest.param([(0.9, RIGHT), (0.8, WRONG), (0.7, RIGHT), (0.6, RIGHT), (0.5, WRONG)], 4, id="largest-start"),
        pytest.param([(0.9, RIGHT), (0.9, WRONG), (0.1, WRONG)], 0, id="equally-sure-are-kept-together"),
    ],
)
def test_the_largest_start_that_is_precise_is_kept(sure_and_right: list[tuple[float, bool]], n_kept: int) -> None:
    verdicts = [verdict(confidence, speaker=is_right) for confidence, is_right in sure_and_right]
    assert n_kept_at(verdicts[::-1], wanted=70) == n_kept


@pytest.mark.parametrize(
    "wrong", [{"quotation": False, "speaker": False, "outlet": False}, {"speaker": False}, {"outlet": False}]
)
def test_share_kept_asks_for_every_part(wrong: dict[str, bool]) -> None:
    verdicts = [verdict(0.9), verdict(0.8), verdict(0.7, **wrong)]
    assert select(verdicts, n_gold=3).share_kept == pytest.approx(200 / 3)


def test_nineteen_of_twenty_are_precise_enough() -> None:
    verdicts = [verdict(0.9)] * 19 + [verdict(0.8, outlet=False)] * 2
    # 19 of 21 are not, and the two equally sure ones stay together: 19 kept of 21
    assert select(verdicts, n_gold=21).share_kept == pytest.approx(1900 / 21)
    assert select(verdicts[:20], n_gold=21).share_kept == 100.0


def test_nothing_given_is_nothing_kept() -> None:
    ((verdicts),) = judge([reading(TEXT)], [reading(TEXT)])
    selection = select(verdicts, n_gold=2)
    assert (selection.share_kept, len(selection.speaker)) == (0.0, len(THRESHOLDS))
    assert {k.tally for k in selection.speaker} == {Tally(gold=2)}
