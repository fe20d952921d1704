import pytest

from models.evaluation.calibration import Bin, Outcome, expected_calibration_error, reliability


def outcomes(confidence: float, *, n_right: int, n_wrong: int) -> list[Outcome]:
    return [Outcome(confidence=confidence, is_right=i < n_right) for i in range(n_right + n_wrong)]


def test_bins_hold_their_outcomes_lowest_first() -> None:
    bins = reliability([*outcomes(0.75, n_right=3, n_wrong=1), *outcomes(0.25, n_right=0, n_wrong=2)])
    assert bins == [
        Bin(low=0.2, high=0.3, n_outcomes=2, mean_confidence=0.25, share_right=0.0),
        Bin(low=0.7, high=0.8, n_outcomes=4, mean_confidence=0.75, share_right=0.75),
    ]


def test_full_confidence_falls_into_the_last_bin() -> None:
    (only,) = reliability(outcomes(1.0, n_right=1, n_wrong=0))
    assert (only.low, only.high) == (0.9, 1.0)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(outcomes(0.75, n_right=3, n_wrong=1), 0.0, id="means-what-it-says"),
        pytest.param(outcomes(0.75, n_right=1, n_wrong=3), 0.5, id="too-sure"),
        # two bins: |0.5 - 1| over 1 outcome, |0.75 - 0.75| over 4: 0.5 / 5
        pytest.param(
            [*outcomes(0.5, n_right=1, n_wrong=0), *outcomes(0.75, n_right=3, n_wrong=1)],
            0.1,
            id="weighted-by-outcomes",
        ),
        pytest.param([], 0.0, id="no-outcomes"),
    ],
)
def test_calibration_error_is_the_mean_gap(given: list[Outcome], expected: float) -> None:
    assert expected_calibration_error(reliability(given)) == pytest.approx(expected)
