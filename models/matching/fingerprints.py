"""Fingerprints of wordings: few numbers each, and two wordings with a run of words in common share some of them.

A MinHash of a whole quotation tells how much of both is the same, and so misses a cut one in its long form. Here every
stretch of three words has a MinHash of its own, over its pairs of neighbours, whatever stands before and after it.
"""

from collections.abc import Sequence
from itertools import pairwise

from rensa import RMinHash

_STRETCH_PAIRS = 2
# Of fewer words every pair is a fingerprint: a small edit leaves too few others.
_MIN_WORDS_SAMPLED = 10
_N_HASHES = 1
_SEED = 5


def fingerprints(wordings: Sequence[Sequence[str]]) -> list[list[int]]:
    """For each wording its distinct fingerprints, 32-bit numbers in order; none for one of fewer than two words."""
    stretches = [_stretches(words) for words in wordings]
    flat = [stretch for each in stretches for stretch in each]
    rows = iter(RMinHash.digest_matrix_from_token_sets(flat, _N_HASHES, _SEED).to_rows())
    return [sorted({number for _ in each for number in next(rows)}) for each in stretches]


def _stretches(words: Sequence[str]) -> list[list[str]]:
    pairs = [f"{one} {after}" for one, after in pairwise(words)]
    n_pairs = _STRETCH_PAIRS if len(words) >= _MIN_WORDS_SAMPLED else 1
    return [pairs[start : start + n_pairs] for start in range(len(pairs) - n_pairs + 1)]
