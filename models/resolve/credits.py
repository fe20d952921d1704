"""Credits: the places at the head and the foot of a text where newsrooms say whose article it is."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from models.spans import CharSpan

CreditKind = Literal["dateline", "byline", "source", "sign_off", "contribution"]

# Credits stand in the outermost lines; looking no further keeps the cost the same for any length of text.
_N_LINES = 4
_EDGE_CHARS = 800

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_DASH = r"(?:\.?[-–—]{1,2}|:)"
_END = r"[.”\"]?\s*$"
_DATELINE = re.compile(rf"(?P<place>[^\n()]{{0,70}}?)\((?P<credit>[^()\n]{{2,40}})\)(?P<dash>\s*{_DASH})?")
_LEADING = re.compile(
    r"(?P<credit>[^\W\d_][^\n,:()–—]{1,40}?)"
    r"(?:,? \d{1,2} \w+)?(?:\.[-–—]| [-–—]{1,2} )\s?(?=\S)"
)
_PLACE_FIRST = re.compile(
    r"[A-Z][\w .’'-]{2,30}(?:, | ?[/|] ?| [-–—] )"
    rf"(?P<credit>[^\n,/|–—]{{2,40}}?)\s?(?:{_DASH}\s|$)"
)
_IN_STROKES = re.compile(r"[A-Z][^\n()/]{2,40} /(?P<credit>[^/\n]{2,40})/")
_BYLINE = re.compile(r"(?:By|BY|by)[: ]\s*(?P<credit>[^\n]{2,100}?)\s*$")
# A line of its own is a credit only if all its words could belong to names: "Jane Doe, Associated Press".
_ALONE = re.compile(
    r"(?=[^\n]{2,60}$)(?P<credit>(?:(?:[A-Z0-9&/][^\s,]*|and|the|by|via|of|in|staff)[ ,]+)*[A-Z][^\s,]*)\s*$"
)
_SOURCE = re.compile(
    r"\(?(?:Source|SOURCE|Agency|Via|Courtesy|Credit)\s?: ?"
    rf"(?P<credit>[^\n()]{{2,60}}?)\)?{_END}"
)
_REPRINT = re.compile(
    r"[^\n]{0,80}\b(?:first|originally) (?:published|appeared) (?:in|on|by) (?P<credit>[^\n,.]{2,60})"
)
_IN_BRACKETS = re.compile(rf"(?:[^\n]*\s)?\((?P<credit>[^()\n]{{2,40}})\){_END}")
_AFTER_DASH = re.compile(rf"(?:[^\n]*[\s.”\"])?[-–—]{{1,2}}\s?(?P<credit>[^\n–—()]{{2,40}}?){_END}")
_COPYRIGHT = re.compile(
    r"(?:©|\([cC]\)|Copyright)[\s©]*(?:\d{4},? )?(?:by )?"
    r"(?P<credit>[^\n.]{2,60}?)(?: \d{4})?(?:\.|\s*$)"
)
_WITH = re.compile(
    r"[^\n]*?\b(?:[Ww]ith|[Aa]dditional) (?:additional )?(?:reporting|inputs?|files|material|reports?) (?:by|from) "
    rf"(?P<credit>[^\n()]{{2,80}}?)\)?{_END}"
)
_CONTRIBUTED = re.compile(r"[^\n]*?(?P<credit>[^\n.]{2,80}) contributed to this (?:report|story|article)")

_HEAD: tuple[tuple[CreditKind, re.Pattern[str]], ...] = (("byline", _BYLINE), ("byline", _ALONE))
_TOP: tuple[tuple[CreditKind, re.Pattern[str]], ...] = (
    ("dateline", _LEADING),
    ("dateline", _PLACE_FIRST),
    ("dateline", _IN_STROKES),
)
_EDGE: tuple[tuple[CreditKind, re.Pattern[str]], ...] = (("source", _SOURCE), ("source", _REPRINT))
_LAST: tuple[tuple[CreditKind, re.Pattern[str]], ...] = (
    ("sign_off", _IN_BRACKETS),
    ("sign_off", _AFTER_DASH),
    ("sign_off", _ALONE),
)
_FOOT: tuple[tuple[CreditKind, re.Pattern[str]], ...] = (
    ("sign_off", _COPYRIGHT),
    ("contribution", _WITH),
    ("contribution", _CONTRIBUTED),
)
_PART = re.compile(r"[^/|,;&]+")
_PART_NAME = re.compile(
    r"\s*(?:and |the |by |via )*(?P<name>\S.*?)"
    r"(?: (?:in|and|at) .*| (?:[Ss]taff|[Ww]riters?|[Rr]eporters?|[Cc]orrespondents?|[Jj]ournalists?)\b.*)?\s*$"
)
_PICTURE = re.compile(r"\b(?:photo|image|picture|video|graphic|getty|handout)s?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Words in a place where outlets are credited; they may well name something else."""

    span: CharSpan
    kind: CreditKind


def find_credits(text: str) -> Iterator[Credit]:
    """All places that could credit an outlet, the surest first: head of the text, then source lines, then its foot."""
    head, foot = _edge_lines(text)
    for start, line in head[:2]:
        yield from _dateline(line, start)
    for lines, patterns in (
        (head[:2], _TOP),
        (head, (*_HEAD, *_EDGE)),
        (foot[-1:], _LAST),
        (foot[::-1], (*_EDGE, *_FOOT)),
    ):
        for start, line in lines:
            yield from _matches(line, start, patterns)


def _matches(line: str, start: int, patterns: Iterable[tuple[CreditKind, re.Pattern[str]]]) -> Iterator[Credit]:
    """Candidates of one line; a picture's caption credits the picture alone."""
    if _PICTURE.search(line[-80:]):
        return
    for kind, pattern in patterns:
        if match := pattern.match(line):
            yield from _parts(match, start, kind)


def _edge_lines(text: str) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """The first and the last lines with something in them, each with its position; cut where they are long."""
    head = [(m.start(), m[0]) for m in _LINE.finditer(text, 0, _EDGE_CHARS)]
    foot = [(m.start(), m[0]) for m in _LINE.finditer(text, max(0, len(text) - _EDGE_CHARS))]
    return head[:_N_LINES], foot[-_N_LINES:]


def _dateline(line: str, start: int) -> Iterator[Credit]:
    """`ORAN, May 2 (APS) --`: brackets after nothing, after a place in capitals, or before a dash."""
    match = _DATELINE.match(line)
    if match is None:
        return
    place = match["place"].strip()
    is_place = all(not w[0].islower() for w in place.split())
    if is_place and (match["dash"] or not place or _shouts(place)):
        yield from _parts(match, start, "dateline")


def _shouts(place: str) -> bool:
    return place.split(",")[0].isupper() and len(place) > 2


def _parts(match: re.Match[str], offset: int, kind: CreditKind) -> Iterator[Credit]:
    """`Jane Doe, Associated Press` holds two candidates; so does `AP/Reuters`."""
    for part in _PART.finditer(match["credit"]):
        if name := _PART_NAME.fullmatch(part[0]):
            start = offset + match.start("credit") + part.start() + name.start("name")
            yield Credit(span=CharSpan(start, start + len(name["name"])), kind=kind)
