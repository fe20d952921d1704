"""Whether two wordings are the same statement: the shorter one found in the longer, small edits aside."""

from collections import Counter
from collections.abc import Iterable

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

MIN_WORDS = 4
"""Shorter wordings are like nothing: too many people say the same."""

# Per cent of letters that must agree, over the best stretch of the longer wording: above it, reporters' small edits;
# below it, other statements on the same pattern.
_MIN_LETTERS = 88.0
# Share of the shorter wording's words that must stand in the longer, in order, when words are left out between them.
_MIN_WORDS_KEPT = 0.9
# How much longer than the shorter wording the stretch with its words may be.
_MAX_STRETCH = 2.0
_DENIALS = frozenset({"not", "no", "never", "none", "neither", "nor", "nothing", "nobody", "without"})


def are_alike(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Whether two wordings (from `spoken_words`) say the same words; never with other numbers or a denial more."""
    shorter, longer = sorted((first, second), key=lambda words: (len(words), words))
    if len(shorter) < MIN_WORDS:
        return False
    return _same_letters(shorter, longer) or _same_order(shorter, longer)


def _same_letters(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """Letters agree over one unbroken stretch: cut ends, misspellings, a word exchanged."""
    text = " ".join(longer)
    found = fuzz.partial_ratio_alignment(" ".join(shorter), text, score_cutoff=_MIN_LETTERS)
    if found is None:
        return False
    start = text.rfind(" ", 0, found.dest_start + 1) + 1
    end = text.find(" ", max(found.dest_end - 1, 0))
    return _keeps_sense(shorter, text[start : len(text) if end < 0 else end].split())


def _same_order(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """Words agree in order, with others between them: an ellipsis, a piece left out."""
    blocks = [b for b in LCSseq.editops(shorter, longer).as_matching_blocks() if b.size]
    kept = sum(block.size for block in blocks)
    if kept < max(MIN_WORDS, _MIN_WORDS_KEPT * len(shorter)):
        return False
    stretch = longer[blocks[0].b : blocks[-1].b + blocks[-1].size]
    return len(stretch) <= _MAX_STRETCH * len(shorter) and _keeps_sense(shorter, stretch)


def _keeps_sense(words: Iterable[str], others: Iterable[str]) -> bool:
    """Whether both have the same numbers and as many denials."""
    return _weighty(words) == _weighty(others)


def _weighty(words: Iterable[str]) -> Counter[str]:
    return Counter("not" if word in _DENIALS else word for word in words if word in _DENIALS or word[0].isdigit())
