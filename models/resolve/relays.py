"""Quotation → the outlet that relayed it: told, reported, or carried on from an earlier mention."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.decode.links import Answer, LinkTable
from models.decode.quotations import FoundQuotation
from models.decode.spans import ScoredSpan
from models.records import Relation

_PARAGRAPH_BREAK = "\n"
_MIN_RELAYED = 0.3
"""Probability that some outlet relayed the words, under which the publisher is their source; chosen on dev."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayChoice:
    """The place that names the relay, None for no relay, and how likely the choice is, not calibrated.

    is_near: whether it stands in a paragraph of the quotation itself
    """

    mention: ScoredSpan | None
    relation: Relation | None
    is_near: bool
    probability: float


def choose_relays(
    text: str, quotations: Sequence[FoundQuotation], *, relays: Sequence[ScoredSpan], table: LinkTable
) -> list[RelayChoice]:
    """One choice a quotation; `relays` are spans that name an outlet in its part as relay, as the table knows them."""
    return [_choice(text, quotation, relays, table.mean("relay", quotation.contents)) for quotation in quotations]


def _choice(text: str, quotation: FoundQuotation, relays: Sequence[ScoredSpan], answer: Answer) -> RelayChoice:
    total, best = min(1.0, sum(answer.mass.values())), answer.best
    if best is None or total < _MIN_RELAYED:
        return RelayChoice(mention=None, relation=None, is_near=False, probability=1.0 - total)
    mention = relays[best]
    relation: Relation = "told" if mention.kind == "told" else "reported"
    return RelayChoice(
        mention=mention, relation=relation, is_near=_is_near(text, quotation, mention), probability=total
    )


def _is_near(text: str, quotation: FoundQuotation, relay: ScoredSpan) -> bool:
    return any(_PARAGRAPH_BREAK not in _between(text, content, relay) for content in quotation.contents)


def _between(text: str, left: ScoredSpan, right: ScoredSpan) -> str:
    first, second = sorted((left.span, right.span))
    return text[first.end : second.start]
