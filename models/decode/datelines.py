"""The place before the dash with which a report begins (`CAIRO (AFP) — The`): a place, whatever the tags say."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.decode.index import SpanIndex
from models.decode.spans import ScoredSpan
from models.spans import CharSpan

_LINE = re.compile(r"[^\n]+")
_DATELINE = re.compile(
    r"\s*(?P<place>[^\W\d_]{3}[^\n()—–]{0,40}?)(?:,? *\([^()\n]{2,40}\))? *(?:—|–|--| - ) *(?![a-z\s])"
)
_MOST_LINES = 4
"""A headline, a byline and a subtitle may come before."""


def placed_datelines(text: str, names: Sequence[ScoredSpan]) -> list[ScoredSpan]:
    """The names, those of people and bodies in a dateline as locations; an outlet may sign there."""
    places = SpanIndex(list(_places(text)))
    return [
        replace(name, kind="location") if name.kind != "outlet" and places.overlapping(name.span) else name
        for name in names
    ]


def _places(text: str) -> Iterator[CharSpan]:
    for number, line in enumerate(_LINE.finditer(text)):
        if number == _MOST_LINES:
            return
        dateline = _DATELINE.match(text, line.start(), line.end())
        if dateline and dateline["place"].split()[0].rstrip(",").isupper():
            yield CharSpan(*dateline.span("place"))
