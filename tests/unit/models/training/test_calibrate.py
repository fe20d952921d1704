import pytest

from models.config import Curve
from models.evaluation.calibration import Outcome
from models.training.calibrate import fit_curve


def outcomes(probability: float, *, n_right: int, n_wrong: int) -> list[Outcome]:
    rights = [True] * n_right + [False] * n_wrong
    return [Outcome(confidence=probability, is_right=is_right) for is_right in rights]


def test_nothing_known_leaves_probabilities_as_they_are():
    assert fit_curve([]) == Curve()


def test_probabilities_that_are_right_stay_nearly_as_they_are():
    curve = fit_curve(outcomes(0.9, n_right=900, n_wrong=100) + outcomes(0.4, n_right=400, n_wrong=600))

    assert (curve(0.9), curve(0.4)) == pytest.approx((0.9, 0.4), abs=0.005)


def test_probabilities_that_are_too_sure_are_brought_down_to_the_share_of_right_ones():
    curve = fit_curve(outcomes(0.99, n_right=700, n_wrong=300) + outcomes(0.6, n_right=500, n_wrong=500))

    assert (curve(0.99), curve(0.6)) == pytest.approx((0.7, 0.5), abs=0.01)


def test_outcomes_without_an_error_do_not_make_everything_certain():
    curve = fit_curve(outcomes(0.8, n_right=50, n_wrong=0))

    assert 0.8 < curve(0.8) < 0.9999


@pytest.mark.parametrize("probability", [pytest.param(0.0, id="impossible"), pytest.param(1.0, id="certain")])
def test_probabilities_at_the_ends_can_be_fitted(probability: float):
    curve = fit_curve(outcomes(probability, n_right=30, n_wrong=70))

    assert curve(probability) == pytest.approx(0.3, abs=0.05)
