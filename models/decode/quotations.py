"""Content pieces, cues and source mentions → quotations: the pieces that share a cue are one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.decode.index import SpanIndex
from models.decode.links import LinkTable
from models.decode.spans import ScoredSpan
from models.network.backend import PieceSpan
from models.records import QuotationType
from models.spans import CharSpan
from models.text.pieces import Pieces
from models.text.quote_marks import QuotedSegment

_OPENING = "“„‟«\"‘'"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundQuotation:
    """A quotation before its speaker is known.

    confidence: mean probability in [0, 1] that its words are somebody's
    """

    type: QuotationType
    contents: tuple[ScoredSpan, ...]
    cue: ScoredSpan | None
    mention: ScoredSpan | None
    confidence: float

    @property
    def start(self) -> int:
        """First code point of its content."""
        return self.contents[0].span.start

    @property
    def end(self) -> int:
        """One past the last code point of its content."""
        return self.contents[-1].span.end


def find_quotations(
    text: str,
    pieces: Pieces,
    *,
    contents: Sequence[ScoredSpan],
    cues: Sequence[ScoredSpan],
    sources: Sequence[ScoredSpan],
    table: LinkTable,
    signed: Mapping[PieceSpan, ScoredSpan],
) -> list[FoundQuotation]:
    """Quotations in order of their first content piece; a signature is its mention whatever the links say."""
    cue_of = [table.answer("cue", content).choice for content in contents]
    marked, neighbours = MarkedText(pieces.quoted), _Neighbours(text, sources)
    found = []
    for group in _group(text, contents, cue_of):
        chosen = tuple(contents[number] for number in group)
        linked = table.mean("source", chosen).choice
        cue = next((cues[c] for number in group if (c := cue_of[number]) is not None), None)
        source = neighbours.source(cue, linked=None if linked is None else sources[linked])
        found.append(
            FoundQuotation(
                type=marked.quotation_type(text, [c.span for c in chosen]),
                contents=chosen,
                cue=cue,
                mention=signed.get(chosen[-1].pieces, source),
                confidence=sum(c.confidence for c in chosen) / len(chosen),
            )
        )
    return found


class _Neighbours:
    """Knows which written source stands right beside a cue (`said Moor`, `Moor said`)."""

    def __init__(self, text: str, sources: Sequence[ScoredSpan]) -> None:
        self._text = text
        self._by_start = {source.span.start: source for source in sources}
        self._by_end = {source.span.end: source for source in sources}

    def source(self, cue: ScoredSpan | None, *, linked: ScoredSpan | None) -> ScoredSpan | None:
        """The linked source, or the one beside the cue where the linked one stands in another paragraph than that."""
        if cue is None or linked is None or not self._is_apart(cue, linked):
            return linked
        around = (self._by_end.get(cue.span.start - 1), self._by_start.get(cue.span.end + 1))
        beside = [source for source in around if source is not None and not self._is_apart(cue, source)]
        return beside[0] if len(beside) == 1 else linked

    def _is_apart(self, cue: ScoredSpan, source: ScoredSpan) -> bool:
        first, second = sorted((cue.span, source.span))
        return "\n" in self._text[first.end : second.start]


def _group(text: str, contents: Sequence[ScoredSpan], cue_of: Sequence[int | None]) -> list[list[int]]:
    """Numbers of the contents that belong together: by their cue, or as one quotation over several paragraphs."""
    leader = list(range(len(contents)))
    first_of: dict[int, int] = {}
    for number, cue in enumerate(cue_of):
        if cue is not None:
            leader[_find(leader, number)] = _find(leader, first_of.setdefault(cue, number))
        if number and (cue is None or cue_of[number - 1] in (None, cue)):
            goes_on = continues(text, contents[number - 1].span, contents[number].span)
            leader[_find(leader, number)] = _find(leader, number - goes_on)
    groups: dict[int, list[int]] = {}
    for number in range(len(contents)):
        groups.setdefault(_find(leader, number), []).append(number)
    return sorted(groups.values())


def _find(leader: list[int], number: int) -> int:
    """The number that stands for a group, the way to it shortened."""
    while leader[number] != number:
        leader[number] = leader[leader[number]]
        number = leader[number]
    return number


def continues(text: str, left: CharSpan, right: CharSpan) -> bool:
    """Whether a quotation goes on in the next paragraph: the mark is reopened there and was not closed before."""
    between = text[left.end : right.start]
    if between.strip() or "\n" not in between:
        return False
    body = left.cut(text)
    opener = body[0]
    if opener not in _OPENING or text[right.start] != opener:
        return False
    closer = {"“": "”", "„": "“", "«": "»", "‘": "’"}.get(opener, opener)
    return closer not in body[1:]


class MarkedText:
    """The stretches of an article between quotation marks, nested ones left out."""

    def __init__(self, quoted: Sequence[QuotedSegment]) -> None:
        self._segments = [segment.span for segment in quoted if not segment.is_nested]
        self._index = SpanIndex(self._segments)

    def quotation_type(self, text: str, spans: Sequence[CharSpan]) -> QuotationType:
        """Direct when quotation marks hold every word, mixed when they hold some, else indirect."""
        if not any(self._index.overlapping(span) for span in spans):
            return "indirect"
        has_loose_words = any(c.isalnum() for span in spans for gap in self._gaps(span) for c in gap.cut(text))
        return "mixed" if has_loose_words else "direct"

    def _gaps(self, span: CharSpan) -> Iterator[CharSpan]:
        """The parts of a span that no marks hold."""
        place = span.start
        for number in self._index.overlapping(span):
            segment = self._segments[number]
            if place < segment.start:
                yield CharSpan(place, segment.start)
            place = max(place, segment.end)
        if place < span.end:
            yield CharSpan(place, span.end)
