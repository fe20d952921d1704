"""Content spans that agree with the quotation marks: a quoted segment is content as a whole or not at all."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from models.decode.chains import TagChain
from models.decode.spans import ScoredSpan, layer_spans, mean_probability
from models.network.backend import PieceSpan
from models.network.labels import CONTENT
from models.spans import CharSpan
from models.text.pieces import LINE_BREAK_FEATURE, Pieces

MIN_QUOTED = 0.5
"""Mean content probability from which a quoted segment counts as somebody's words."""


def content_spans(chain: TagChain, pieces: Pieces) -> list[ScoredSpan]:
    """Content pieces in order, none overlapping, their borders at quotation marks where they nearly were."""
    tagged = [s.span for s in layer_spans(CONTENT, chain, pieces)]
    segments = (s.span for s in pieces.quoted if s.is_closed and not s.is_nested)
    judged = ((segment, _probability(segment, chain, pieces) >= MIN_QUOTED) for segment in segments)
    return [_scored(part, chain, pieces) for span in _settle(tagged, judged) for part in _paragraphs(span, pieces)]


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


def _probability(span: CharSpan, chain: TagChain, pieces: Pieces) -> float:
    inside = pieces.within(span)
    return mean_probability(chain, PieceSpan.of(inside)) if inside else 0.0


def _paragraphs(span: CharSpan, pieces: Pieces) -> Iterator[PieceSpan]:
    """The span cut where a new line begins: a content piece stands in one paragraph."""
    inside = pieces.within(span)
    breaks = np.flatnonzero(pieces.features[inside.start + 1 : inside.stop, LINE_BREAK_FEATURE]) + inside.start + 1
    firsts = [inside.start, *breaks.tolist()] if inside else []
    for first, end in zip(firsts, [*firsts[1:], inside.stop], strict=True):
        yield PieceSpan(first=first, last=end - 1)


def _scored(where: PieceSpan, chain: TagChain, pieces: Pieces) -> ScoredSpan:
    return ScoredSpan(
        span=pieces.span(first=where.first, last=where.last),
        pieces=where,
        kind="content",
        confidence=mean_probability(chain, where),
    )


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
