"""Content spans that agree with the quotation marks: a quoted segment is content as a whole or not at all."""

from collections.abc import Sequence

from models.decode.chains import TagChain
from models.decode.spans import ScoredSpan, layer_spans, mean_probability
from models.network.backend import PieceSpan
from models.network.labels import CONTENT
from models.spans import CharSpan
from models.text.pieces import Pieces
from models.text.quote_marks import QuotedSegment

MIN_QUOTED = 0.5
"""Mean content probability from which a quoted segment counts as somebody's words."""


def content_spans(chain: TagChain, pieces: Pieces) -> list[ScoredSpan]:
    """Content pieces in order, none overlapping, their borders at quotation marks where they nearly were."""
    spans = [s.span for s in layer_spans(CONTENT, chain, pieces)]
    for segment in pieces.quoted:
        if segment.is_closed and not segment.is_nested:
            spans = _agree(spans, segment, is_content=_probability(segment.span, chain, pieces) >= MIN_QUOTED)
    scored = (_scored(span, chain, pieces) for span in sorted(spans))
    return [span for span in scored if span is not None]


def _probability(span: CharSpan, chain: TagChain, pieces: Pieces) -> float:
    inside = pieces.within(span)
    if not inside:
        return 0.0
    return mean_probability(chain, PieceSpan(first=inside.start, last=inside.stop - 1))


def _scored(span: CharSpan, chain: TagChain, pieces: Pieces) -> ScoredSpan | None:
    inside = pieces.within(span)
    if not inside:
        return None
    where = PieceSpan(first=inside.start, last=inside.stop - 1)
    return ScoredSpan(span=span, pieces=where, kind="content", confidence=mean_probability(chain, where))


def _agree(spans: Sequence[CharSpan], segment: QuotedSegment, *, is_content: bool) -> list[CharSpan]:
    """The spans once the segment lies wholly inside one of them, or no span has a border inside it."""
    apart = [s for s in spans if not s.overlap(segment.span)]
    touching = [s for s in spans if s.overlap(segment.span)]
    if is_content:
        start = min(segment.span.start, *(s.start for s in touching), segment.span.end)
        end = max(segment.span.end, *(s.end for s in touching), segment.span.start)
        return [*apart, CharSpan(start, end)]
    return [*apart, *(rest for s in touching if (rest := _without(s, segment.span)))]


def _without(span: CharSpan, segment: CharSpan) -> CharSpan | None:
    """A span that holds the whole segment stays; of others what lies outside the segment is left."""
    if span.holds(segment):
        return span
    if segment.holds(span):
        return None
    return CharSpan(span.start, segment.start) if span.start < segment.start else CharSpan(segment.end, span.end)
