"""Matches: groups of quotations of different articles that carry the same words, in the contract's form."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from models.matching.groups import group_alike
from models.matching.wording import spoken_words
from models.records import Article, Quotation, Result, Speaker

# Under this many words two named people may well have said the same on their own.
_MIN_WORDS_OF_ANYBODY = 8
_ELLIPSIS = re.compile(r"[\[(]?(?:\.\s?\.\s?\.|…)[\])]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A quotation and where it stands; `at` is the position of its article among those given."""

    at: int
    article: Article
    result: Result
    quotation: Quotation

    @property
    def text(self) -> str:
        return " ".join(span.cut(self.article.text) for span in self.quotation.spans)

    @property
    def published(self) -> datetime | None:
        return _read_date(self.article.published_at)


def match_quotations(articles: Sequence[Article], results: Sequence[Result]) -> list[dict[str, Any]]:
    """The contract's `matches`: groups of quotations of different articles that carry the same words.

    articles and results belong together by position; ValueError where one has more than the other.
    Groups are in order of their first quotation, and empty input gives none. Quotations of fewer than four words
    are in no group; those of fewer than eight only with speakers that do not contradict each other.
    """
    places = _places(articles, results)
    speakers = [place.quotation.speaker for place in places]
    groups = group_alike(
        [_ELLIPSIS.sub(" ", place.text) for place in places],
        owners=[place.at for place in places],
        may_join=lambda a, b, n_words: n_words >= _MIN_WORDS_OF_ANYBODY or _can_be_one(speakers[a], speakers[b]),
    )
    return [_to_wire([places[i] for i in group], number=n) for n, group in enumerate(groups, start=1)]


def _places(articles: Sequence[Article], results: Sequence[Result]) -> list[_Place]:
    return [
        _Place(at=at, article=article, result=result, quotation=quotation)
        for at, (article, result) in enumerate(zip(articles, results, strict=True))
        for quotation in result.quotations
    ]


def _to_wire(places: Sequence[_Place], *, number: int) -> dict[str, Any]:
    name = _speaker_name(place.quotation.speaker for place in places)
    in_time = sorted(places, key=_time_order)
    first = in_time[0]
    return {
        "id": f"m{number}",
        "text": max((place.text for place in places), key=lambda text: len(spoken_words(text))),
        "speaker": None if name is None else {"name": name},
        "outlets": list(dict.fromkeys(p.result.outlet.name for p in in_time if p.result.outlet)),
        "quotes": [{"article": place.article.id, "quote": place.quotation.id} for place in places],
        "earliest": {"article": first.article.id, "published_at": first.article.published_at}
        if first.published
        else None,
    }


def _time_order(place: _Place) -> tuple[bool, datetime, int]:
    """Dated articles by their date, then the others as they were given."""
    published = place.published
    return published is None, published or datetime.max.replace(tzinfo=UTC), place.at


def _read_date(words: str | None) -> datetime | None:
    """An ISO 8601 date, with or without a time; UTC where it names no zone; None for anything else."""
    try:
        date = datetime.fromisoformat(words or "")
    except ValueError:
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _speaker_name(speakers: Iterable[Speaker | None]) -> str | None:
    """The fullest form of the name that most quotations give; people before the nameless. None if all are None."""
    known = [s for s in speakers if s is not None]
    named = [s for s in known if s.kind != "unnamed"] or known
    forms = Counter(s.name for s in named)
    votes = {form: sum(n for other, n in forms.items() if _is_short_for(other, form)) for form in forms}
    return max(forms, key=lambda form: (votes[form], len(spoken_words(form)), len(form), form), default=None)


def _is_short_for(name: str, fuller: str) -> bool:
    return set(spoken_words(name)) <= set(spoken_words(fuller))


def _can_be_one(a: Speaker | None, b: Speaker | None) -> bool:
    """Whether two speakers may be the same: not when both have names that share no word."""
    if a is None or b is None or "unnamed" in (a.kind, b.kind):
        return True
    return not set(spoken_words(a.name)).isdisjoint(spoken_words(b.name))
