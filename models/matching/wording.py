"""What the words of a quotation are when its spelling, marks and punctuation are set aside."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'"})
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


def spoken_words(text: str) -> tuple[str, ...]:
    """The words in lower case, in one spelling, without marks; empty for a text without letters and digits.

    Words in brackets count too: they stand for words that another outlet may have left in place.
    """
    folded = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold()
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    return tuple(_in_one_spelling(word) for found in _WORD.findall(plain) for word in _expanded(found).split())


def shingles(words: tuple[str, ...], *, size: int) -> frozenset[tuple[str, ...]]:
    """All runs of `size` words; none for fewer words."""
    return frozenset(words[i : i + size] for i in range(len(words) - size + 1))


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
    return word
