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
    """Counts the requests that are in, and the characters that they hold; safe for threads.

    max_requests: at work and waiting together
    max_chars:    of all their texts together; one request counts for half of them at most, so that none alone
                  shuts out all others
    """

    def __init__(self, *, max_requests: int, max_chars: int, observer: EngineObserver) -> None:
        self.pace = Pace()
        self._max_requests = max_requests
        self._max_chars = max_chars
        self._observer = observer
        self._lock = Lock()
        self._n_requests = 0
        self._n_chars = 0

    @contextmanager
    def place(self, n_chars: int) -> Iterator[None]:
        """Be in for a while; raises Busy when there is no room."""
        counted = min(n_chars, self._max_chars // 2)
        self._enter(counted)
        try:
            yield
        finally:
            self._count(-1, -counted)

    def busy(self, detail: str, kind: type[Busy] = Busy) -> Busy:
        """The error for who is turned away: to come back when those that are in should be done."""
        seconds = math.ceil(self.pace.seconds_for(self._n_chars))
        return kind(detail, retry_after_s=min(max(1, seconds), MOST_RETRY_AFTER_S))

    def _enter(self, n_chars: int) -> None:
        with self._lock:
            if self._n_requests >= self._max_requests or self._n_chars + n_chars > self._max_chars:
                raise self.busy("Too many requests are waiting already.")
            self._change(1, n_chars)

    def _count(self, n_requests: int, n_chars: int) -> None:
        with self._lock:
            self._change(n_requests, n_chars)

    def _change(self, n_requests: int, n_chars: int) -> None:
        self._n_requests += n_requests
        self._n_chars += n_chars
        self._observer.waiting_changed(max(0, self._n_requests - 1))
