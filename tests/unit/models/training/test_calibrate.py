"""The curves that are fitted turn raw probabilities into the shares that came true."""

import random
from dataclasses import replace

import pytest

from models.config import Curve
from models.evaluation.calibration import Outcome
from models.training.calibrate import fit_curve


def drawn(truth: Curve, *, n_outcomes: int, seed: int = 7) -> list[Outcome]:
    """Outcomes whose true probability is the curve's value at the confidence given."""
    dice = random.Random(seed)
    confidences = [dice.uniform(0.02, 0.98) for _ in range(n_outcomes)]
    return [Outcome(confidence=c, is_right=dice.random() < truth(c)) for c in confidences]


@pytest.mark.parametrize(
    "truth",
    [
        pytest.param(Curve(), id="already calibrated"),
        pytest.param(Curve(slope=0.5, offset=0.0), id="too sure of itself"),
        pytest.param(Curve(slope=2.0, offset=0.0), id="not sure enough"),
        pytest.param(Curve(slope=1.0, offset=-1.0), id="too high"),
        pytest.param(Curve(slope=0.7, offset=0.8), id="too low and too sure"),
    ],
)
def test_fit_finds_the_curve_that_made_the_outcomes(truth: Curve):
    fitted = fit_curve(drawn(truth, n_outcomes=6_000))
    # about four standard errors of either number
    assert fitted.slope == pytest.approx(truth.slope, abs=0.15)
    assert fitted.offset == pytest.approx(truth.offset, abs=0.15)


def test_without_outcomes_the_curve_changes_nothing():
    assert fit_curve([]) == Curve()


@pytest.mark.parametrize("is_right", [True, False])
@pytest.mark.parametrize("confidence", [0.0, 0.5, 1.0])
def test_perfect_outcomes_do_not_run_away(confidence: float, is_right: bool):
    fitted = fit_curve([Outcome(confidence=confidence, is_right=is_right)] * 500)
    assert abs(fitted.slope) < 20
    assert abs(fitted.offset) < 20
    assert (fitted(confidence) > 0.9) is is_right


def test_order_of_the_outcomes_does_not_count():
    outcomes = drawn(Curve(slope=0.6, offset=0.3), n_outcomes=200)
    assert fit_curve(outcomes[::-1]) == fit_curve(outcomes)


def test_opposite_outcomes_mirror_the_curve():
    outcomes = drawn(Curve(slope=0.8, offset=0.5), n_outcomes=400)
    mirrored = [replace(o, confidence=1 - o.confidence, is_right=not o.is_right) for o in outcomes]

    ours, theirs = fit_curve(outcomes), fit_curve(mirrored)

    assert theirs.slope == pytest.approx(ours.slope, abs=2e-4)
    assert theirs.offset == pytest.approx(-ours.offset, abs=2e-4)
