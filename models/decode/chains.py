"""The best tag sequences of an article's layers and how sure each tag is (Viterbi 1967; Rabiner 1989).

The tags of all layers stand side by side on one axis, each layer a chain of its own on it: a step of a recursion then
costs the same few array operations, however many layers there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from models.decode.blocks import Bools, Doubles, Ints, run_in_blocks

Floats = npt.NDArray[np.float32]

_LEAST_LOG = -80.0
"""Where the only possible tag is less likely than this, its weight would round to nothing and divide by it."""
_LOG_TOLERANCE = 1e-9
_SHARE_TOLERANCE = 1e-7
"""Of a share by itself; such differences never grow from piece to piece (Birkhoff 1957)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagChain:
    """The tags of one layer over an article.

    tags:      (n_pieces,) of the most probable sequence
    marginals: (n_pieces, n_tags) probability of each tag at each piece
    """

    tags: Ints
    marginals: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainWeights:
    """Which tag of a layer follows which.

    steps:  (n_tags, n_tags) log weights of the column's tag after the row's
    starts: (n_tags,) log weights of a first tag
    """

    steps: Floats
    starts: Floats


class ChainDecoder:
    """Decodes some layers of an article together."""

    def __init__(self, layers: Sequence[ChainWeights]) -> None:
        """layers: at least one."""
        self._steps = [layer.steps.astype(np.float64) for layer in layers]
        borders = np.cumsum([0, *(len(steps) for steps in self._steps)]).tolist()
        self._parts = [slice(low, high) for low, high in pairwise(borders)]
        self._starts = np.concatenate([layer.starts for layer in layers]).astype(np.float64)
        self._best = _BestWays.of(self._steps)
        steps = [np.exp(layer.steps).astype(np.float64) for layer in layers]
        self._all = _AllWays.of([*steps, *(back.T for back in steps)])

    def decode(self, emissions: Sequence[Floats]) -> list[TagChain]:
        """One chain a layer.

        emissions: for each layer (n_pieces, n_tags) log weights of each tag at each piece, all of one article
        """
        if not len(emissions[0]):
            return [TagChain(tags=np.zeros(0, dtype=np.int64), marginals=values) for values in emissions]
        columns = [np.ascontiguousarray(values.T) for values in emissions]
        marginals, best = self._marginals(columns), self._best_scores(columns)
        return [
            TagChain(tags=_traced(best[part].T, steps, guess=marginals[part].T), marginals=marginals[part].T)
            for part, steps in zip(self._parts, self._steps, strict=True)
        ]

    def _best_scores(self, columns: Sequence[Floats]) -> Doubles:
        """(n_tags, n_pieces) of the best sequence up to a piece that gives it a tag, but for what all tags share."""
        weights = np.concatenate(columns).astype(np.float64)
        return run_in_blocks(self._best, weights, first=self._starts) + weights

    def _marginals(self, columns: Sequence[Floats]) -> Floats:
        """(n_tags, n_pieces) by chains that go forward and chains that come back, side by side."""
        heights = np.concatenate([values - values.max(axis=0) for values in columns])
        weights = np.exp(np.maximum(heights, _LEAST_LOG)).astype(np.float64)
        first = np.concatenate([np.exp(self._starts), np.ones_like(self._starts)])
        reached = run_in_blocks(self._all, np.concatenate([weights, weights[:, ::-1]]), first=first)
        forward, backward = np.split(self._all.scaled(reached), 2)
        shares = forward * weights * backward[:, ::-1]
        return np.concatenate([shares[p] / shares[p].sum(axis=0) for p in self._parts]).astype(np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class _BestWays:
    """A state holds the log weight of the best way to each tag.

    sources: (n_sources, n_tags) numbers of the tags from which each tag can come, some of them twice
    steps:   (n_sources, n_tags, 1) log weights of doing so, minus infinity for a tag that is named a second time
    outside: (n_tags,) the first tag of each tag's chain
    """

    sources: Ints
    steps: Doubles
    outside: Ints
    neutral: float = 0.0

    @classmethod
    def of(cls, chains: Sequence[Doubles]) -> "_BestWays":
        widest, n_tags, first = max(map(len, chains)), sum(map(len, chains)), 0
        sources, outside = np.zeros((widest, n_tags), dtype=np.int64), np.zeros(n_tags, dtype=np.int64)
        steps = np.full((widest, n_tags, 1), -np.inf)
        for chain in chains:
            end = first + len(chain)
            sources[: len(chain), first:end] = np.arange(first, end)[:, None]
            steps[: len(chain), first:end, 0] = chain
            outside[first:end] = first
            first = end
        return cls(sources=sources, steps=steps, outside=outside)

    def advance(self, states: Doubles, weights: Doubles) -> Doubles:
        ways = np.take(states + weights, self.sources, axis=0)
        ways += self.steps
        best: Doubles = ways.max(axis=0)
        return best

    def scaled(self, states: Doubles) -> Doubles:
        return states - states[self.outside]

    def differ(self, states: Doubles, others: Doubles) -> Bools:
        return np.asarray((np.abs(states - others) > _LOG_TOLERANCE).any(axis=0))


@dataclass(frozen=True, slots=True, kw_only=True)
class _AllWays:
    """A state holds the summed weights of all ways to each tag; scaled, those of a chain sum to one.

    sources: (n_tags, n_tags) weights of coming to the row's tag from the column's, 0 between chains
    chains:  (n_tags, n_tags) 1 where two tags are of one chain, else 0
    """

    sources: Doubles
    chains: Doubles
    neutral: float = 1.0

    @classmethod
    def of(cls, chains: Sequence[Doubles]) -> "_AllWays":
        return cls(
            sources=_diagonal([chain.T for chain in chains]), chains=_diagonal([np.ones_like(c) for c in chains])
        )

    def advance(self, states: Doubles, weights: Doubles) -> Doubles:
        return self.sources @ (states * weights)

    def scaled(self, states: Doubles) -> Doubles:
        return states / (self.chains @ states)

    def differ(self, states: Doubles, others: Doubles) -> Bools:
        return np.asarray((np.abs(states - others) > _SHARE_TOLERANCE * states).any(axis=0))


def _diagonal(blocks: Sequence[Doubles]) -> Doubles:
    """The blocks along the diagonal of a matrix of zeros."""
    whole, first = np.zeros((sum(map(len, blocks)),) * 2), 0
    for block in blocks:
        end = first + len(block)
        whole[first:end, first:end] = block
        first = end
    return whole


def _traced(best: Doubles, steps: Doubles, *, guess: Floats) -> Ints:
    """(n_pieces,) the tags of the best sequence, found from its end.

    All pieces are asked at once what goes with the tag guessed behind them, and again those whose answer was another.

    best:  (n_pieces, n_tags) log weight of the best sequence up to here that ends with a tag
    guess: (n_pieces, n_tags) larger for tags that are likelier in the best sequence
    """
    sources = steps.T
    tags: Ints = guess.argmax(axis=1)
    tags[-1] = best[-1].argmax()
    due = np.arange(len(tags) - 1)
    while len(due):
        asked = (best[due] + sources[tags[due + 1]]).argmax(axis=1)
        is_other = asked != tags[due]
        tags[due] = asked
        due = due[is_other & (due > 0)] - 1
    return tags
