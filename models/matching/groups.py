"""Groups of texts that carry the same words, found without comparing each with each."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from models.matching.likeness import MIN_WORDS, are_alike
from models.matching.wording import shingles, spoken_words

_SHINGLE_WORDS = 2
# A text is compared with this many before it that share a run of words. Copies of one statement stand in a chain then,
# and a stock phrase in thousands of texts costs no more than its share.
_MAX_LOOK_BACK = 20
# Share of the shorter text's runs that the two must have in common to be worth a closer look.
_MIN_SHARED = 0.25


def group_alike(
    texts: Sequence[str], *, owners: Sequence[Hashable], may_join: Callable[[int, int, int], bool]
) -> list[list[int]]:
    """Groups of positions whose texts carry the same words, each of two owners or more, in order of the first.

    owners:   what each text belongs to: texts of one owner are not compared
    may_join: asked for each pair, with the number of words of the shorter: whether they may be one statement
    """
    wordings = [spoken_words(text) for text in texts]
    leaders = list(range(len(texts)))
    for a, b in _candidates(wordings):
        n_words = min(len(wordings[a]), len(wordings[b]))
        if owners[a] != owners[b] and may_join(a, b, n_words) and are_alike(wordings[a], wordings[b]):
            _join(leaders, a, b)
    return [group for group in _groups(leaders) if len({owners[i] for i in group}) > 1]


def _candidates(wordings: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """Pairs that share enough runs of words, each once, the earlier position first."""
    bearers = defaultdict[tuple[str, ...], list[int]](list)
    for i, words in enumerate(wordings):
        runs = shingles(words, size=_SHINGLE_WORDS) if len(words) >= MIN_WORDS else frozenset()
        shared = Counter[int]()
        for run in runs:
            shared.update(bearers[run][-_MAX_LOOK_BACK:])
            bearers[run].append(i)
        for j, n_shared in sorted(shared.items()):
            if n_shared >= _MIN_SHARED * (min(len(words), len(wordings[j])) - _SHINGLE_WORDS + 1):
                yield j, i


def _join(leaders: list[int], a: int, b: int) -> None:
    first, second = sorted((_leader(leaders, a), _leader(leaders, b)))
    leaders[second] = first


def _leader(leaders: list[int], i: int) -> int:
    while leaders[i] != i:
        leaders[i] = leaders[leaders[i]]
        i = leaders[i]
    return i


def _groups(leaders: list[int]) -> Iterable[list[int]]:
    groups = defaultdict[int, list[int]](list)
    for i in range(len(leaders)):
        groups[_leader(leaders, i)].append(i)
    return groups.values()
