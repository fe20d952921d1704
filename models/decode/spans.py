"""Tags → spans with their class and how sure they are."""

from dataclasses import dataclass

from models.decode.chains import TagChain
from models.network.backend import PieceSpan
from models.network.labels import Layer
from models.spans import CharSpan
from models.text.pieces import Pieces


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredSpan:
    """A span that a tag layer found.

    confidence: mean probability in [0, 1] that its pieces belong to a span of this class
    """

    span: CharSpan
    pieces: PieceSpan
    kind: str
    confidence: float


def layer_spans(layer: Layer, chain: TagChain, pieces: Pieces) -> list[ScoredSpan]:
    """The spans of a layer in order."""
    spans: list[ScoredSpan] = []
    begins = [place for place, tag in enumerate(chain.tags) if tag % 2 == 1]
    for first in begins:
        tag = int(chain.tags[first])
        last = first
        while last + 1 < len(chain.tags) and chain.tags[last + 1] == tag + 1:
            last += 1
        inside = PieceSpan(first=first, last=last)
        spans.append(
            ScoredSpan(
                span=pieces.span(first=first, last=last),
                pieces=inside,
                kind=layer.classes[tag // 2],
                confidence=mean_probability(chain, inside, begin_tag=tag),
            )
        )
    return spans


def mean_probability(chain: TagChain, inside: PieceSpan, *, begin_tag: int = 1) -> float:
    """Mean probability that the pieces carry the B tag or its I tag."""
    return float(chain.marginals[inside.first : inside.last + 1, [begin_tag, begin_tag + 1]].sum(axis=1).mean())
