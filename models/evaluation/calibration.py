"""Whether a confidence means what it says: of the answers given 0.9, nine in ten should be right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

N_BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One answer: how sure it was, in [0, 1], and whether it was right."""

    confidence: float
    is_right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The outcomes with a confidence in [low, high), the last bin with 1.0 too; never empty."""

    low: float
    high: float
    n_outcomes: int
    mean_confidence: float
    share_right: float


def reliability(outcomes: Iterable[Outcome], *, n_bins: int = N_BINS) -> list[Bin]:
    """The bins of equal width that hold an outcome, lowest first."""
    sorted_in: dict[int, list[Outcome]] = {}
    for outcome in outcomes:
        sorted_in.setdefault(min(int(outcome.confidence * n_bins), n_bins - 1), []).append(outcome)
    return [_bin(sorted_in[place], low=place / n_bins, high=(place + 1) / n_bins) for place in sorted(sorted_in)]


def expected_calibration_error(bins: Sequence[Bin]) -> float:
    """Mean gap in [0, 1] between confidence and share right, each bin by its outcomes; 0.0 without any."""
    n_outcomes = sum(b.n_outcomes for b in bins)
    gaps = sum(b.n_outcomes * abs(b.mean_confidence - b.share_right) for b in bins)
    return gaps / n_outcomes if n_outcomes else 0.0


def _bin(outcomes: Sequence[Outcome], *, low: float, high: float) -> Bin:
    return Bin(
        low=low,
        high=high,
        n_outcomes=len(outcomes),
        mean_confidence=sum(o.confidence for o in outcomes) / len(outcomes),
        share_right=sum(o.is_right for o in outcomes) / len(outcomes),
    )
