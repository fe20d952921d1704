"""Names as words that can be compared: titles, articles, possessives, case and accents aside."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import takewhile

from rapidfuzz import fuzz

from models.resolve.remembering import remembered
from models.spans import CharSpan

_LONG_TITLES = ("tan sri", "hojjat al-islam", "crown prince", "prime minister", "vice president")
_WORD = re.compile(rf"\b(?i:{'|'.join(_LONG_TITLES)})\b|[^\W_]+(?:[.'’-][^\W_]+)*")
_LETTERS = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’]s?$")
_TITLE_WORDS = """
    mr mrs ms miss mx dr prof professor sir dame lord lady president vice-president minister senator sen rep
    representative congressman congresswoman delegate gov governor mayor councillor councilor councilman councilwoman
    cllr alderman secretary speaker chairman chairwoman chairperson deputy commissioner ambassador chancellor premier
    pm mp chief sheriff marshal superintendent inspector detective constable officer judge justice general gen colonel
    col major maj captain capt lieutenant lt sergeant sgt corporal admiral commander commodore brigadier rev reverend
    archbishop bishop cardinal monsignor rabbi pastor imam ayatollah mullah maulana comrade cde advocate engineer
    datuk dato datin seri tun shri smt alhaji hojatoleslam hojjatoleslam me
"""
_GIVEN_NAME_TITLES = "pope king queen prince princess emperor empress sheikh sheikha father brother sister"
_POINTED_WORDS = "del hon atty sec det supt insp adm brig cmdr cpl amb pres fr msgr adv engr"
_SURNAME_TITLES = "king prince pope judge justice major bishop cardinal marshal sheikh lord chief"

_TITLES_WITH_GIVEN_NAMES = frozenset({*_GIVEN_NAME_TITLES.split(), "crown prince"})
"""Titles that stay with a given name alone: `Prince Karl`, but not with a longer name."""

_TITLES = frozenset({*_TITLE_WORDS.split(), *_TITLES_WITH_GIVEN_NAMES, *_LONG_TITLES})
_POINTED_TITLES = frozenset(_POINTED_WORDS.split())
"""Titles with a point; without it they may be names or parts of names."""

_TITLES_AND_SURNAMES = frozenset(_SURNAME_TITLES.split())
_HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sen", "rep", "gov"})
_ARTICLES = frozenset({"the", "a", "an"})
_GENERATIONS = frozenset({"jr", "sr", "jnr", "snr", "ii", "iii", "iv"})
_ARABIC_ARTICLE = re.compile(r"^(al|el|ad|an|ar|as|ash|at|az)-(?=.)")
_VARIANTS = {"ibn": "bin"}
_FIRST_PART = re.compile(r"\b(?:Sheikha?|Md|Mohd) $")
_FIRST_WIDTH = len("xSheikha ")
# Tried only where white space begins: from each of its places in turn, a long stretch of it would be walked again.
_TAIL = re.compile(r"(?<!\s)\s*(?:\(|\n|,(?!\s*[JS]n?r\b)|\s[-–—]\s|\sand\s|['’]s\s).*", re.DOTALL)
_OF_PLACE = re.compile(r"\sof\s.*", re.DOTALL)
_CLOSE_SPELLING = 80
"""Likeness in per cent from which two long words count as spellings of one name (Sergey, Sergei)."""

_SHORT_WORD = 4
"""Letters up to which a word has one spelling: of short names one letter often makes another."""


def fold(words: str) -> str:
    """Lower case without accents, for comparing only: its positions are not the text's."""
    if words.isascii():
        return words.lower()
    decomposed = unicodedata.normalize("NFKD", words)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold().replace("’", "'")


def name_key(words: str, *, has_titles: bool = True) -> tuple[str, ...]:
    """The comparable words of a name in order, its hyphens left out; empty for a title alone.

    has_titles: whether the front may be titles, as with people; else just articles are left out
    """
    return _key(words, has_titles)


@remembered
def _key(words: str, has_titles: bool) -> tuple[str, ...]:
    found = list(_WORD.finditer(fold(words)))
    plain = [_POSSESSIVE.sub("", match.group()) for match in found[_n_leading(found, has_titles=has_titles) :]]
    while len(plain) > 1 and plain[-1] in _GENERATIONS:
        plain.pop()
    parts = [part for word in plain for part in _ARABIC_ARTICLE.sub(r"\1 ", word).split()]
    return tuple(_VARIANTS.get(part, part.replace("-", "")) for part in parts)


