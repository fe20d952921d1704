"""Scores written by hand in place of the network's: tag chains, spans and links."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, cast

import numpy as np

from models.decode.chains import TagChain
from models.decode.spans import ScoredSpan
from models.network.backend import PieceSpan, Reading, WindowLinks
from models.network.labels import ANSWER_ELSEWHERE, NO_ANSWER, RELATIONS
from models.spans import CharSpan
from models.text.pieces import Pieces
from models.text.windows import Window
from tests.unit.models.text.cutters import word_pieces

SURE = 0.9
Target = int | Literal["none", "elsewhere"]


def chain_of(tags: Sequence[int], *, n_tags: int = 3) -> TagChain:
    """A chain whose tags have a probability of SURE each, the other tags the rest."""
    marginals = np.full((len(tags), n_tags), (1 - SURE) / (n_tags - 1), dtype=np.float32)
    marginals[np.arange(len(tags)), list(tags)] = SURE
    return TagChain(tags=np.asarray(tags, dtype=np.int64), marginals=marginals)


def bracketed(sketch: str) -> tuple[str, Pieces, TagChain]:
    """The text of a sketch in which [square brackets] show what a layer of one class tags."""
    text, spans = "", []
    for number, part in enumerate(sketch.replace("]", "[").split("[")):
        if number % 2:
            spans.append(CharSpan(len(text), len(text) + len(part)))
        text += part
    pieces = word_pieces(text)
    tags = [0] * len(pieces)
    for inside in map(pieces.within, spans):
        tags[inside.start : inside.stop] = [1, *[2] * (len(inside) - 1)]
    return text, pieces, chain_of(tags)


def scored(text: str, pieces: Pieces, words: str, *, kind: str = "content") -> ScoredSpan:
    """The first place of some words as a span of the network."""
    start = text.index(words)
    inside = pieces.within(CharSpan(start, start + len(words)))
    where = PieceSpan(first=inside.start, last=inside.stop - 1)
    return ScoredSpan(span=pieces.span(first=where.first, last=where.last), pieces=where, kind=kind, confidence=SURE)


@dataclass(frozen=True, kw_only=True)
class HandReading:
    """Stands in for a Reading: answers by relation and span, else "none".

    by_window: window number, relation and span → what this window alone says
    """

    windows: Sequence[Window]
    answers: Mapping[tuple[str, PieceSpan], Mapping[Target, float]]
    by_window: Mapping[tuple[int, str, PieceSpan], Mapping[Target, float]] = field(default_factory=dict)

    def links(self, spans: Sequence[PieceSpan]) -> Iterator[WindowLinks]:
        for number, window in enumerate(self.windows):
            rows = [i for i, s in enumerate(spans) if window.start <= s.first and s.last < window.end]
            table = [[self._row(number, window, relation, spans[i]) for i in rows] for relation in RELATIONS]
            if rows:
                yield WindowLinks(window=window, rows=tuple(rows), probabilities=np.asarray(table, dtype=np.float32))

    def _row(self, number: int, window: Window, relation: str, span: PieceSpan) -> list[float]:
        answer = self.by_window.get((number, relation, span)) or self.answers.get((relation, span)) or {"none": 1.0}
        row = [0.0] * (len(window) + 2)
        for target, probability in answer.items():
            if not isinstance(target, int):
                row[len(window) + (NO_ANSWER if target == "none" else ANSWER_ELSEWHERE)] = probability
            elif window.start <= target < window.end:
                row[target - window.start] = probability
        return row


def reading_of(answers: Mapping[tuple[str, PieceSpan], Mapping[Target, float]], *, n_pieces: int = 99) -> Reading:
    """One window over everything that gives these answers."""
    return cast(Reading, HandReading(windows=[Window(start=0, end=n_pieces)], answers=answers))
