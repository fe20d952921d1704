"""Whether two wordings are the same statement: the shorter one found in the longer, small edits aside."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import LCSseq, MatchingBlock

from models.matching.wording import Wording
from models.resolve.names import same_word

MIN_WORDS = 4
"""Shorter wordings are like nothing: too many people say the same."""

# Share of the shorter wording's letters whose words must stand in the longer, in order: above it, reporters' small
# edits; below it, other statements on the same pattern. By letters, since short words are in every statement.
_MIN_KEPT = 0.8
_MIN_KEPT_OF_FEW = 0.86
_FEW_WORDS = 10
# Under this share of words in common, however spelt, no spelling is looked into.
_MIN_COMMON = 0.5
_MAX_RESPELT = 32
# How much longer than the shorter wording the stretch with its words may be.
_MAX_STRETCH = 2.0
# So many words that the longer wording has more, in one place, were left out of the shorter: what they say is no
# contradiction. Of fewer words, a number or a denial is.
_LEFT_OUT_WORDS = 4
# Fewer words in quotation marks may be anybody's.
_MIN_CORE_WORDS = 8
# One or two words at an end of the stretch that lie so far from the next stand there by chance.
_MAX_LEAP = 6
_DENIALS = frozenset({"not", "no", "never", "none", "neither", "nor", "nothing", "nobody", "without"})
_NUMBERS = frozenset({"hundred", "thousand", "million", "billion", "trillion", "dozen", "half", "third", "quarter"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How alike two wordings are.

    kept:       share of the shorter one's letters in words that the longer one has too
    covered:    share of the longer one's words that lie in the stretch with the shorter one's
    contradict: whether they differ in numbers, denials or names: statements on one pattern, but not the same
    """

    kept: float
    covered: float
    contradict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gap:
    """What stands between two blocks of common words: words of the shorter wording and of the longer."""

    shorter: Sequence[str]
    longer: Sequence[str]


def likeness(first: Wording, second: Wording) -> Likeness | None:
    """How alike two wordings are whose shorter one is found in the longer; None where it is not, or is too short.

    Reporters put their own words round a quoted stretch: where that is long enough and the same, the others may differ.
    """
    alike = _likeness(first, second)
    if alike and not alike.contradict:
        return alike
    frames = [wording.frame for wording in (first, second) if wording.frame]
    is_denied = len({_n_denials(frame) for frame in frames}) > 1
    is_core_short = min(len(first.core.words), len(second.core.words)) < _MIN_CORE_WORDS
    if not frames or is_denied or is_core_short:
        return alike
    return _likeness(first.core, second.core) or alike


def _likeness(first: Wording, second: Wording) -> Likeness | None:
    shorter, longer = sorted((first, second), key=lambda wording: (len(wording.words), wording.words))
    if len(shorter.words) < MIN_WORDS:
        return None
    if LCSseq.similarity(shorter.words, longer.words) < _MIN_COMMON * len(shorter.words):
        return None
    words = _spelt_like(longer.words, shorter.words)
    blocks = _without_leaps([b for b in LCSseq.editops(words, longer.words).as_matching_blocks() if b.size])
    kept, stretch = _kept(words, blocks), blocks[-1].b + blocks[-1].size - blocks[0].b
    if kept < _least(words) or stretch > _MAX_STRETCH * len(words):
        return None
    gaps = list(_gaps(words, longer.words, blocks))
    return Likeness(
        kept=kept,
        covered=stretch / len(longer.words),
        contradict=not _keep_sense(gaps, names=shorter.names | longer.names),
    )


def _least(words: Sequence[str]) -> float:
    return _MIN_KEPT if len(words) > _FEW_WORDS else _MIN_KEPT_OF_FEW


def _kept(words: Sequence[str], blocks: Sequence[MatchingBlock]) -> float:
    """Share of the letters in words of the blocks."""
    return sum(len(word) for b in blocks for word in words[b.a : b.a + b.size]) / sum(map(len, words))


def _spelt_like(model: Sequence[str], words: Sequence[str]) -> Sequence[str]:
    """The words, in the model's spelling where it has one of them in another; never a number."""
    ours, theirs = set(words), set(model)
    unknown = sorted(word for word in ours - theirs if not _is_number(word))[:_MAX_RESPELT]
    others = sorted(word for word in theirs - ours if not _is_number(word)) if unknown else []
    spelt = {word: next((other for other in others if same_word(word, other)), word) for word in unknown}
    return tuple(spelt.get(word, word) for word in words) if spelt else words


def _without_leaps(blocks: list[MatchingBlock]) -> list[MatchingBlock]:
    """The blocks without small ones at either end that lie far from the rest."""
    while len(blocks) > 1 and blocks[0].size <= 2 and blocks[1].b - blocks[0].b - blocks[0].size > _MAX_LEAP:
        blocks = blocks[1:]
    while len(blocks) > 1 and blocks[-1].size <= 2 and blocks[-1].b - blocks[-2].b - blocks[-2].size > _MAX_LEAP:
        blocks = blocks[:-1]
    return blocks


def _gaps(words: Sequence[str], longer: Sequence[str], blocks: Sequence[MatchingBlock]) -> Iterator[_Gap]:
    """The gaps between the blocks, and at the ends as many words of the longer as the shorter has there."""
    first, last = blocks[0], blocks[-1]
    yield _Gap(shorter=words[: first.a], longer=longer[max(0, first.b - first.a) : first.b])
    for block, after in pairwise(blocks):
        yield _Gap(shorter=words[block.a + block.size : after.a], longer=longer[block.b + block.size : after.b])
    rest, end = words[last.a + last.size :], last.b + last.size
    yield _Gap(shorter=rest, longer=longer[end : end + len(rest)])


def _keep_sense(gaps: Sequence[_Gap], *, names: frozenset[str]) -> bool:
    """Whether what differs has the same numbers, as many denials, and no name in place of another."""
    if any(names.intersection(gap.shorter) and names.intersection(gap.longer) for gap in gaps):
        return False
    ours = _weighty(word for gap in gaps for word in gap.shorter)
    return ours == _weighty(
        word for gap in gaps if gap.shorter or len(gap.longer) < _LEFT_OUT_WORDS for word in gap.longer
    )


def _weighty(words: Iterable[str]) -> Counter[str]:
    return Counter("not" if word in _DENIALS else word for word in words if word in _DENIALS or _is_number(word))


def _n_denials(words: Iterable[str]) -> int:
    return sum(word in _DENIALS for word in words)


def _is_number(word: str) -> bool:
    return word[0].isdigit() or word in _NUMBERS
