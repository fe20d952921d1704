"""Pairs the quotation marks of an article: curly, straight, single, guillemets, reopened and missing ones.

Marks are paired paragraph by paragraph, double and single ones apart, since singles stand inside doubles and
apostrophes look like them. A double mark that is never closed holds to the end of its paragraph, as writers
do who reopen the quotation in the next one; a single mark that is never closed is an apostrophe.
"""

import re
from dataclasses import dataclass

from models.spans import CharSpan

_DOUBLE_OPENERS, _DOUBLE_CLOSERS = "“„‟«", "”»"
_MARK = re.compile("[“”„‟«»\"‘’‚']")
_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedSegment:
    """Text between a pair of quotation marks, the marks included.

    is_closed: False where the closing mark is missing; the segment then ends with its paragraph
    is_nested: True for single marks inside double ones
    """

    span: CharSpan
    is_closed: bool
    is_nested: bool = False


def quoted_segments(text: str) -> list[QuotedSegment]:
    """All quoted segments in order of their start; nested ones follow the segment that holds them."""
    found: list[QuotedSegment] = []
    for paragraph in _PARAGRAPH.finditer(text):
        doubles = _pair_doubles(text, paragraph.start(), paragraph.end())
        found += doubles
        found += _pair_singles(text, paragraph.start(), paragraph.end(), doubles)
    return sorted(found, key=lambda segment: (segment.span.start, -segment.span.end))


def _is_word(text: str, place: int, low: int, high: int) -> bool:
    return low <= place < high and text[place].isalnum()


def _is_space(text: str, place: int, low: int, high: int) -> bool:
    return not low <= place < high or text[place].isspace()


def _opens(text: str, place: int, low: int, high: int) -> bool:
    """Whether a mark of no direction looks like an opening one: space or a bracket before it, a word after it."""
    before = _is_space(text, place - 1, low, high) or text[place - 1] in "([{—–-…/:‘’“'\""
    return before and not _is_space(text, place + 1, low, high)


def _closes(text: str, place: int, low: int, high: int) -> bool:
    """Whether a mark of no direction looks like a closing one: nothing of a word after it, no space before it."""
    return not _is_word(text, place + 1, low, high) and not _is_space(text, place - 1, low, high)


def _double_role(text: str, place: int, low: int, high: int, *, is_open: bool) -> str:
    """`open`, `close` or nothing, for the double mark at this place."""
    mark = text[place]
    if mark == '"':
        if is_open:
            return "close" if _closes(text, place, low, high) or not _opens(text, place, low, high) else ""
        is_inch = _is_word(text, place - 1, low, high) and text[place - 1].isdigit()
        return "" if is_inch or not _opens(text, place, low, high) else "open"
    if mark in _DOUBLE_OPENERS:
        wrong_way = is_open and _closes(text, place, low, high)
        return "close" if wrong_way else "" if is_open else "open"
    if mark in _DOUBLE_CLOSERS:
        wrong_way = not is_open and _opens(text, place, low, high)
        return "open" if wrong_way else "close" if is_open else ""
    return ""


def _pair_doubles(text: str, low: int, high: int) -> list[QuotedSegment]:
    segments: list[QuotedSegment] = []
    opened: int | None = None
    for match in _MARK.finditer(text, low, high):
        place = match.start()
        role = _double_role(text, place, low, high, is_open=opened is not None)
        if role == "open":
            opened = place
        elif role == "close" and opened is not None:
            segments.append(QuotedSegment(span=CharSpan(opened, place + 1), is_closed=True))
            opened = None
    if opened is not None:
        segments.append(QuotedSegment(span=CharSpan(opened, high), is_closed=False))
    return segments


def _pair_singles(text: str, low: int, high: int, doubles: list[QuotedSegment]) -> list[QuotedSegment]:
    """Pairs that lie wholly inside one double segment or between two; every border of a double forgets an opening."""
    segments: list[QuotedSegment] = []
    opened: int | None = None
    borders = (edge for double in doubles for edge in (double.span.start, double.span.end))
    border, is_nested = next(borders, high), False
    for match in _MARK.finditer(text, low, high):
        place, mark = match.start(), match.group()
        while border <= place:
            opened, is_nested, border = None, not is_nested, next(borders, high)
        if mark not in "‘’‚'":
            continue
        if opened is None:
            if mark != "’" and _opens(text, place, low, high):
                opened = place
        elif mark in "’'" and _closes(text, place, low, high):
            segments.append(QuotedSegment(span=CharSpan(opened, place + 1), is_closed=True, is_nested=is_nested))
            opened = None
    return segments
