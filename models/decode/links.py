"""Where each span points, over all windows: how much probability falls on each candidate span."""

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from models.decode.spans import ScoredSpan
from models.network.backend import PieceSpan, Reading, WindowLinks
from models.network.labels import ANSWER_ELSEWHERE, NO_ANSWER, RELATIONS
from models.steps import Stage, finish
from models.text.windows import Window

Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

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
        self._place = {relation: place for place, relation in enumerate(candidates)}
        self._candidates = _Candidates.of(candidates)
        self._sums = _WeighedSums(n_relations=len(candidates), n_asked=len(asked))
        self._masses: _Masses | None = None
        self.asking = self._ask(reading, asked)

    def _ask(self, reading: Reading, asked: Sequence[PieceSpan]) -> Generator[Stage, None, None]:
        for links in reading.links(asked):
            self._sums.add(links, self._candidates)
            yield "link"
        self._masses = self._sums.masses(self._candidates)

    def answer(self, relation: str, span: ScoredSpan) -> Answer:
        """What a span, which must be among those of the table, points to."""
        finish(self.asking)
        place, row = self._place[relation], self._row[span.pieces]
        answer = self._sums.without_mass(place, row)
        for number, probability in self._masses.of(place, row) if self._masses else ():
            answer.mass[number] = answer.mass.get(number, 0.0) + probability
        return answer

    def mean(self, relation: str, spans: Sequence[ScoredSpan]) -> Answer:
        """The mean over some spans."""
        return mean_answer([self.answer(relation, span) for span in spans])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidates:
    """The candidates of all relations, one after another.

    relations: names of the relations
    places:    (n_candidates,) number of the relation among these
    labels:    (n_candidates,) number of the relation among those of the network
    numbers:   (n_candidates,) number of the candidate within its relation
    firsts, ends: (n_candidates,) its first piece, and one past its last
    """

    relations: tuple[str, ...]
    places: Ints
    labels: Ints
    numbers: Ints
    firsts: Ints
    ends: Ints

    @classmethod
    def of(cls, candidates: Mapping[str, Sequence[ScoredSpan]]) -> "_Candidates":
        sizes = [len(spans) for spans in candidates.values()]
        pieces = [span.pieces for spans in candidates.values() for span in spans]
        return cls(
            relations=tuple(candidates),
            places=np.repeat(np.arange(len(sizes)), sizes),
            labels=np.repeat(np.asarray(_labels(candidates), dtype=np.int64), sizes),
            numbers=np.asarray([number for size in sizes for number in range(size)], dtype=np.int64),
            firsts=np.asarray([span.first for span in pieces], dtype=np.int64),
            ends=np.asarray([span.last + 1 for span in pieces], dtype=np.int64),
        )

    def inside(self, window: Window) -> Ints:
        """Places here of those that a window sees, if only in part."""
        return np.flatnonzero((self.ends > window.start) & (self.firsts < window.end))


class _WeighedSums:
    """Adds up what the windows say; windows that see the answer weigh more."""

    def __init__(self, *, n_relations: int, n_asked: int) -> None:
        self._weight, self._none, self._elsewhere = (np.zeros((n_relations, n_asked)) for _ in range(3))
        none = np.zeros(0, dtype=np.int64)
        self._found: list[tuple[Ints, Ints, Doubles]] = [(none, none, np.zeros(0))]

    def add(self, links: WindowLinks, candidates: _Candidates) -> None:
        """Add the answers of one window for all spans that it holds."""
        rows, width = np.asarray(links.rows), len(links.window)
        special = links.probabilities[_labels(candidates.relations), :, width:].astype(np.float64)
        none, elsewhere = special[..., NO_ANSWER], special[..., ANSWER_ELSEWHERE]
        weight = 1.0 - elsewhere + 1e-3
        self._weight[:, rows] += weight
        self._none[:, rows] += weight * none
        self._elsewhere[:, rows] += weight * elsewhere
        seen = candidates.inside(links.window)
        mass = _mass(links, candidates, seen)
        column, row = np.nonzero(mass > LEAST)
        column_weight = weight[candidates.places[seen[column]], row]
        self._found.append((seen[column], rows[row], mass[column, row] * column_weight))

    def without_mass(self, place: int, row: int) -> Answer:
        """The answer of one relation for one span but for what it points to.

        A span that no window held whole points nowhere in sight.
        """
        weight = float(self._weight[place, row])
        if not weight:
            return Answer(elsewhere=1.0)
        scale = 1 / weight
        return Answer(none=scale * float(self._none[place, row]), elsewhere=scale * float(self._elsewhere[place, row]))

    def masses(self, candidates: _Candidates) -> "_Masses":
        """What falls on candidates, ordered by relation and span."""
        columns, rows, values = (np.concatenate(parts) for parts in zip(*self._found, strict=True))
        places, n_asked = candidates.places[columns], self._weight.shape[1]
        keys = places * n_asked + rows
        order = np.argsort(keys, kind="stable")
        scaled = values / self._weight[places, rows]
        return _Masses(
            n_asked=n_asked,
            borders=np.searchsorted(keys[order], np.arange(self._weight.size + 1)).tolist(),
            numbers=candidates.numbers[columns[order]].tolist(),
            values=scaled[order].tolist(),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Masses:
    """Numbers of candidates and what falls on them, window by window, span by span and relation by relation.

    borders: where those of each relation and span begin
    """

    n_asked: int
    borders: list[int]
    numbers: list[int]
    values: list[float]

    def of(self, place: int, row: int) -> Iterator[tuple[int, float]]:
        """A relation's for one span; a candidate may come once a window."""
        key = place * self.n_asked + row
        mine = slice(self.borders[key], self.borders[key + 1])
        return zip(self.numbers[mine], self.values[mine], strict=True)


def _labels(relations: Iterable[str]) -> list[int]:
    return [RELATIONS.index(relation) for relation in relations]


def _mass(links: WindowLinks, candidates: _Candidates, seen: Ints) -> Doubles:
    """(len(seen), n_rows) probability that falls on some candidates, by sums that run along the window."""
    window, probabilities = links.window, links.probabilities
    sums = np.zeros((*probabilities.shape[:2], len(window) + 1))
    np.cumsum(probabilities[..., : len(window)], axis=-1, dtype=np.float64, out=sums[..., 1:])
    firsts = np.maximum(candidates.firsts[seen] - window.start, 0)
    ends = np.minimum(candidates.ends[seen] - window.start, len(window))
    mass: Doubles = sums[candidates.labels[seen], :, ends] - sums[candidates.labels[seen], :, firsts]
    return mass
