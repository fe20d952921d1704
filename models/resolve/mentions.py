"""What the words of a mention alone tell: a pronoun, a name that is its head, or the kind of speaker without a name."""

import re

from models.records import SpeakerKind
from models.resolve.entities import Cast
from models.resolve.outlet_words import GENERIC
from models.spans import CharSpan

_NOBODY = r"nobody|no[ -]one|none"
NOBODY = re.compile(_NOBODY, re.IGNORECASE)
PRONOUN = re.compile(
    rf"i|he|she|it|they|we|you|him|her|them|his|their|himself|herself|who|which|that|this|these|those|{_NOBODY}",
    re.IGNORECASE,
)
_FORM_OF_PRONOUN = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "herself"), "she"),
    **{word: word for word in ("they", "it", "i", "who")},
    "we": "i",
}
_DOCUMENT = re.compile(
    r"\b(reports?|statements?|letters?|stud(?:y|ies)|surveys?|polls?|documents?|bills?|laws?|constitution|articles?|data|"
    r"figures|statistics|census|papers?|posts?|tweets?|messages?|emails?|complaint|indictment|affidavit|ruling|"
    r"memo|memorandum|files?|notice|website|text|agreement|charter|manifesto|guidelines|results|research|analysis|records|"
    r"(?:law)?suit|audit|inquiry|investigations?|index|barometer|yearbook|summary|amendments?|decree|declaration|"
    r"ordinance|rules|resolution|treaty|release|forecasts?|estimates|list|table|factsheet|database|blog|book|"
    r"autobiography|biograph(?:y|ies)|transcript|ads?|advert|advertisement)$",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(police|government|ministry|department|company|firm|party|court|authority|authorities|commission|committee|"
    r"council|agency|bank|union|university|association|federation|parliament|administration|office|bureau|army|"
    r"military|group|organi[sz]ation|club|board|institute|foundation|service|state)$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s(?:of|from|for|in|at|on|by|with|who|that|which|to|"
    r"published|released|issued|posted|conducted|commissioned|compiled|(?:co-)?authored|obtained|seen)\s.*|,.*",
    re.DOTALL,
)
_PREPOSITION = re.compile(r"\b(?:of|for|by|to|from|with|in|at|on|about|against|than)\b", re.IGNORECASE)
_INDEFINITE = re.compile(r"(?:an?|one|some|several|many|most|few|another|other|two|three)\b", re.IGNORECASE)
_NAME_END = re.compile(r"\s*(?:$|[,(\[–—])")
_ARTICLE = re.compile(r"(?:the\s+)?", re.IGNORECASE)
_OUTLET_KIND = re.compile(rf"(?:(?!and\b|or\b)[\w-]+\s+){{0,4}}(?:{GENERIC})\s+", re.IGNORECASE)
_SHORT_FORM = re.compile(r"\s*\([A-Z][\w.&-]{0,15}\)")
_ITS_KIND = re.compile(rf"\s+(?:{GENERIC})(?!\w)", re.IGNORECASE)


def head_name(text: str, mention: CharSpan, cast: Cast) -> int | None:
    """The entity whose name is the head of a mention beyond doubt, else None.

    `Foreign Minister Sergey Lavrov` and `Lavrov, the minister` are Lavrov; `Lavrov's aide` and `an aide to Lavrov`
    are not. An organization's name must be the whole mention, and a country's, which then speaks; but for its short
    form in brackets, and for what kind of outlet it is (`state news agency WHN`, `the Heron newspaper`).
    """
    inside = cast.index.overlapping(mention)
    if not inside:
        return None
    name = cast.names[inside[0]].span
    before, after = text[mention.start : name.start], text[name.end : mention.end]
    entity = cast.entity_of[inside[0]]
    if cast.entities[entity].kind == "person":
        return entity if not _PREPOSITION.search(before) and _NAME_END.match(after) else None
    return entity if _is_whole(before, after, is_outlet=cast.entities[entity].is_outlet) else None


def _is_whole(before: str, after: str, *, is_outlet: bool) -> bool:
    """Whether what stands before and after a body's name in a mention adds nothing to it."""
    if is_outlet and _OUTLET_KIND.fullmatch(before) and not _PREPOSITION.search(before):
        before = ""
    for ending in (_SHORT_FORM, _ITS_KIND) if is_outlet else (_SHORT_FORM,):
        found = ending.match(after)
        after = after[found.end() :] if found else after
    return bool(_ARTICLE.fullmatch(before)) and not after.strip(" \u00a0,")


def head_of(words: str) -> str:
    """A mention without what follows its noun: `the ministry` of `the ministry of trade, which objected`."""
    return _TAIL.sub("", words).rstrip()


def is_body(words: str) -> bool:
    """Whether a mention means an organization by its noun: `the ministry`, `the company's board`."""
    return bool(_BODY.search(head_of(words)))


def speaks_without_name(words: str) -> bool:
    """Whether a mention without a name most often means nobody who is named: `a baker`, `some`, `the report`."""
    return bool(_INDEFINITE.match(words) or _DOCUMENT.search(head_of(words)))


def mention_form(text: str, mention: CharSpan | None, cast: Cast) -> str:
    """Which of MENTION_FORMS a written source is, None for a quotation without one."""
    if mention is None:
        return "none"
    words = mention.cut(text)
    if head_name(text, mention, cast) is not None:
        return "name"
    if PRONOUN.fullmatch(words):
        return _FORM_OF_PRONOUN.get(words.casefold(), "pronoun")
    if _DOCUMENT.search(head_of(words)):
        return "document"
    if _INDEFINITE.match(words):
        return "indefinite"
    if is_body(words):
        return "body"
    return "holds a name" if cast.has_name(mention) else "description"


def unnamed_kind(text: str, words: CharSpan, cast: Cast) -> SpeakerKind:
    """Whether words without a person's name tell of a document, a body or people."""
    if _DOCUMENT.search(head_of(words.cut(text))):
        return "document"
    return "organization" if cast.name_ending(words) is not None or is_body(words.cut(text)) else "unnamed"
