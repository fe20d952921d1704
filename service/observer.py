"""What the engine tells of its work as it goes, so that it can be measured without the engine knowing by what."""

from collections.abc import Callable
from typing import Protocol

# A stage that is none of the model's own: till a request's first step.
WAIT = "wait"

Hear = Callable[[str, float], None]
"""Is told that a stage of one request's work took so many seconds, and has just ended."""


def hear_nothing(_stage: str, _seconds: float) -> None:
    """Nothing is kept."""


class EngineObserver(Protocol):
    """Hears of the model's work; called from any thread, so it must be quick and safe for threads."""

    def stage_done(self, stage: str, seconds: float) -> None:
        """A stage of the model's work (`models.steps.Stage`) took this long; told once a step."""

    def waiting_changed(self, n_requests: int) -> None:
        """So many requests wait now for the model, besides the one at work."""


class SilentObserver:
    """Tells nobody."""

    def stage_done(self, stage: str, seconds: float) -> None:
        """Nothing is kept."""

    def waiting_changed(self, n_requests: int) -> None:
        """Nothing is kept."""
