"""Scores in percent, [0, 100], as pure functions of a tally; 0.0 where there was nothing to divide by."""

from models.evaluation.counts import Tally


def percent(part: int, whole: int) -> float:
    """The part's share of the whole, in percent."""
    return 100 * part / max(1, whole)


def precision(tally: Tally) -> float:
    """How much of what was given is right."""
    return percent(tally.right, tally.given)


def recall(tally: Tally) -> float:
    """How much of what gold holds was given rightly; of a share, the share itself."""
    return percent(tally.right, tally.gold)


def f1(tally: Tally) -> float:
    """Harmonic mean of precision and recall."""
    return percent(2 * tally.right, tally.gold + tally.given)
