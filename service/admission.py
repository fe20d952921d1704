"""Who is let in: so many requests and so many characters at once, and when those turned away should come back."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from service.errors import Busy
from service.observer import EngineObserver

MOST_RETRY_AFTER_S = 60
_MEMORY_S = 30.0


class Pace:
    """How fast the model has worked lately."""

    def __init__(self) -> None:
        self._n_chars = 0.0
        self._seconds = 0.0

    def add(self, *, n_chars: int, seconds: float) -> None:
        """So much was done in so long; what was before counts the less, the longer ago it is."""
        kept = math.exp(-seconds / _MEMORY_S)
        self._n_chars = self._n_chars * kept + n_chars
        self._seconds = self._seconds * kept + seconds

    def seconds_for(self, n_chars: int) -> float:
        """How long so much will take; 0.0 while nothing is known."""
        return n_chars * self._seconds / self._n_chars if self._n_chars else 0.0


class Admission:
    """Knows the requests that are in by the characters that they hold; safe for threads.

    max_requests: at work and waiting together
    max_chars:    of all their texts together; one request counts for half of them at most, so that none alone
                  shuts out all others
    timeout_s:    seconds that each has; who could not be answered in that is turned away at once
    """

    def __init__(self, *, max_requests: int, max_chars: int, timeout_s: float, observer: EngineObserver) -> None:
        self.pace = Pace()
        self._max_requests = max_requests
        self._max_chars = max_chars
        self._timeout_s = timeout_s
        self._observer = observer
        self._lock = Lock()
        self._sizes: list[int] = []

    @contextmanager
    def place(self, n_chars: int) -> Iterator[None]:
        """Be in for a while; raises Busy when there is no room."""
        self._enter(n_chars)
        try:
            yield
        finally:
            self._leave(n_chars)

    def busy(self, detail: str, kind: type[Busy] = Busy) -> Busy:
        """The error for who is turned away: to come back when those that are in should be done."""
        seconds = math.ceil(self.pace.seconds_for(self._held_chars()))
        return kind(detail, retry_after_s=min(max(1, seconds), MOST_RETRY_AFTER_S))

    def _enter(self, n_chars: int) -> None:
        with self._lock:
            if not self._has_room(n_chars) or not self._has_time(n_chars):
                raise self.busy("Too many requests are waiting already.")
            self._sizes.append(n_chars)
            self._tell()

    def _leave(self, n_chars: int) -> None:
        with self._lock:
            self._sizes.remove(n_chars)
            self._tell()

    def _has_room(self, n_chars: int) -> bool:
        return len(self._sizes) < self._max_requests and self._held_chars() + self._counted(n_chars) <= self._max_chars

    def _has_time(self, n_chars: int) -> bool:
        """Whether it should be answered in time: the smaller go first, with half of the model's time for certain."""
        ahead = sum(size for size in self._sizes if size <= n_chars)
        return not self._sizes or 2 * self.pace.seconds_for(ahead + n_chars) <= self._timeout_s

    def _held_chars(self) -> int:
        return sum(map(self._counted, self._sizes))

    def _counted(self, n_chars: int) -> int:
        return min(n_chars, self._max_chars // 2)

    def _tell(self) -> None:
        self._observer.waiting_changed(max(0, len(self._sizes) - 1))
