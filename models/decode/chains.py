"""The best tag sequences of an article's layers and how sure each tag is (Viterbi 1967; Rabiner 1989).

All layers go through the pieces side by side, those with fewer tags filled up with tags that cannot be reached:
a step of the recursion then costs the same few array operations, however many layers there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_NEVER = -1e4
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


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerScores:
    """What decides the tags of one layer.

    emissions: (n_pieces, n_tags) log weights of each tag at each piece
    steps:     (n_tags, n_tags) log weights of the column's tag after the row's
    starts:    (n_tags,) log weights of a first tag
    """

    emissions: Floats
    steps: Floats
    starts: Floats


def decode_chains(layers: Sequence[LayerScores]) -> list[TagChain]:
    """One chain a layer, in order; the layers must be of one article, and at least one."""
    n_tags = [layer.emissions.shape[1] for layer in layers]
    if not len(layers[0].emissions):
        return [TagChain(tags=np.zeros(0, dtype=np.int64), marginals=layer.emissions) for layer in layers]
    width = max(n_tags)
    emissions = np.stack([_widen(layer.emissions, width, axes=(1,)) for layer in layers], axis=1)
    steps = np.stack([_widen(layer.steps, width, axes=(0, 1)) for layer in layers])
    starts = np.stack([_widen(layer.starts, width, axes=(0,)) for layer in layers])
    tags, marginals = _best_tags(emissions, steps, starts), _marginals(emissions, steps, starts)
    return [TagChain(tags=tags[:, i], marginals=marginals[:, i, :n]) for i, n in enumerate(n_tags)]


def _widen(values: Floats, width: int, *, axes: tuple[int, ...]) -> Floats:
    """The values with some axes filled up to `width` by impossible ones."""
    added = [(0, width - size if axis in axes else 0) for axis, size in enumerate(values.shape)]
    return np.pad(values, added, constant_values=_NEVER)


def _best_tags(emissions: Floats, steps: Floats, starts: Floats) -> Ints:
    """emissions: (n_pieces, n_layers, n_tags). Returns (n_pieces, n_layers)."""
    came_from = np.zeros(emissions.shape, dtype=np.int8)
    best = starts + emissions[0]
    for place in range(1, len(emissions)):
        ways = best[:, :, None] + steps
        came_from[place] = ways.argmax(axis=1)
        best = ways.max(axis=1) + emissions[place]
    tags = np.zeros(emissions.shape[:2], dtype=np.int64)
    tags[-1] = best.argmax(axis=1)
    layers = np.arange(emissions.shape[1])
    for place in range(len(emissions) - 1, 0, -1):
        tags[place - 1] = came_from[place, layers, tags[place]]
    return tags


def _marginals(emissions: Floats, steps: Floats, starts: Floats) -> Floats:
    """In probabilities scaled at every step, which spares a logarithm and an exponential each.

    emissions: (n_pieces, n_layers, n_tags). Returns the same shape.
    """
    weights = np.exp(np.maximum(emissions - emissions.max(axis=2, keepdims=True), _LEAST_LOG))
    step = np.exp(steps)
    forward, backward = np.empty_like(weights), np.ones_like(weights)
    forward[0] = _shares(np.exp(starts) * weights[0])
    for place in range(1, len(weights)):
        reached = np.matmul(forward[place - 1][:, None], step)[:, 0]
        forward[place] = _shares(reached * weights[place])
    for place in range(len(weights) - 2, -1, -1):
        ahead = weights[place + 1] * backward[place + 1]
        backward[place] = _shares(np.matmul(step, ahead[:, :, None])[:, :, 0])
    return _shares(forward * backward)


def _shares(weights: Floats) -> Floats:
    shares: Floats = weights / weights.sum(axis=-1, keepdims=True)
    return shares
