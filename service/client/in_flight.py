"""How many requests are in flight: more while the server is quick, half as many when it refuses, and who is next."""

import asyncio
from dataclasses import dataclass
from heapq import heappop, heappush

_FIRST = 2
# Articles differ: fewer answers than these say little.
_SHORTEST_ROUND = 16
# What a request costs besides its text, in code points.
_REQUEST_CHARS = 500
# Of what is in flight five sixths only wait then. Fewer would do if they were spread evenly over the server's workers.
_QUEUE_FACTOR = 6.0
_LEAST_FOR_QUEUE = 8
_BACK_OFF = 0.75


@dataclass(slots=True, kw_only=True)
class _Round:
    """Some answers in a row; `was_full` says whether at one of them as many were in flight as may be."""

    n_answers: int = 0
    seconds: float = 0.0
    n_chars: int = 0
    was_full: bool = False

    def add(self, *, seconds: float, n_chars: int, was_full: bool) -> None:
        self.n_answers += 1
        self.seconds += seconds
        self.n_chars += n_chars + _REQUEST_CHARS
        self.was_full = self.was_full or was_full

    @property
    def pace(self) -> float:
        """Seconds a code point."""
        return self.seconds / self.n_chars


class Limit:
    """The number itself, between 1 and `most`; knows no clock and no network.

    It is reconsidered after each round of about as many answers as are in flight. Seconds a code point, in the best
    round and in this one, tell how many of the requests only wait at the server: where that is most of them, it goes
    down by a quarter. Otherwise it goes up by one, or doubles until it first had to go down. A refusal halves it, once
    for all requests that were in flight at the time.

    era: goes up with each halving; what was sent in an earlier one says nothing of the number as it is
    """

    def __init__(self, *, most: int) -> None:
        self.era = 0
        self._most = most
        self._value = float(min(_FIRST, most))
        self._is_searching = True
        self._best_pace: float | None = None
        self._round = _Round()

    @property
    def n(self) -> int:
        """How many may be in flight."""
        return int(self._value)

    def answered(self, *, era: int, seconds: float, n_chars: int, n_in_flight: int) -> None:
        """An article of so many code points, sent in that era, was answered.

        n_in_flight: itself included
        """
        if era != self.era:
            return
        self._round.add(seconds=seconds, n_chars=n_chars, was_full=n_in_flight >= self.n)
        if self._round.n_answers >= max(self.n, _SHORTEST_ROUND):
            self._end_round()

    def refused(self, *, era: int) -> None:
        """The server was too busy, or away, for what was sent in that era."""
        if era != self.era:
            return
        self.era += 1
        self._value = max(1.0, self._value / 2)
        if self._value == 1.0:
            # After so many, it may be another server, or one that starts.
            self._is_searching, self._best_pace = True, None
        else:
            self._is_searching = False
        self._round = _Round()

    def _end_round(self) -> None:
        pace = self._round.pace
        self._best_pace = best = pace if self._best_pace is None else min(pace, self._best_pace)
        if pace > _QUEUE_FACTOR * best and self._value > _LEAST_FOR_QUEUE:
            self._value = max(_LEAST_FOR_QUEUE, self._value * _BACK_OFF)
            self._is_searching = False
        elif self._round.was_full:
            self._value = min(self._most, self._value * 2 if self._is_searching else self._value + 1)
        self._round = _Round()


class Places:
    """Lets requests go out, as many at once as the limit says, those for earlier articles first."""

    def __init__(self, limit: Limit) -> None:
        self.limit = limit
        self.n_taken = 0
        self._waiting: list[tuple[int, asyncio.Future[None]]] = []
        self._n_shut = 0

    async def enter(self, number: int) -> None:
        """Wait for a place; one article, by its number, waits for one at a time."""
        let_in = asyncio.get_running_loop().create_future()
        heappush(self._waiting, (number, let_in))
        self._let_in()
        await let_in

    def leave(self) -> None:
        """Give the place back."""
        self.n_taken -= 1
        self._let_in()

    def shut(self, seconds: float) -> None:
        """Let nobody in for so long."""
        self._n_shut += 1
        asyncio.get_running_loop().call_later(seconds, self._open)

    def _open(self) -> None:
        self._n_shut -= 1
        self._let_in()

    def _let_in(self) -> None:
        while self._waiting and not self._n_shut and self.n_taken < self.limit.n:
            _, let_in = heappop(self._waiting)
            if not let_in.done():
                self.n_taken += 1
                let_in.set_result(None)


class Window:
    """The articles between input and output: bounded, so that one slow article, for which all later answers have to
    wait, lets no memory grow.

    max_items: about a minute of answers, in which a short one may have overtaken the longest that a server takes
    max_chars: code points of all their texts; an article that has more by itself passes alone
    """

    def __init__(self, *, max_items: int = 512, max_chars: int = 16_000_000) -> None:
        self._max_items = max_items
        self._max_chars = max_chars
        self._n_items = 0
        self._n_chars = 0
        self._has_changed = asyncio.Event()

    async def enter(self, n_chars: int) -> None:
        """Wait for room, and take it; for one caller at a time."""
        while self._n_items and (self._n_items >= self._max_items or self._n_chars + n_chars > self._max_chars):
            self._has_changed.clear()
            await self._has_changed.wait()
        self._n_items += 1
        self._n_chars += n_chars

    def leave(self, n_chars: int) -> None:
        """Give the room back."""
        self._n_items -= 1
        self._n_chars -= n_chars
        self._has_changed.set()
