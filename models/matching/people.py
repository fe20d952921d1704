"""Speakers' names across articles: which may be one person's, and which form of a name is the fullest."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from models.resolve.names import bare_name, initials_of, name_key, same_word
from models.spans import CharSpan


@lru_cache(maxsize=1 << 16)
def key_of(name: str) -> tuple[str, ...]:
    """The words of a name that are compared, all up to its last title left out; empty for a title alone.

    So `Foreign Minister Sergey Lavrov` gives the same as `Sergey Lavrov`.
    """
    words = name.split()
    key = name_key(name)
    for start in range(1, len(words)):
        rest = " ".join(words[start:])
        untitled = name_key(rest)
        if untitled and untitled != name_key(rest, has_titles=False):
            key = untitled
    return key


@lru_cache(maxsize=1 << 18)
def may_be_one(first: str, second: str) -> bool:
    """Whether two names may be one's: all words of the shorter stand in the longer, in any usual spelling.

    So `Lavrov`, `Sergei Lavrov` and `Foreign Minister Sergey Lavrov` may be, `Ana Ruiz` and `Jo Ruiz` may not.
    """
    shorter, longer = sorted((key_of(first), key_of(second)), key=len)
    if not shorter:
        return True
    return _is_within(shorter, longer) or "".join(shorter) == "".join(longer) or _are_initials(first, second)


def _is_within(shorter: Sequence[str], longer: Sequence[str]) -> bool:
    rest = iter(longer)
    return all(any(_stands_for(word, other) for other in rest) for word in shorter)


def _stands_for(word: str, other: str) -> bool:
    is_initial = 1 in (len(word), len(other)) and word[0] == other[0]
    return is_initial or same_word(word, other)


def _are_initials(first: str, second: str) -> bool:
    """Whether one is made of the other's first letters (`WHO`)."""
    return any(len(a) > 1 and a.isupper() and a == initials_of(b) for a, b in ((first, second), (second, first)))


def reconcile(names: Iterable[str]) -> list[str]:
    """The forms of the name that most of them mean, the best one first; empty for none.

    The best is the fullest, of its spellings the most frequent, without titles.
    """
    forms = Counter(_without_title(name) for name in names)
    votes = {form: sum(n for other, n in forms.items() if _is_short_for(other, form)) for form in forms}
    ranked = sorted(forms, key=lambda form: (-votes[form], -len(key_of(form)), -forms[form], -len(form), form))
    return [form for form in ranked if may_be_one(form, ranked[0])]


def _without_title(name: str) -> str:
    return bare_name(name, CharSpan(0, len(name))).cut(name) if name else name


def _is_short_for(form: str, fuller: str) -> bool:
    return len(key_of(form)) <= len(key_of(fuller)) and may_be_one(form, fuller)
