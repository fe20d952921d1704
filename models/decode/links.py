"""Where each span points, over all windows: how much probability falls on each candidate span."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.decode.spans import ScoredSpan
from models.network.backend import PieceSpan, Reading, WindowLinks
from models.network.labels import ANSWER_ELSEWHERE, N_SPECIAL_ANSWERS, NO_ANSWER, RELATIONS

Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The answers of one relation for some spans, and how probable each is.

    candidates: (n_spans, n_candidates) probability of each candidate
    none:       (n_spans,) probability that the article holds no answer
    elsewhere:  (n_spans,) probability that the answer lies outside every window that saw the span
    The three sum to at most 1 for each span; what is missing fell on pieces that are no candidate.
    """

    candidates: Doubles
    none: Doubles
    elsewhere: Doubles


class LinkTable:
    """Asks the network once for all spans of an article, then answers by relation."""

    def __init__(self, reading: Reading, spans: Sequence[ScoredSpan], *, n_pieces: int) -> None:
        self._row = {span.pieces: number for number, span in enumerate(spans)}
        self._n_pieces = n_pieces
        self._n_rows = len(spans)
        self._windows = reading.links([span.pieces for span in spans]) if spans else []

    def answers(self, relation: str, spans: Sequence[ScoredSpan], candidates: Sequence[ScoredSpan]) -> Answers:
        """How the spans, which must be among those of the table, point to the candidates."""
        rows = [self._row[span.pieces] for span in spans]
        mass = self._mass(RELATIONS.index(relation))[rows]
        sums = np.concatenate([np.zeros((len(rows), 1)), np.cumsum(mass[:, : self._n_pieces], axis=1)], axis=1)
        firsts, ends = _borders([candidate.pieces for candidate in candidates])
        special = mass[:, self._n_pieces :]
        return Answers(
            candidates=sums[:, ends] - sums[:, firsts],
            none=special[:, NO_ANSWER],
            elsewhere=special[:, ANSWER_ELSEWHERE],
        )

    def best(self, relation: str, spans: Sequence[ScoredSpan], candidates: Sequence[ScoredSpan]) -> list[int | None]:
        """For each span the number of its most probable candidate, None where no answer is more probable."""
        answers = self.answers(relation, spans, candidates)
        if not candidates:
            return [None] * len(spans)
        best, top = answers.candidates.argmax(axis=1), answers.candidates.max(axis=1)
        return [int(b) if t > n else None for b, t, n in zip(best, top, answers.none, strict=True)]

    def _mass(self, relation: int) -> Doubles:
        """(n_rows, n_pieces + 2): what the windows say, weighed by how much of it they claim to see themselves."""
        total = np.zeros((self._n_rows, self._n_pieces + N_SPECIAL_ANSWERS))
        seen = np.zeros(self._n_rows)
        for links in self._windows:
            self._add(total, seen, links, links.probabilities[relation].astype(np.float64))
        return total / np.maximum(seen, 1e-9)[:, None]

    def _add(self, total: Doubles, seen: Doubles, links: WindowLinks, probabilities: Doubles) -> None:
        rows, width = list(links.rows), len(links.window)
        weight = 1.0 - probabilities[:, width + ANSWER_ELSEWHERE] + 1e-3
        weighed = probabilities * weight[:, None]
        total[rows, links.window.start : links.window.end] += weighed[:, :width]
        total[rows, self._n_pieces :] += weighed[:, width:]
        seen[rows] += weight


def _borders(spans: Sequence[PieceSpan]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    firsts = np.asarray([span.first for span in spans], dtype=np.int64)
    ends = np.asarray([span.last + 1 for span in spans], dtype=np.int64)
    return firsts, ends
