"""The best tag sequence of a layer and how sure each tag is (Viterbi 1967; Rabiner 1989, forward-backward)."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_LEAST_LOG = -80.0
"""Where the only possible tag is less likely than this, its weight would round to nothing and divide by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagChain:
    """The tags of one layer over an article.

    tags:      (n_pieces,) of the most probable sequence
    marginals: (n_pieces, n_tags) probability of each tag at each piece
    """

    tags: Ints
    marginals: Floats


def decode_chain(emissions: Floats, *, steps: Floats, starts: Floats) -> TagChain:
    """Decode one layer.

    emissions: (n_pieces, n_tags) log weights; steps: (n_tags, n_tags) from row to column; starts: (n_tags,)
    """
    if not len(emissions):
        return TagChain(tags=np.zeros(0, dtype=np.int64), marginals=emissions)
    return TagChain(tags=_best_tags(emissions, steps, starts), marginals=_marginals(emissions, steps, starts))


def _best_tags(emissions: Floats, steps: Floats, starts: Floats) -> Ints:
    came_from = np.zeros(emissions.shape, dtype=np.int64)
    best = starts + emissions[0]
    for place in range(1, len(emissions)):
        ways = best[:, None] + steps
        came_from[place] = ways.argmax(axis=0)
        best = ways.max(axis=0) + emissions[place]
    tags = np.zeros(len(emissions), dtype=np.int64)
    tags[-1] = best.argmax()
    for place in range(len(emissions) - 1, 0, -1):
        tags[place - 1] = came_from[place, tags[place]]
    return tags


def _marginals(emissions: Floats, steps: Floats, starts: Floats) -> Floats:
    """In probabilities scaled at every step, which spares a logarithm and an exponential each."""
    weights = np.exp(np.maximum(emissions - emissions.max(axis=1, keepdims=True), _LEAST_LOG))
    step = np.exp(steps)
    forward, backward = np.empty_like(weights), np.empty_like(weights)
    forward[0] = np.exp(starts) * weights[0]
    forward[0] /= forward[0].sum()
    for place in range(1, len(weights)):
        here = forward[place - 1] @ step * weights[place]
        forward[place] = here / here.sum()
    backward[-1] = 1.0
    for place in range(len(weights) - 2, -1, -1):
        here = step @ (weights[place + 1] * backward[place + 1])
        backward[place] = here / here.sum()
    both = forward * backward
    marginals: Floats = both / both.sum(axis=1, keepdims=True)
    return marginals
