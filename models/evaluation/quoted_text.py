"""What of a content piece is compared: the stretches between quotation marks, the bare piece, the words."""

import re

from models.spans import CharSpan

_CLOSING = {"“": "”", '"': '"', "«": "»", "‘": "’", "'": "'"}
_SINGLE = frozenset("‘'")
_EDGE = "“”\"«»‘’' \t\n\u00a0.,;:!?…-–—[]()"
_WORD = re.compile(r"\w+")


def quoted_segments(text: str, piece: CharSpan) -> list[CharSpan]:
    """The stretches inside each pair of marks in the piece, marks left out.

    A double mark that is never closed runs to the end of the piece, a single one is an apostrophe. A piece whose
    only mark is the last one continues a quotation of an earlier paragraph, and is quoted from its start.
    """
    segments, at = [], piece.start
    while at < piece.end:
        close = _closing_place(text, at, piece.end)
        if close is not None and close > at + 1:
            segments.append(CharSpan(at + 1, close))
        at = (at if close is None else close) + 1
    if not segments and piece.cut(text).rstrip().endswith(("”", "»")):
        return [CharSpan(piece.start, max(piece.start + 1, piece.end - 1))]
    return segments


def bare(text: str, piece: CharSpan) -> CharSpan:
    """The piece without marks, spaces and punctuation at its ends; as it is when it holds nothing else."""
    words = piece.cut(text)
    start = piece.start + len(words) - len(words.lstrip(_EDGE))
    end = piece.end - len(words) + len(words.rstrip(_EDGE))
    return CharSpan(start, end) if start < end else piece


def word_starts(text: str, piece: CharSpan) -> set[int]:
    """Where the words of the piece begin; a word that it cuts into begins where the piece does."""
    return {piece.start + word.start() for word in _WORD.finditer(piece.cut(text))}


def _closing_place(text: str, opening: int, limit: int) -> int | None:
    """Where the mark opened here closes, at most `limit`; None when no mark opens here."""
    mark = text[opening]
    if mark not in _CLOSING or (mark in _SINGLE and opening > 0 and text[opening - 1].isalnum()):
        return None
    places = (at for at in range(opening + 1, limit) if text[at] == _CLOSING[mark])
    if mark not in _SINGLE:
        return next(places, limit)
    return next((at for at in places if not text[at + 1 : at + 2].isalnum()), None)
