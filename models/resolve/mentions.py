"""What the words of a mention alone tell: a pronoun, a name that is its head, or the kind of speaker without a name."""

import re

from models.records import SpeakerKind
from models.resolve.entities import Cast
from models.spans import CharSpan

_NOBODY = r"nobody|no[ -]one|none"
NOBODY = re.compile(_NOBODY, re.IGNORECASE)
PRONOUN = re.compile(rf"i|he|she|it|they|we|you|who|him|her|them|his|their|himself|herself|{_NOBODY}", re.IGNORECASE)
_DOCUMENT = re.compile(
    r"\b(reports?|statements?|letters?|stud(?:y|ies)|surveys?|polls?|documents?|bills?|laws?|constitution|articles?|data|"
    r"figures|statistics|census|papers?|posts?|tweets?|messages?|emails?|complaint|indictment|affidavit|ruling|"
    r"memo|files?|notice|website|text|agreement|charter|manifesto|guidelines|results|research|analysis|records)$",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(police|government|ministry|department|company|firm|party|court|authority|authorities|commission|committee|"
    r"council|agency|bank|union|university|association|federation|parliament|administration|office|bureau|army|"
    r"military|group|organi[sz]ation|club|board|institute|foundation|service|state)$",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s(?:of|from|for|in|at|on|by|with|who|that|which|to)\s.*|,.*", re.DOTALL)
_PREPOSITION = re.compile(r"\b(?:of|for|by|to|from|with|in|at|on|about|against|than)\b", re.IGNORECASE)
_INDEFINITE = re.compile(r"(?:an?|one|some|several|many|most|few|another|other|two|three)\b", re.IGNORECASE)
_NAME_END = re.compile(r"\s*(?:$|[,(\[–—])")
_ARTICLE = re.compile(r"(?:the\s+)?", re.IGNORECASE)


def head_name(text: str, mention: CharSpan, cast: Cast) -> int | None:
    """The entity whose name is the head of a mention beyond doubt, else None.

    `Foreign Minister Sergey Lavrov` and `Lavrov, the minister` are Lavrov; `Lavrov's aide` and `an aide to Lavrov`
    are not. An organization's name must be the whole mention, and a country's, which then speaks.
    """
    inside = cast.index.overlapping(mention)
    if not inside:
        return None
    name = cast.names[inside[0]].span
    before, after = text[mention.start : name.start], text[name.end : mention.end]
    entity = cast.entity_of[inside[0]]
    if cast.entities[entity].kind == "person":
        return entity if not _PREPOSITION.search(before) and _NAME_END.match(after) else None
    is_whole = _ARTICLE.fullmatch(before) and not after.strip(" \u00a0,")
    return entity if is_whole else None


def head_of(words: str) -> str:
    """A mention without what follows its noun: `the ministry` of `the ministry of trade, which objected`."""
    return _TAIL.sub("", words).rstrip()


def is_body(words: str) -> bool:
    """Whether a mention means an organization by its noun: `the ministry`, `the company's board`."""
    return bool(_BODY.search(head_of(words)))


def speaks_without_name(words: str) -> bool:
    """Whether a mention without a name most often means nobody who is named: `a baker`, `some`, `the report`."""
    return bool(_INDEFINITE.match(words) or _DOCUMENT.search(head_of(words)))


def unnamed_kind(text: str, words: CharSpan, cast: Cast) -> SpeakerKind:
    """Whether words without a person's name tell of a document, a body or people."""
    if _DOCUMENT.search(head_of(words.cut(text))):
        return "document"
    return "organization" if cast.name_ending(words) is not None or is_body(words.cut(text)) else "unnamed"
