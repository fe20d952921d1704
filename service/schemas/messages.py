"""What marshmallow says of wrong fields → messages by the field's dotted path."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

_SHOWN_CHARS = 64
_SHOWN_FIELDS = 32


def flatten(messages: Any) -> dict[str, list[str]]:
    """Nested messages as `{"a.b": [message, …]}`; what is wrong with the whole stands under `body`.

    Of very many only the first are given: the caller chose how many fields there are, and what they are called.
    """
    walked = _walk(messages, ())
    shown = dict(islice(walked, _SHOWN_FIELDS))
    n_more = sum(1 for _ in walked)
    return shown | {"body": [f"{n_more} more fields are wrong."]} if n_more else shown


def _walk(messages: Any, path: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            yield from _walk(inner, path if key == "_schema" else (*path, _show(key)))
    else:
        yield ".".join(path) or "body", [str(message) for message in messages]


def _show(key: object) -> str:
    # A field's name that we do not know can be of any length, and hold what UTF-8 cannot or what turns a line round.
    return "".join(char if char.isprintable() else "?" for char in str(key)[:_SHOWN_CHARS])
