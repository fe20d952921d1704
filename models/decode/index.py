"""Finds the spans of one layer that overlap a given stretch without looking at all of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from models.spans import CharSpan


class SpanIndex:
    """Spans in text order, none overlapping another, as a tag layer gives them."""

    def __init__(self, spans: Sequence[CharSpan]) -> None:
        self._starts = [span.start for span in spans]
        self._ends = [span.end for span in spans]

    def overlapping(self, span: CharSpan) -> range:
        """Numbers of the spans that share a code point with this one; empty where there is none."""
        first = bisect_right(self._ends, span.start)
        return range(first, max(first, bisect_left(self._starts, span.end)))

    def first_from(self, place: int) -> int:
        """Number of the first span that begins there or later; as many as there are spans where none does."""
        return bisect_left(self._starts, place)
