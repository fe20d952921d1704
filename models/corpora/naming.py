"""Finds where a text names somebody whose full name is known from the annotation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.spans import CharSpan

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LETTERS = re.compile(r"[^\W_]+")
_BETWEEN = r"[^\w\n]{1,4}"
_SMALL = frozenset(("the", "a", "an", "of", "for", "and", "in", "on", "at", "to"))


def name_words(name: str) -> frozenset[str]:
    """The words of a name that tell it from others, without case, articles and possessives."""
    words = (re.sub(r"['’]s$", "", w.casefold()) for w in _WORD.findall(name))
    return frozenset(words) - _SMALL


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPlaces:
    """The names that an annotator or a tagger marked in one text, by kind."""

    text: str
    persons: tuple[CharSpan, ...]
    organizations: tuple[CharSpan, ...]
    locations: tuple[CharSpan, ...] = ()

    def of_person(self, name: str) -> tuple[CharSpan, ...]:
        """Where this person is named in full or in part; a part that two people share counts for neither."""
        wanted = name_words(name)
        rivals = [words for span in self.persons if not (words := name_words(span.cut(self.text))) <= wanted]
        return tuple(
            span
            for span in self.persons
            if (words := name_words(span.cut(self.text)))
            and words <= wanted
            and not (words < wanted and any(words < rival and not wanted <= rival for rival in rivals))
        )

    def of_organization(self, name: str) -> tuple[CharSpan, ...]:
        """Where this organization is named: in full, in part, or by its initials; a country, that speaks, in full."""
        wanted = name_words(name)
        initials = "".join(w[0] for w in name.split() if w[0].isupper())
        bodies = [
            span
            for span in self.organizations
            if ((words := name_words(span.cut(self.text))) and words <= wanted)
            or (len(initials) > 1 and span.cut(self.text) == initials)
        ]
        return (*bodies, *(span for span in self.locations if name_words(span.cut(self.text)) == wanted))

    def of(self, name: str, *, kind: str) -> tuple[CharSpan, ...]:
        """Where a person or an organization is named; nothing for other kinds."""
        if kind == "person":
            return self.of_person(name)
        return self.of_organization(name) if kind == "organization" else ()


def occurrences(text: str, phrase: str, *, ignore_case: bool = False) -> list[CharSpan]:
    """Where a phrase stands in a text as whole words; empty for an empty phrase."""
    if not phrase.strip():
        return []
    pattern = rf"(?<!\w){re.escape(phrase)}(?!\w)"
    return [CharSpan(*m.span()) for m in re.finditer(pattern, text, re.IGNORECASE if ignore_case else 0)]


def outlet_occurrences(text: str, name: str) -> list[CharSpan]:
    """Where an outlet is named, marks between its words aside (`MSNBC’s “Morning Joe”`); else its programme alone."""
    parts = [name.removeprefix("The "), *re.split(r"['’]s? ", name, maxsplit=1)[::-1]]
    return next((found for part in parts if (found := _spelled(text, part))), [])


def _spelled(text: str, name: str) -> list[CharSpan]:
    words = _LETTERS.findall(name)
    if not words:
        return []
    pattern = rf"(?<!\w){_BETWEEN.join(map(re.escape, words))}(?!\w)[”\"]?"
    found = [CharSpan(*match.span()) for match in re.finditer(pattern, text)]
    return [_closed(text, span) for span in found]


def _closed(text: str, span: CharSpan) -> CharSpan:
    """Without a closing mark that was not opened inside."""
    words = span.cut(text)
    is_open = words[-1] in '”"' and not re.search('[“"]', words[:-1])
    return CharSpan(span.start, span.end - 1) if is_open else span


def nearest(spans: Sequence[CharSpan], places: Sequence[CharSpan], *, within: int) -> tuple[CharSpan, CharSpan] | None:
    """The span and the place with the fewest code points between them, at most `within`; None without any."""
    pairs = [(_gap(span, place), span, place) for span in spans for place in places]
    best = min(pairs, default=None)
    return (best[1], best[2]) if best and best[0] <= within else None


def _gap(left: CharSpan, right: CharSpan) -> int:
    return max(0, left.start - right.end, right.start - left.end)
