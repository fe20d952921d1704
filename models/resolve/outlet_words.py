"""The words that name an outlet: what of a mention is name, and what is article, possessive or generic noun."""

import re
import unicodedata

from models.resolve.remembering import remembered

# Typographic variants of one width, so that positions stay the same after the exchange.
_PLAIN = str.maketrans({"\u2019": "'", "\u2018": "'", "\u00a0": " ", "\u202f": " ", "\u2010": "-", "\u2011": "-"})
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_EDGES = " \t\r\n\u00a0\u202f\"'“”«»‘’.,;:()[]"
_DOUBLE_MARKS = re.compile(r"[\"“”«»]")
_ARTICLE = re.compile(r"^the (?=\S)", re.IGNORECASE)

GENERIC = (
    "(?:news|press|wire|photo|media) (?:agency|service|site|website|portal|outlet|channel|network|organi[sz]ation)"
    "|(?:tv|television|radio|cable|satellite) (?:station|channel|network|broadcaster|show|programme|program)"
    "|agency|newspaper|daily|weekly|magazine|broadcaster|television|tv|radio|channel|network|website|newswire"
    "|paper|tabloid|broadsheet|outlet|station"
)
_TRAILING = re.compile(rf" (?:{GENERIC})$", re.IGNORECASE)
_TRAILING_LOWER = re.compile(rf" (?:{GENERIC.replace('tv', '[tT][vV]')})$")
_DEMONYM = re.compile(r"(?:the |a |an )?[A-Z][\w-]*(?:an|ese|ish|i|ch|sh)$")


def plain(text: str) -> str:
    """The text with typographic apostrophes, hyphens and spaces made plain; of the same length."""
    return text.translate(_PLAIN)


def without_accents(words: str) -> str:
    """The words with the accents taken off their letters."""
    if words.isascii():
        return words
    return "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))


def trimmed(words: str) -> str:
    """The words without outer marks, with single spaces; empty where nothing is left."""
    return " ".join(plain(words).strip(_EDGES).split())


def clean(words: str) -> str:
    """The words without outer marks and the possessive; empty where nothing is left."""
    return trimmed(_POSSESSIVE.sub("", trimmed(words)))


@remembered
def exact_key(words: str) -> str:
    """What two spellings of one name share when the case of letters counts: no accents, no punctuation."""
    kept = without_accents(plain(words)).replace("&", " and ")
    return " ".join("".join(c if c.isalnum() else " " for c in kept.replace("'", "")).split())


def loose_key(words: str) -> str:
    """What two spellings of one name share when case does not count; empty for words without a letter or digit."""
    return exact_key(words).casefold()


def without_article(words: str) -> str:
    """The words without `the` at the front."""
    return _ARTICLE.sub("", words, count=1)


def without_generic(words: str) -> str:
    """The words without a trailing `newspaper`, `news agency` and the like; as they are where they have none."""
    return _TRAILING.sub("", words, count=1)


def own_words(words: str) -> str:
    """A mention's own words as a name: a lower-case article and a lower-case generic noun aside.

    `the Everest Chronicle newspaper` gives `Everest Chronicle`. What has no name in it stays
    (`state media`, `a Colombian newspaper`). The name stands to the letter in the mention, but for quotation marks
    round a part of it (`KLM's “Evening Jo”`); it is empty where that holds nothing but marks.
    """
    mention = _POSSESSIVE.sub("", _DOUBLE_MARKS.sub("", words).strip(_EDGES)).strip(_EDGES)
    name = mention.removeprefix("the ")
    short = _TRAILING_LOWER.sub("", name, count=1)
    named = short.split()[-1:] and short.split()[-1][0].isupper() and not _DEMONYM.fullmatch(short)
    return short if named and not _POSSESSIVE.search(short) else name
