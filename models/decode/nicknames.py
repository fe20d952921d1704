"""People whose names hold a nickname in quotation marks, where the tags end at the marks: `Ada C. “Addie” Moor`."""

import re
from collections.abc import Sequence

from models.decode.spans import ScoredSpan
from models.network.backend import PieceSpan
from models.spans import CharSpan

_WORD = r"[^\W\d_a-z][^\s\",“”]*"
_WITH_NICKNAME = re.compile(
    rf"{_WORD}(?: {_WORD}){{0,3}} (?:\"{_WORD}(?: {_WORD})?\"|“{_WORD}(?: {_WORD})?”) {_WORD}(?: {_WORD}){{0,2}}"
)
_MOST_PARTS = 3
_MOST_CHARS = 80


def joined_nicknames(text: str, names: Sequence[ScoredSpan]) -> list[ScoredSpan]:
    """The names, those in a row that are one person's given name, nickname and surname as one span."""
    joined, place = list[ScoredSpan](), 0
    while place < len(names):
        n_parts = next((n for n in range(_MOST_PARTS, 1, -1) if _is_one(text, names[place : place + n], n)), 1)
        joined.append(_whole(names[place : place + n_parts]) if n_parts > 1 else names[place])
        place += n_parts
    return joined


def _is_one(text: str, parts: Sequence[ScoredSpan], n_parts: int) -> bool:
    start, end = parts[0].span.start, parts[-1].span.end
    is_people = len(parts) == n_parts and all(part.kind == "person" for part in parts)
    return is_people and end - start <= _MOST_CHARS and bool(_WITH_NICKNAME.fullmatch(text, start, end))


def _whole(parts: Sequence[ScoredSpan]) -> ScoredSpan:
    return ScoredSpan(
        span=CharSpan(parts[0].span.start, parts[-1].span.end),
        pieces=PieceSpan(first=parts[0].pieces.first, last=parts[-1].pieces.last),
        kind=parts[0].kind,
        confidence=min(part.confidence for part in parts),
    )
