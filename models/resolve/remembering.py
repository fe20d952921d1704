"""Keeps what was worked out for short words: an article asks for the same few names over and over."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar, cast

Function = TypeVar("Function", bound=Callable[..., Any])

_MOST_ENTRIES, _MOST_CHARS = 4096, 80
"""Longer words would only fill the memory."""


def remembered(work: Function) -> Function:
    """The same function of words and what else it takes, all by position, with its answers to short words kept."""
    known = lru_cache(maxsize=_MOST_ENTRIES)(work)

    @wraps(work)
    def ask(words: str, *rest: Any) -> Any:
        return (known if len(words) <= _MOST_CHARS else work)(words, *rest)

    return cast(Function, ask)
