"""Where each span points, over all windows: how much probability falls on each candidate span."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from models.decode.spans import ScoredSpan
from models.network.backend import PieceSpan, Reading, WindowLinks
from models.network.labels import ANSWER_ELSEWHERE, NO_ANSWER, RELATIONS
from models.steps import Stage, finish

LEAST = 1e-4
"""Smaller probabilities are dropped, which keeps long articles small."""


@dataclass(slots=True, kw_only=True)
class Answer:
    """What one span points to.

    mass:      number of a candidate → its probability; candidates that are not there have none
    none:      probability that the article holds no answer
    elsewhere: probability that the answer lies outside every window that saw the span
    Together at most 1; what is missing fell on pieces that are no candidate.
    """

    mass: dict[int, float] = field(default_factory=dict)
    none: float = 0.0
    elsewhere: float = 0.0

    def add(self, other: "Answer", *, weight: float) -> None:
        """Add a weighed answer to this one."""
        for number, probability in other.mass.items():
            self.mass[number] = self.mass.get(number, 0.0) + weight * probability
        self.none += weight * other.none
        self.elsewhere += weight * other.elsewhere

    @property
    def best(self) -> int | None:
        """The most probable candidate, None when there is none."""
        return max(self.mass, key=lambda number: (self.mass[number], -number), default=None)

    @property
    def choice(self) -> int | None:
        """The best candidate if it is more probable than that there is no answer."""
        best = self.best
        return best if best is not None and self.mass[best] > self.none else None


def mean_answer(answers: Sequence[Answer]) -> Answer:
    """The mean of some answers; one without any mass for none."""
    mean = Answer()
    for answer in answers:
        mean.add(answer, weight=1 / len(answers))
    return mean


class LinkTable:
    """Asks the network once for all spans of an article, and keeps what falls on the candidates of each relation.

    asking: asks a window a step; the first answer that is wanted brings it to its end
    """

    def __init__(
        self, reading: Reading, spans: Sequence[ScoredSpan], candidates: Mapping[str, Sequence[ScoredSpan]]
    ) -> None:
        """candidates: relation → the spans that can be its answer, in text order."""
        asked = [span.pieces for span in spans]
        self._row = {place: number for number, place in enumerate(asked)}
        self._borders = {relation: _borders([c.pieces for c in found]) for relation, found in candidates.items()}
        self._answers = {relation: [Answer() for _ in asked] for relation in candidates}
        self.asking = self._ask(reading, asked)

    def _ask(self, reading: Reading, asked: Sequence[PieceSpan]) -> Generator[Stage, None, None]:
        seen = {relation: np.zeros(len(asked)) for relation in self._borders}
        for links in reading.links(asked):
            for relation, border in self._borders.items():
                for row, weight, answer in _window_answers(links, relation, border):
                    self._answers[relation][row].add(answer, weight=weight)
                    seen[relation][row] += weight
            yield "link"
        for relation, weights in seen.items():
            self._answers[relation] = [_scaled(a, w) for a, w in zip(self._answers[relation], weights, strict=True)]

    def answer(self, relation: str, span: ScoredSpan) -> Answer:
        """What a span, which must be among those of the table, points to."""
        finish(self.asking)
        return self._answers[relation][self._row[span.pieces]]

    def mean(self, relation: str, spans: Sequence[ScoredSpan]) -> Answer:
        """The mean over some spans."""
        return mean_answer([self.answer(relation, span) for span in spans])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Borders:
    firsts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]


def _borders(spans: Sequence[PieceSpan]) -> _Borders:
    return _Borders(
        firsts=np.asarray([span.first for span in spans], dtype=np.int64),
        ends=np.asarray([span.last + 1 for span in spans], dtype=np.int64),
    )


def _window_answers(links: WindowLinks, relation: str, borders: _Borders) -> Iterator[tuple[int, float, Answer]]:
    """Row, weight and answer of every span that a window holds; windows that see the answer weigh more."""
    window = links.window
    low = int(np.searchsorted(borders.ends, window.start, side="right"))
    high = int(np.searchsorted(borders.firsts, window.end, side="left"))
    firsts = np.maximum(borders.firsts[low:high] - window.start, 0)
    ends = np.minimum(borders.ends[low:high] - window.start, len(window))
    probabilities = links.probabilities[RELATIONS.index(relation)]
    sums = np.concatenate([np.zeros((len(probabilities), 1)), np.cumsum(probabilities, axis=1, dtype=float)], axis=1)
    mass = sums[:, ends] - sums[:, firsts]
    for row, found, special in zip(links.rows, mass, probabilities[:, len(window) :], strict=True):
        kept = np.flatnonzero(found > LEAST)
        elsewhere = float(special[ANSWER_ELSEWHERE])
        yield (
            row,
            1.0 - elsewhere + 1e-3,
            Answer(
                mass={low + int(k): float(found[k]) for k in kept},
                none=float(special[NO_ANSWER]),
                elsewhere=elsewhere,
            ),
        )


def _scaled(answer: Answer, weight: float) -> Answer:
    """A sum of weighed answers as their mean; a span that no window held whole points nowhere in sight."""
    if not weight:
        return Answer(elsewhere=1.0)
    scaled = Answer()
    scaled.add(answer, weight=1 / weight)
    return scaled
