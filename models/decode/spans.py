"""Tags → spans with their class and how sure they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.decode.chains import TagChain
from models.decode.index import SpanIndex
from models.network.backend import PieceSpan
from models.network.labels import Layer
from models.spans import CharSpan
from models.text.pieces import Pieces

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredSpan:
    """A span that a tag layer found.

    confidence: mean probability in [0, 1] that its pieces belong to a span of this class
    """

    span: CharSpan
    pieces: PieceSpan
    kind: str
    confidence: float


def distinct(spans: Iterable[ScoredSpan]) -> list[ScoredSpan]:
    """One span for the same pieces, in the order of the first of each."""
    return list({span.pieces: span for span in spans}.values())


def with_others(spans: Sequence[ScoredSpan], others: Iterable[ScoredSpan]) -> list[ScoredSpan]:
    """The spans, and those of the others that overlap none of them, in text order.

    spans: in text order and apart
    """
    taken = SpanIndex([span.span for span in spans])
    free = (other for other in others if not taken.overlapping(other.span))
    return sorted([*spans, *free], key=lambda span: span.span)


def layer_spans(layer: Layer, chain: TagChain, pieces: Pieces) -> list[ScoredSpan]:
    """The spans of a layer in order."""
    firsts = np.flatnonzero(chain.tags % 2 == 1)
    lasts = _lasts(chain.tags, firsts)
    classes = chain.tags[firsts] // 2
    spans = [PieceSpan(first=f, last=e) for f, e in zip(firsts.tolist(), lasts.tolist(), strict=True)]
    kinds = [layer.classes[number] for number in classes.tolist()]
    return scored_spans(spans, kinds, mean_probabilities(chain, spans, classes=classes), pieces)


def _lasts(tags: Ints, firsts: Ints) -> Ints:
    """(n_spans,) the last piece of each span; an I tag goes on from its own B or I alone."""
    before, here = tags[:-1], tags[1:]
    goes_on = (here > 0) & (here % 2 == 0) & ((here == before) | (here == before + 1))
    stops = np.append(np.flatnonzero(~goes_on), len(tags) - 1)
    return stops[stops.searchsorted(firsts)]


def scored_spans(
    spans: Sequence[PieceSpan], kinds: Iterable[str], probabilities: Iterable[float], pieces: Pieces
) -> list[ScoredSpan]:
    """Spans of pieces with their place in the text."""
    return [
        ScoredSpan(span=pieces.span(first=span.first, last=span.last), pieces=span, kind=kind, confidence=probability)
        for span, kind, probability in zip(spans, kinds, probabilities, strict=True)
    ]


def mean_probabilities(chain: TagChain, spans: Sequence[PieceSpan], *, classes: Ints | int = 0) -> list[float]:
    """For each span the mean probability that its pieces carry a tag of its class, by sums that run along the chain.

    classes: numbers of the classes, one a span or one for all
    """
    if not spans:
        return []
    either = chain.marginals[:, 1::2] + chain.marginals[:, 2::2]
    sums = np.zeros((len(either) + 1, either.shape[1]))
    np.cumsum(either, axis=0, dtype=np.float64, out=sums[1:])
    firsts = np.asarray([span.first for span in spans], dtype=np.int64)
    ends = np.asarray([span.last + 1 for span in spans], dtype=np.int64)
    means: list[float] = ((sums[ends, classes] - sums[firsts, classes]) / (ends - firsts)).tolist()
    return means
