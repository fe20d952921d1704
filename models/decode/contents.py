"""Content spans that agree with the quotation marks: a quoted segment is content as a whole or not at all."""

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, repeat

import numpy as np

from models.decode.chains import TagChain
from models.decode.spans import ScoredSpan, layer_spans, mean_probabilities, scored_spans
from models.network.backend import PieceSpan
from models.network.labels import CONTENT
from models.spans import CharSpan
from models.text.pieces import LINE_BREAK_FEATURE, Pieces

MIN_QUOTED = 0.5
"""Mean content probability from which a quoted segment counts as somebody's words."""


def content_spans(chain: TagChain, pieces: Pieces) -> list[ScoredSpan]:
    """Content pieces in order, none overlapping, their borders at quotation marks where they nearly were."""
    tagged = [s.span for s in layer_spans(CONTENT, chain, pieces)]
    parts = _paragraphs(_settle(tagged, _judged(chain, pieces)), pieces)
    return scored_spans(parts, repeat("content", len(parts)), mean_probabilities(chain, parts), pieces)


def _judged(chain: TagChain, pieces: Pieces) -> Iterator[tuple[CharSpan, bool]]:
    """The quoted segments that are whole, and whether each is somebody's words."""
    segments = [s.span for s in pieces.quoted if s.is_closed and not s.is_nested]
    inside = [pieces.within(segment) for segment in segments]
    probabilities = iter(mean_probabilities(chain, [PieceSpan.of(places) for places in inside if places]))
    for segment, places in zip(segments, inside, strict=True):
        yield segment, bool(places) and next(probabilities) >= MIN_QUOTED


def _settle(spans: Sequence[CharSpan], judged: Iterable[tuple[CharSpan, bool]]) -> list[CharSpan]:
    """The spans once they agree with every segment; one sweep will do, as both come in order and none overlap."""
    waiting, settled = deque(spans), list[CharSpan]()
    for segment, is_content in judged:
        while waiting and waiting[0].end <= segment.start:
            settled.append(waiting.popleft())
        touching: list[CharSpan] = []
        while waiting and waiting[0].start < segment.end:
            touching.append(waiting.popleft())
        waiting.extendleft(reversed(_agree(touching, segment, is_content=is_content)))
    return [*settled, *waiting]


def _paragraphs(spans: Iterable[CharSpan], pieces: Pieces) -> list[PieceSpan]:
    """The spans cut where a new line begins: a content piece stands in one paragraph."""
    breaks = np.flatnonzero(pieces.features[:, LINE_BREAK_FEATURE]).tolist()
    parts = []
    for inside in filter(None, map(pieces.within, spans)):
        inner = breaks[bisect_right(breaks, inside.start) : bisect_left(breaks, inside.stop)]
        borders = [inside.start, *inner, inside.stop]
        parts += [PieceSpan(first=first, last=end - 1) for first, end in pairwise(borders)]
    return parts


def _agree(touching: Sequence[CharSpan], segment: CharSpan, *, is_content: bool) -> list[CharSpan]:
    """The spans that touch a segment, once it lies wholly inside one of them, or none has a border inside it."""
    if is_content:
        together = [segment, *touching]
        return [CharSpan(min(s.start for s in together), max(s.end for s in together))]
    return [rest for span in touching if (rest := _without(span, segment))]


def _without(span: CharSpan, segment: CharSpan) -> CharSpan | None:
    """A span that holds the whole segment stays; of others what lies outside the segment is left."""
    if span.holds(segment):
        return span
    if segment.holds(span):
        return None
    return CharSpan(span.start, segment.start) if span.start < segment.start else CharSpan(segment.end, span.end)
