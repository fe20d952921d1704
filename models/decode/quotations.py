"""Content pieces, cues and source mentions → quotations: the pieces that share a cue are one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from models.decode.links import Answers, LinkTable
from models.decode.spans import ScoredSpan
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


def find_quotations(
    text: str,
    pieces: Pieces,
    *,
    contents: Sequence[ScoredSpan],
    cues: Sequence[ScoredSpan],
    sources: Sequence[ScoredSpan],
    table: LinkTable,
) -> list[FoundQuotation]:
    """Quotations in order of their first content piece."""
    cue_of = table.best("cue", contents, cues)
    source_answers = table.answers("source", contents, sources)
    groups = _group(text, contents, cue_of)
    return [_quotation(text, pieces, group, contents, cues, sources, cue_of, source_answers) for group in groups]


def _group(text: str, contents: Sequence[ScoredSpan], cue_of: Sequence[int | None]) -> list[list[int]]:
    """Numbers of the contents that belong together: by their cue, or as one quotation over several paragraphs."""
    group_of: list[int] = []
    by_cue: dict[int, int] = {}
    for number, cue in enumerate(cue_of):
        group = by_cue.get(cue, number) if cue is not None else number
        if number and continues(text, contents[number - 1].span, contents[number].span):
            group = _join(group_of, by_cue, group_of[number - 1], cue, cue_of[number - 1], group)
        group_of.append(group)
        if cue is not None:
            by_cue.setdefault(cue, group)
    groups: dict[int, list[int]] = {}
    for number, group in enumerate(group_of):
        groups.setdefault(group, []).append(number)
    return list(groups.values())


def _join(
    group_of: list[int], by_cue: dict[int, int], before: int, cue: int | None, cue_before: int | None, own: int
) -> int:
    """The group of a continued content; two pieces that have cues of their own stay apart."""
    if cue is not None and cue_before is not None and cue != cue_before:
        return own
    for number, group in enumerate(group_of):
        if group == own:
            group_of[number] = before
    for key, group in by_cue.items():
        if group == own:
            by_cue[key] = before
    return before


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


def _quotation(
    text: str,
    pieces: Pieces,
    group: Sequence[int],
    contents: Sequence[ScoredSpan],
    cues: Sequence[ScoredSpan],
    sources: Sequence[ScoredSpan],
    cue_of: Sequence[int | None],
    source_answers: Answers,
) -> FoundQuotation:
    cue = next((cues[c] for number in group if (c := cue_of[number]) is not None), None)
    chosen = tuple(contents[number] for number in group)
    return FoundQuotation(
        type=quotation_type(text, [c.span for c in chosen], pieces.quoted),
        contents=chosen,
        cue=cue,
        mention=_mention(group, sources, source_answers),
        confidence=float(np.mean([c.confidence for c in chosen])),
    )


def _mention(group: Sequence[int], sources: Sequence[ScoredSpan], answers: Answers) -> ScoredSpan | None:
    """The source mention that the group's contents point to most, None where they rather point to none."""
    if not sources:
        return None
    mass = answers.candidates[list(group)].mean(axis=0)
    best = int(mass.argmax())
    return sources[best] if mass[best] > answers.none[list(group)].mean() else None


def quotation_type(text: str, spans: Sequence[CharSpan], quoted: Sequence[QuotedSegment]) -> QuotationType:
    """Direct when quotation marks hold every word, mixed when they hold some, else indirect."""
    marked = [s.span for s in quoted if not s.is_nested]
    if not any(span.overlap(segment) for span in spans for segment in marked):
        return "indirect"
    is_direct = all(not _loose_words(text, span, marked) for span in spans)
    return "direct" if is_direct else "mixed"


def _loose_words(text: str, span: CharSpan, marked: Sequence[CharSpan]) -> bool:
    """Whether the span has words outside the quoted segments."""
    return any(any(c.isalnum() for c in gap.cut(text)) for gap in _gaps(span, marked))


def _gaps(span: CharSpan, marked: Sequence[CharSpan]) -> Iterator[CharSpan]:
    place = span.start
    for segment in marked:
        if segment.overlap(span):
            if place < segment.start:
                yield CharSpan(place, segment.start)
            place = max(place, segment.end)
    if place < span.end:
        yield CharSpan(place, span.end)
