"""Signed distances in pieces as numbers of buckets, finer near zero."""

from functools import cache

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


def distance_buckets(distances: Ints, *, n_buckets: int) -> Ints:
    """Numbers in [0, n_buckets) of distances in any shape; 0 has one of its own, the others are powers of two.

    n_buckets: even, at least 4; distances below zero take the lower half of the numbers
    """
    table = bucket_table(n_buckets)
    farthest = len(table) // 2
    return table[np.clip(distances, -farthest, farthest) + farthest]


@cache
def bucket_table(n_buckets: int) -> Ints:
    """(2 * farthest + 1,) the buckets of the distances from -farthest to farthest; those beyond are as the ends."""
    half = n_buckets // 2
    farthest = 2 ** (half - 2)
    sizes = [min(abs(distance).bit_length(), half - 1) for distance in range(-farthest, farthest + 1)]
    table = np.asarray(sizes, dtype=np.int64)
    table[farthest:] += half
    table.flags.writeable = False
    return table
