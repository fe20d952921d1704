"""What goes through the batch client: articles in the order of the input, and what became of each."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One article of the input.

    number:     its place in the input, from 0, counting those that cannot be sent
    article:    the contract's article; `id` is always there, and only `id` may be where there is a problem
    problem:    for which it cannot be sent, as in problem+json (`title`, `status` null, `detail`); None if it can
    keeps_text: whether its text was made here (out of HTML), so that positions mean nothing without it
    """

    number: int
    article: dict[str, Any]
    problem: dict[str, Any] | None = None
    keeps_text: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one article: the contract's result, or the problem for which there is none."""

    item: Item
    result: dict[str, Any] | None = None
    problem: dict[str, Any] | None = None

    def __post_init__(self) -> None:
        if (self.result is None) == (self.problem is None):
            raise ValueError("need a result or a problem, and not both")
