"""Names as words that can be compared: titles, articles, possessives, case and accents aside."""

import re
import unicodedata

from rapidfuzz import fuzz

from models.spans import CharSpan

_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_TITLE_WORDS = """
    mr mrs ms miss mx dr prof professor sir dame lord lady president vice-president minister senator sen rep
    representative gov governor mayor king queen prince princess sheikh pope judge justice general gen colonel col
    major maj captain capt lieutenant lt sergeant sgt admiral rev reverend ambassador chancellor premier pm mp
    datuk tan tun datin ayatollah imam
"""
_TITLES = frozenset(_TITLE_WORDS.split())
_ARTICLES = frozenset({"the", "a", "an"})
_CLOSE_SPELLING = 80
"""Likeness in per cent from which two long words count as spellings of one name (Sergey, Sergei)."""

_SHORT_WORD = 4
"""Letters up to which a word has one spelling: of short names one letter often makes another."""


def fold(words: str) -> str:
    """Lower case without accents, for comparing only: its positions are not the text's."""
    decomposed = unicodedata.normalize("NFKD", words)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold().replace("’", "'")


def name_key(words: str) -> tuple[str, ...]:
    """The comparable words of a name in order; empty for a title alone."""
    found = [_POSSESSIVE.sub("", match.group()) for match in _WORD.finditer(fold(words))]
    while found and (found[0].rstrip(".") in _TITLES or found[0] in _ARTICLES):
        found.pop(0)
    return tuple(word for word in found if word)


def bare_name(text: str, span: CharSpan) -> CharSpan:
    """The span without leading titles and a possessive ending; unchanged where nothing else would be left."""
    words = [CharSpan(span.start + m.start(), span.start + m.end()) for m in _WORD.finditer(span.cut(text))]
    while len(words) > 1 and fold(words[0].cut(text)).rstrip(".") in _TITLES:
        words.pop(0)
    if not words or not name_key(span.cut(text)):
        return span
    ending = _POSSESSIVE.search(span.cut(text))
    end = span.start + ending.start() if ending and span.start + ending.start() > words[0].start else span.end
    return CharSpan(words[0].start, end)


def same_word(left: str, right: str) -> bool:
    """Whether two words are one, or two spellings of one (`sergey`, `sergei`; `yelena`, `elena`)."""
    if left == right:
        return True
    short, long = sorted((left, right), key=len)
    if len(short) <= _SHORT_WORD:
        return False
    return long[1:] == short or (left[0] == right[0] and fuzz.ratio(left, right) >= _CLOSE_SPELLING)


def is_part_of(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Whether the words of a name all stand in a fuller one, in its order; one word must be the same to the letter."""
    if len(part) == 1:
        return part[0] in whole
    rest = iter(whole)
    return bool(part) and all(any(same_word(word, other) for other in rest) for word in part)


def initials_of(words: str) -> str:
    """The capitals that begin the words of a name (`Bangkok Metropolitan Administration` → `BMA`)."""
    return "".join(match.group()[0] for match in _WORD.finditer(words) if match.group()[0].isupper())
