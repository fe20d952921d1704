"""Recursions along an article in blocks of pieces that run side by side (Maleki, Musuvathi and Mytkowicz 2014).

A recursion over tags soon forgets where it came from. So every block is begun from a guess at once, and then again from
where the block before it really ended, just up to the piece from which on nothing changes. Where a chain does not
forget, the blocks grow, in the end to the whole article: the plain recursion, a piece at a time.
"""

from typing import Protocol

import numpy as np
import numpy.typing as npt

Doubles = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

STRIDE = 6
"""Pieces from one scaling of the states to the next."""
_BLOCK_STRIDES = 8
_MOST_ROUNDS = 8
"""Rounds after which the blocks grow; four are rarely needed."""
_GROWTH = 4


class Recursion(Protocol):
    """How states go from one piece to the next; a state has a number for each tag."""

    @property
    def neutral(self) -> float:
        """Weight that tells nothing, for where a block has no piece."""

    def advance(self, states: Doubles, weights: Doubles) -> Doubles:
        """(n_tags, n_blocks) the states that reach the next piece; the arguments are of that shape."""

    def scaled(self, states: Doubles) -> Doubles:
        """(n_tags, n_blocks) states that mean the same, all to one scale."""

    def differ(self, states: Doubles, others: Doubles) -> Bools:
        """(n_blocks,) True where two scaled states are not the same."""


def run_in_blocks(recursion: Recursion, weights: Doubles, *, first: Doubles) -> Doubles:
    """(n_tags, n_pieces) the state that reaches each piece, scaled every STRIDE pieces.

    weights: (n_tags, n_pieces) of each piece by itself, at least one piece
    first:   (n_tags,) the state that reaches the first piece
    """
    n_tags, n_pieces = weights.shape
    n_strides = -(-n_pieces // STRIDE)
    width = min(_BLOCK_STRIDES, n_strides) * STRIDE
    while True:
        states, is_settled = _settle(recursion, _parted(weights, width, neutral=recursion.neutral), first)
        if is_settled:
            return states.transpose(1, 2, 0).reshape(n_tags, -1)[:, :n_pieces]
        width = min(_GROWTH * width, n_strides * STRIDE)


def _parted(weights: Doubles, width: int, *, neutral: float) -> Doubles:
    """(width, n_tags, n_blocks) the weights block beside block, the last one filled up."""
    n_tags, n_pieces = weights.shape
    filled = np.full((n_tags, -(-n_pieces // width) * width), neutral)
    filled[:, :n_pieces] = weights
    return np.ascontiguousarray(filled.reshape(n_tags, -1, width).transpose(2, 0, 1))


def _settle(recursion: Recursion, weights: Doubles, first: Doubles) -> tuple[Doubles, bool]:
    """The states, and whether every block begins where the one before it ends.

    weights: (width, n_tags, n_blocks). The states are of that shape too.
    """
    states, n_blocks = np.full_like(weights, np.inf), weights.shape[2]
    due, begun = np.arange(n_blocks), np.repeat(first[:, None], n_blocks, axis=1)
    for _ in range(_MOST_ROUNDS):
        due, ended = _run(recursion, weights, states, due=due, begun=begun)
        is_followed = due + 1 < n_blocks
        due, begun = due[is_followed] + 1, ended[:, is_followed]
        if not len(due):
            return states, True
    return states, False


def _run(recursion: Recursion, weights: Doubles, states: Doubles, *, due: Ints, begun: Doubles) -> tuple[Ints, Doubles]:
    """Runs the blocks that are due from where they begin, and writes down their states.

    Returns the numbers of those that changed up to their end, and how they ended.
    """
    for place in range(0, len(weights), STRIDE):
        begun = recursion.scaled(begun)
        is_new = recursion.differ(begun, states[place][:, due])
        due, begun = due[is_new], begun[:, is_new]
        if not len(due):
            break
        stride = slice(place, place + STRIDE)
        reached = np.empty((STRIDE, len(begun), len(due)))
        for step, here in enumerate(weights[stride][:, :, due]):
            reached[step] = begun
            begun = recursion.advance(begun, here)
        states[stride, :, due] = reached
    return due, begun
