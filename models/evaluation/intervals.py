"""How far a figure would move with other documents: percentile bootstrap, documents drawn with replacement."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from models.evaluation.counts import Counts, total

Figures = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """The middle 95 % of the draws, both ends included, in the figure's own unit."""

    low: float
    high: float


def bootstrap(
    rows: Sequence[Counts], *, figures: Callable[[Counts], Figures], n_draws: int, seed: int
) -> dict[str, Interval]:
    """An interval for every figure of the whole; empty without documents or draws.

    A figure that a draw does not have (no document of it has names marked) counts as 0.0 there.
    """
    if not rows or n_draws < 1:
        return {}
    dice = random.Random(seed)
    draws = [figures(total(_resample(rows, dice))) for _ in range(n_draws)]
    return {name: _middle([draw.get(name, 0.0) for draw in draws]) for name in figures(total(rows))}


def _resample(rows: Sequence[Counts], dice: random.Random) -> list[Counts]:
    return [rows[dice.randrange(len(rows))] for _ in rows]


def _middle(values: Sequence[float]) -> Interval:
    ranked = sorted(values)
    return Interval(low=ranked[int(0.025 * len(ranked))], high=ranked[int(0.975 * len(ranked)) - 1])
