"""Gives the system the memory back that the C library keeps: else a busy process grows for hours.

The states of an article live for seconds, some megabytes each, between others that live longer. What is freed between
them is seldom of use for the next, so the heap goes on growing while a third of it is empty.
"""

import ctypes
import time
from collections.abc import Callable

EVERY_S = 5.0
"""Often enough that little lies about; one takes some milliseconds, and the pages that come again some more."""


class HeapKeeper:
    """Trims the heap now and then, from the thread that works."""

    def __init__(self, trim: Callable[[int], object] | None = None, *, every_s: float = EVERY_S) -> None:
        self._trim = _find_trim() if trim is None else trim
        self._every_s = every_s
        self._trimmed_s = time.monotonic()

    def step_done(self, now_s: float) -> None:
        """Trim where the last time is long enough ago.

        now_s: by the monotonic clock
        """
        if self._trim is not None and now_s - self._trimmed_s >= self._every_s:
            self._trim(0)
            self._trimmed_s = now_s


def _find_trim() -> Callable[[int], object] | None:
    """`malloc_trim` of the GNU C library; None with any other, where pages that are free go back by themselves."""
    try:
        trim: Callable[[int], object] = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return None
    return trim
