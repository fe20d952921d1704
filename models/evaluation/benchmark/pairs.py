"""Two things done in turn, and how they compare pair by pair, so that the machine's own ups and downs cancel out."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair(Generic[Value]):
    """What both gave, one right after the other."""

    first: Value
    second: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratios:
    """The first's figure divided by the second's, a pair after the other; at least one pair."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The one in the middle."""
        return statistics.median(self.values)

    def __str__(self) -> str:
        """The median and between which values all lie."""
        return f"{self.median:.3f} [{min(self.values):.3f}, {max(self.values):.3f}]"


def take_turns(first: Callable[[], Value], second: Callable[[], Value], *, n_repeats: int) -> list[Pair[Value]]:
    """Do both so many times; who begins changes, since the second may find the machine as the first has left it."""
    pairs = []
    for number in range(n_repeats):
        if number % 2:
            late = second()
            pairs.append(Pair(first=first(), second=late))
        else:
            early = first()
            pairs.append(Pair(first=early, second=second()))
    return pairs


def ratios_of(pairs: Sequence[Pair[float]]) -> Ratios:
    """Of figures over 0."""
    return Ratios(values=tuple(pair.first / pair.second for pair in pairs))
