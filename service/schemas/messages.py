"""What marshmallow says of wrong fields → messages by the field's dotted path."""

from collections.abc import Iterator, Mapping
from typing import Any

_SHOWN_CHARS = 64


def flatten(messages: Any) -> dict[str, list[str]]:
    """Nested messages as `{"a.b": [message, …]}`; what is wrong with the whole stands under `body`."""
    return dict(_walk(messages, ()))


def _walk(messages: Any, path: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            yield from _walk(inner, path if key == "_schema" else (*path, _show(key)))
    else:
        yield ".".join(path) or "body", [str(message) for message in messages]


def _show(key: object) -> str:
    # A field's name that we do not know can be of any length and hold what UTF-8 cannot.
    return str(key)[:_SHOWN_CHARS].encode(errors="replace").decode()
