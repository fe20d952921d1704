"""How far a long run is, told to whoever wants to show it."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

Thing = TypeVar("Thing")


class Track(Protocol):
    """Passes things through and may show how many have passed; `n_in_all` is None where nobody knows."""

    def __call__(self, things: Iterable[Thing], *, doing: str, n_in_all: int | None) -> Iterable[Thing]: ...


def untracked(things: Iterable[Thing], *, doing: str, n_in_all: int | None) -> Iterable[Thing]:  # noqa: ARG001 - a Track
    """Shows nothing."""
    return things
