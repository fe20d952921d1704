"""Matches: groups of quotations of different articles that carry the same words, in the contract's form."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from models.matching.differences import differences
from models.matching.features import Features
from models.matching.groups import group_alike
from models.matching.people import reconcile
from models.matching.relays import relay_edges
from models.matching.said import Said, in_order_of_time, said_in
from models.matching.wording import Wording, spoken_words
from models.records import Article, Result


def match_quotations(articles: Sequence[Article], results: Sequence[Result]) -> list[dict[str, Any]]:
    """The contract's `matches`: groups of quotations of different articles that carry the same words.

    articles and results belong together by position; ValueError where one has more than the other.
    Groups are in order of their first quotation, and empty input gives none. Quotations of fewer than four words
    are in no group; those of fewer than eight only with speakers that do not contradict each other.
    """
    quotations, features, wordings = list[Said](), Features(), list[Wording]()
    for owner, (article, result) in enumerate(zip(articles, results, strict=True)):
        for said in said_in(article, result):
            quotations.append(said)
            wordings.append(Wording.of(said.text))
            features.add(wordings[-1], owner=owner, speaker=said.named_speaker)
    groups = group_alike(features, wordings)
    return [match_of([quotations[i] for i in group], number=n) for n, group in enumerate(groups, start=1)]


def match_of(quotations: list[Said], *, number: int) -> dict[str, Any]:
    """One group as the contract gives it; `quotes` in the order given, `outlets` and `relays` in order of time."""
    in_time = in_order_of_time(quotations)
    first = in_time[0]
    longest = max(quotations, key=lambda said: len(spoken_words(said.text))).text
    return {
        "id": f"m{number}",
        "text": longest,
        "speaker": _speaker(quotations),
        "outlets": list(dict.fromkeys(said.outlet for said in in_time if said.outlet)),
        "quotes": _places(quotations, longest),
        "earliest": {"article": first.article, "published_at": first.published_at} if first.time else None,
        "relays": relay_edges(in_time),
    }


def _speaker(quotations: Sequence[Said]) -> dict[str, Any] | None:
    """The name that most give, people before the nameless, with its other forms; None where none is given."""
    named = [said.named_speaker for said in quotations if said.named_speaker]
    forms = reconcile(named or [said.speaker for said in quotations if said.speaker])
    return {"name": forms[0], "forms": forms} if forms else None


def _places(quotations: Sequence[Said], longest: str) -> list[dict[str, Any]]:
    # The same words stand in many articles, and are compared once.
    differ = lru_cache(maxsize=None)(lambda text: differences(longest, text))
    return [
        {
            "article": said.article,
            "quote": said.quote,
            "outlet": said.outlet,
            "published_at": said.published_at,
            "speaker": said.speaker,
            "differences": differ(said.text),
        }
        for said in quotations
    ]
