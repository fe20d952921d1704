"""Notices when a step of the model's work does not end."""

import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread, get_ident

import structlog

_log = structlog.get_logger("service.hang_watch")


class HangWatch:
    """Knows since when the step at hand has gone on, and takes one for hung after `timeout_s` seconds.

    A step that keeps even this process's other threads from running is noticed by gunicorn, whose heartbeat stops too.
    """

    def __init__(self, *, timeout_s: float) -> None:
        self._timeout_s = timeout_s
        self._step: tuple[int, float] | None = None

    @contextmanager
    def step(self) -> Iterator[None]:
        """Watch what is done inside, in the thread that does it."""
        self._step = (get_ident(), time.monotonic())
        try:
            yield
        finally:
            self._step = None

    @property
    def is_hung(self) -> bool:
        """Whether the step at hand has taken too long already."""
        step = self._step
        return step is not None and time.monotonic() - step[1] > self._timeout_s

    def call_when_hung(self, act: Callable[[], None]) -> None:
        """Look out in a thread of its own, for as long as the process lives; log and act once when a step hangs."""
        Thread(target=self._look_out, args=(act,), name="hang watch", daemon=True).start()

    def _look_out(self, act: Callable[[], None]) -> None:
        while not self.is_hung:
            time.sleep(min(1.0, self._timeout_s / 4))
        _log.critical("model.hung", timeout_s=self._timeout_s, places=self._places())
        act()

    def _places(self) -> list[str]:
        frame = sys._current_frames().get(self._step[0]) if self._step else None
        return [f"{place.filename}:{place.lineno} {place.name}" for place in traceback.extract_stack(frame)]