def _n_leading(words: Sequence[re.Match[str]], *, has_titles: bool) -> int:
    """How many words stand before the name: articles and titles; the last word of `Mr King` is a name."""
    leading = list(takewhile(lambda word: _is_article(word) or (has_titles and _is_title(word)), words))
    is_all = len(leading) == len(words) > 1
    if is_all and fold(words[-2][0]) in _HONORIFICS and fold(words[-1][0]) in _TITLES_AND_SURNAMES:
        leading.pop()
    return len(leading)


def _is_article(word: re.Match[str]) -> bool:
    return fold(word[0]) in _ARTICLES


def _is_title(word: re.Match[str]) -> bool:
    folded, has_point = fold(word[0]), word.string.startswith(".", word.end())
    return folded in _TITLES or (has_point and folded in _POINTED_TITLES)


def bare_name(text: str, span: CharSpan, *, has_titles: bool = True) -> CharSpan:
    """The span without leading titles and a possessive ending; unchanged where nothing else would be left.

    has_titles: whether the front may be titles, as with people
    """
    cut = span.cut(text)
    bare = _bare(cut, has_titles)
    return CharSpan(span.start + bare.start, span.start + bare.end)


@remembered
def _bare(cut: str, has_titles: bool) -> CharSpan:
    words = list(_WORD.finditer(cut))
    if not words or not name_key(cut, has_titles=has_titles):
        return CharSpan(0, len(cut))
    first = words[_first_named(words) if has_titles else 0]
    ending = _POSSESSIVE.search(cut)
    return CharSpan(first.start(), ending.start() if ending and ending.start() > first.start() else len(cut))


def _first_named(words: Sequence[re.Match[str]]) -> int:
    """The number of the first word past titles; an article without one, and `Prince` before `Karl`, stay."""
    n_leading = _n_leading(words, has_titles=True)
    if all(map(_is_article, words[:n_leading])):
        return 0
    n_named = sum(fold(word[0]) not in _GENERATIONS for word in words[n_leading:])
    return n_leading - (n_named == 1 and fold(words[n_leading - 1][0]) in _TITLES_WITH_GIVEN_NAMES)


def with_first_part(text: str, span: CharSpan) -> CharSpan:
    """The span with a `Sheikh` or `Md` before it, part of some people's names; unchanged where none stands there."""
    title = _FIRST_PART.search(text, max(0, span.start - _FIRST_WIDTH), span.start)
    return CharSpan(title.start(), span.end) if title else span


def without_tail(text: str, span: CharSpan) -> CharSpan:
    """A person's span up to a bracket, a comma, a dash, another person, what is theirs, or ` of ` and a place."""
    cut = span.cut(text)
    head = _TAIL.sub("", cut, count=1)
    before_place = _OF_PLACE.sub("", head, count=1)
    name = before_place if len(name_key(before_place)) > 1 else head
    return CharSpan(span.start, span.start + len(name)) if name_key(name) else span


def same_word(left: str, right: str) -> bool:
    """Whether two words are one, or two spellings of one (`sergey`, `sergei`; `yelena`, `elena`)."""
    if left == right:
        return True
    short, long = sorted((left, right), key=len)
    if len(short) <= _SHORT_WORD:
        return False
    return long[1:] == short or (left[0] == right[0] and fuzz.ratio(left, right) >= _CLOSE_SPELLING)


def is_part_of(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Whether the words of a name, or their initials, all stand in a fuller one, in its order.

    A word that is all there is must be the same to the letter.
    """
    if len(part) == 1:
        return part[0] in whole
    rest = iter(whole)
    return bool(part) and all(any(_stands_for(word, other) for other in rest) for word in part)


def _stands_for(word: str, other: str) -> bool:
    return same_word(word, other) or (len(word) == 1 and other.startswith(word))


def slips_of(word: str) -> set[str]:
    """The word, and it with each letter left out: words that differ by one letter share one of these."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def initials_of(words: str, *, with_small_words: bool = False) -> str:
    """The capitals that begin the words of a name (`Bangkok Metropolitan Administration` → `BMA`).

    with_small_words: also the first letters of other words, as capitals (`Department of Lakes` → `DOL`)
    """
    first_letters = [match.group()[0] for match in _LETTERS.finditer(words)]
    return "".join(letter.upper() for letter in first_letters if with_small_words or letter.isupper())
