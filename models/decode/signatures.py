"""Signatures: the name that ends a quotation's line behind a dash (`“…” — Ada Moor`) is of the one who said it."""

import re
from collections.abc import Mapping, Sequence

from models.decode.index import SpanIndex
from models.decode.spans import ScoredSpan, distinct, with_others
from models.network.backend import PieceSpan

_FRONT = re.compile(r"(?:^|(?<=\n))[^\w\n]*\Z")
_DASH = re.compile(r"[^\w\n]{0,4}\n?[ \t]*(?:[―—–]|--?)[ \t]*")
_REST = re.compile(r"[ \t]*(?:[,(@|.;-][^\n]{0,80})?(?:\n|\Z)")
_MOST_FRONT = 8
_MOST_BETWEEN = 12


def signatures(
    text: str, *, contents: Sequence[ScoredSpan], names: Sequence[ScoredSpan]
) -> dict[PieceSpan, ScoredSpan]:
    """The pieces of a content that is signed → the person's name behind it.

    The content begins its line, and what follows the name on its own is short: a role, a handle, a date.
    """
    people = [name for name in names if name.kind == "person"]
    index = SpanIndex([name.span for name in people])
    found = {}
    for content in contents:
        number = index.first_from(content.span.end)
        if number < len(people) and _is_signed(text, content, people[number]):
            found[content.pieces] = people[number]
    return found


def _is_signed(text: str, content: ScoredSpan, name: ScoredSpan) -> bool:
    start, end = content.span.start, content.span.end
    return bool(
        name.span.start - end <= _MOST_BETWEEN
        and _DASH.fullmatch(text, end, name.span.start)
        and _REST.match(text, name.span.end)
        and (start == 0 or _FRONT.search(text[max(0, start - _MOST_FRONT) : start]))
    )


def with_signatures(sources: Sequence[ScoredSpan], signed: Mapping[PieceSpan, ScoredSpan]) -> list[ScoredSpan]:
    """The written sources and the signatures, in text order; a source that overlaps a signature gives way."""
    return with_others(distinct(signed.values()), sources)
