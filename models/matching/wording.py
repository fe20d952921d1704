"""What the words of a quotation are when its spelling, marks and punctuation are set aside."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

_SMALL_WORDS = """
    a about after again all also am an and any are as at be because been before being but by can could did do does
    doing done down even for from get go going got had has have having he her here him his how i if in into is it its
    just like me more most much my no not now of off on one only or other our out over own said say she should since
    so some such than that the their them then there these they this those through to too under until up us very was
    we well were what when where which while who whom whose why will with would you your yes
"""
FUNCTION_WORDS = frozenset(_SMALL_WORDS.split())
"""Words that stand in every text; a capital makes none of them a name."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_SAME_SIGN = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "%": " percent ", "&": " and "})
_ELLIPSIS = re.compile(r"[\[(]?(?:\.\s?\.\s?\.|…)[\])]?")
# An explanation of the reporter's; shorter ones stand for words that others have left in place.
_INSERTION = re.compile(r"\[(?:[^\s\[\]]+\s+){2,}[^\s\[\]]+\]")
_QUOTED = re.compile(r"“[^“”]+”|\"[^\"]+\"|«[^«»]+»")
_THOUSANDS = re.compile(r"(?<![\d,])(\d{1,3})((?:[, \u00a0\u202f]\d{3})+)(?!\d)")
_SEPARATOR = re.compile(r"[, \u00a0\u202f]")
_PER_CENT = re.compile(r"\bper cent\b", re.IGNORECASE)
_CONTRACTED = {"won't": "will not", "can't": "can not", "cannot": "can not", "shan't": "shall not"}
_ENDINGS = (("n't", " not"), ("'re", " are"), ("'ve", " have"), ("'ll", " will"), ("'m", " am"))
# British beside American spelling. The stem keeps two letters or more, so that "our", "rise" and "are" stay.
_SPELLING = (
    (re.compile(r"(?<=\w\w)our(?=(?:s|ed|ing|ful|able|hood|ly)?$)"), "or"),
    (re.compile(r"(?<=\w\w)is(?=(?:e|es|ed|ing|ation|ations|er|ers)$)"), "iz"),
    (re.compile(r"(?<=\w[bt])re(?=s?$)"), "er"),
    (re.compile(r"(?<=\w\w)ll(?=(?:ed|ing|er|ers)$)"), "l"),
    (re.compile(r"(?<=\w\w)ence(?=s?$)"), "ense"),
)
_TO_NINETEEN = """
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMERALS = {word: str(number) for number, word in enumerate(_TO_NINETEEN.split(), start=2)} | {
    word: str(10 * number) for number, word in enumerate(_TENS.split(), start=2)
}
# Of a longer quotation the rest is not looked at, so that the time for a comparison is bounded.
_MAX_WORDS = 1000
# A headline, or a text in capitals: capitals tell no names there.
_MAX_CAPITALS = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words as `spoken_words` gives them, without long insertions in brackets.

    names:      which of them may be names, since they begin with a capital
    core_start, core_end: where the longest stretch in quotation marks lies among the words; all words without marks
    """

    words: tuple[str, ...]
    names: frozenset[str] = frozenset()
    core_start: int = 0
    core_end: int = 0

    @classmethod
    def of(cls, text: str) -> "Wording":
        """The wording of a quotation; dots that stand for words left out belong to none."""
        plain = _INSERTION.sub(" ", _plain(_ELLIPSIS.sub(" ", text)))
        found = list(islice(_WORD.finditer(plain), _MAX_WORDS))
        start, end = max(
            (m.span() for m in _QUOTED.finditer(plain)), key=lambda s: s[1] - s[0], default=(0, len(plain))
        )
        before = _spoken_in(word[0] for word in found if word.start() < start)
        core = _spoken_in(word[0] for word in found if start <= word.start() < end)
        after = _spoken_in(word[0] for word in found if word.start() >= end)
        capitals = [word[0] for word in found if word[0][0].isupper()]
        names = _spoken_in(capitals) if len(capitals) < _MAX_CAPITALS * len(found) else ()
        return cls(
            words=before + core + after,
            names=frozenset(names) - FUNCTION_WORDS,
            core_start=len(before),
            core_end=len(before) + len(core),
        )

    @property
    def core(self) -> "Wording":
        """What stands in the quotation marks."""
        words = self.words[self.core_start : self.core_end]
        return Wording(words=words, names=self.names, core_end=len(words))

    @property
    def frame(self) -> tuple[str, ...]:
        """What stands before and after it."""
        return self.words[: self.core_start] + self.words[self.core_end :]


def _spoken_in(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(spoken for word in words for spoken in _spoken(word.casefold()))


def spoken_words(text: str) -> tuple[str, ...]:
    """The words in lower case, in one spelling, without marks; empty for a text without letters and digits.

    Words in brackets count too: they stand for words that another outlet may have left in place.
    """
    return tuple(word for found in _WORD.findall(_plain(text)) for word in _spoken(found.casefold()))


def _plain(text: str) -> str:
    """The text without accents and with one sign for each thing."""
    one_sign = _PER_CENT.sub("percent", _THOUSANDS.sub(_joined, text.translate(_SAME_SIGN)))
    if one_sign.isascii():
        return one_sign
    return "".join(c for c in unicodedata.normalize("NFKD", one_sign) if not unicodedata.combining(c))


def _joined(number: re.Match[str]) -> str:
    return _SEPARATOR.sub("", number[0])


@lru_cache(maxsize=1 << 16)
def _spoken(word: str) -> tuple[str, ...]:
    """A word in lower case as what is said: a contraction gives two."""
    found = _WORD.findall("".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)))
    return tuple(_in_one_spelling(each) for part in found for each in _expanded(part).split())


def _expanded(word: str) -> str:
    if word in _CONTRACTED:
        return _CONTRACTED[word]
    for ending, full in _ENDINGS:
        if word.endswith(ending):
            return word.removesuffix(ending) + full
    return word.replace("'", "")


def _in_one_spelling(word: str) -> str:
    for pattern, usual in _SPELLING:
        word = pattern.sub(usual, word)
    return _NUMERALS.get(word, word)
