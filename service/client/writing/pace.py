"""How often what is written becomes durable."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """After so many items or so many seconds, whichever comes first: the most that has to be done again."""

    every_items: int
    every_s: float

    def __post_init__(self) -> None:
        if self.every_items < 1 or self.every_s < 0:
            raise ValueError(f"need at least 1 item and 0 seconds, got {self.every_items} and {self.every_s}")


LINES_PACE = Pace(every_items=1000, every_s=10.0)
TABLES_PACE = Pace(every_items=20_000, every_s=120.0)
"""Each time makes a part file, and many small ones are slow to read."""


class Timer:
    """Tells when the next time has come."""

    def __init__(self, pace: Pace, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._pace = pace
        self._clock = clock
        self.start_over()

    def start_over(self) -> None:
        self._n_items = 0
        self._began = self._clock()

    def count(self) -> bool:
        """Counts one item; whether it is time."""
        self._n_items += 1
        return self._n_items >= self._pace.every_items or self._clock() - self._began >= self._pace.every_s
