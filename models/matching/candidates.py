"""Which wordings are worth comparing: those that share fingerprints, a bounded number for each."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

# Of those that share a fingerprint with a wording, this many longest ones and this many next to it are looked at:
# a phrase that stands in thousands of quotations costs no more than its share.
_N_LONGEST = 3
_N_NEXT = 4
# The wordings that share most with one are compared with it; the others hardly ever hold it.
_MAX_COMPARED = 8
# Share of a wording's fingerprints that one worth comparing has too.
_MIN_SHARED = 0.12
_AT_ONCE = 1 << 14
_HALF_BITS = np.uint64(32)

Prints = NDArray[np.uint32]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """Every fingerprint of every wording, those with the same fingerprint side by side and in order of the wordings.

    wordings: the number of the wording
    starts:   where those with the same fingerprint begin
    places:   where those of each wording stand, wording by wording
    ends:     where those of each wording end in `places`
    """

    wordings: Prints
    starts: Prints
    places: Prints
    ends: Numbers

    @classmethod
    def of(cls, prints: Prints, n_prints: Numbers) -> "_Index":
        pairs = prints.astype(np.uint64) << _HALF_BITS
        pairs |= np.repeat(np.arange(len(n_prints), dtype=np.uint64), n_prints)
        pairs.sort()
        wordings = pairs.astype(np.uint32)
        pairs >>= _HALF_BITS
        numbers = np.arange(len(pairs), dtype=np.uint32)
        numbers[1:][pairs[1:] == pairs[:-1]] = 0
        return cls(
            wordings=wordings,
            starts=np.maximum.accumulate(numbers),
            places=np.argsort(wordings, kind="stable").astype(np.uint32),
            ends=np.append(0, np.cumsum(n_prints)),
        )


def candidates(prints: Prints, n_prints: Numbers) -> Iterator[list[int]]:
    """For each wording in turn the numbers of earlier ones worth comparing, most promising first.

    prints:   the fingerprints of all wordings, one after the other, distinct within each
    n_prints: how many each wording has
    """
    index = _Index.of(prints, n_prints)
    for first in range(0, len(n_prints), _AT_ONCE):
        yield from _promising(index, n_prints, first=first, end=min(first + _AT_ONCE, len(n_prints)))


def _promising(index: _Index, n_prints: Numbers, *, first: int, end: int) -> Iterator[list[int]]:
    shared, weights = _shared(index, first=first, end=end)
    pairs, which, n_shared = np.unique(shared, return_inverse=True, return_counts=True)
    is_enough = n_shared >= _MIN_SHARED * n_prints[(pairs >> _HALF_BITS).astype(np.int64)]
    promise = np.bincount(which, weights, minlength=len(pairs))[is_enough]
    pairs = pairs[is_enough]
    mine = pairs >> _HALF_BITS
    ranked = pairs[np.lexsort((-promise, mine))].astype(np.uint32)
    bounds = np.searchsorted(mine, np.arange(first, end + 1, dtype=np.uint64))
    for start, stop in pairwise(bounds):
        yield ranked[start : min(stop, start + _MAX_COMPARED)].tolist()


def _shared(index: _Index, *, first: int, end: int) -> tuple[NDArray[np.uint64], NDArray[np.float64]]:
    """Each of these wordings in the upper half with an earlier one in the lower, once a fingerprint that they share.

    The second are weights of the fingerprints: the more wordings have one, the less it says.
    """
    places = index.places[index.ends[first] : index.ends[end]].astype(np.int64)
    starts = index.starts[places].astype(np.int64)
    longest = [np.where(starts + step < places, starts + step, -1) for step in range(_N_LONGEST)]
    near = [np.where(places - step >= starts + _N_LONGEST, places - step, -1) for step in range(1, _N_NEXT + 1)]
    others = np.stack([*longest, *near], axis=1)
    is_there = others >= 0
    mine = np.broadcast_to(index.wordings[places][:, None], others.shape)[is_there].astype(np.uint64)
    weights = np.broadcast_to(1 / np.log2(2 + places - starts)[:, None], others.shape)[is_there]
    return mine << _HALF_BITS | index.wordings[others[is_there]], weights
