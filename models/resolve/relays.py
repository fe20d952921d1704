"""Quotation → the outlet that relayed it: told, reported, or carried on from an earlier mention."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.config import DecodeConfig
from models.decode.links import Answer, mean_answer
from models.decode.looks import Looks
from models.decode.quotations import FoundQuotation
from models.decode.spans import ScoredSpan
from models.records import Relation
from models.resolve.layout import outlet_key

_PARAGRAPH_BREAK = "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayChoice:
    """The place that names the relay, None for no relay, and how likely the choice is, not calibrated.

    is_near: whether it stands in a paragraph of the quotation itself
    """

    mention: ScoredSpan | None
    relation: Relation | None
    is_near: bool
    probability: float


class RelayFinder:
    """Owns what is known of one article: the spans that may name a relay, and what both looks say of them."""

    def __init__(self, text: str, *, relays: Sequence[ScoredSpan], looks: Looks, config: DecodeConfig) -> None:
        """relays: as the looks count them."""
        self._text, self._relays, self._looks, self._config = text, relays, looks, config
        self._keys = [outlet_key(relay.span.cut(text)) for relay in relays]

    def choose(self, quotation: FoundQuotation, *, contents: range, before: RelayChoice | None = None) -> RelayChoice:
        """Through whom this quotation came; an interview is easily taken to go on.

        contents: the numbers of its contents in the looks
        before:   what was chosen for the quotation before if the same speaker says it, else None
        """
        answer = mean_answer([self._looks.relay_of_content(number) for number in contents])
        total = min(1.0, sum(answer.mass.values()))
        best = self._best(answer) if answer.mass else None
        if best is None or total < self._least(best, before):
            return RelayChoice(mention=None, relation=None, is_near=False, probability=1.0 - total)
        mention = self._relays[best]
        relation: Relation = "told" if mention.kind == "told" else "reported"
        is_near = any(self._shares_paragraph(content, mention) for content in quotation.contents)
        return RelayChoice(mention=mention, relation=relation, is_near=is_near, probability=total)

    def _least(self, best: int, before: RelayChoice | None) -> float:
        """How likely a relay must be at least; less where it goes on from the quotation before."""
        mention = before.mention if before is not None else None
        goes_on = mention is not None and outlet_key(mention.span.cut(self._text)) == self._keys[best]
        return self._config.least_carried if goes_on else self._config.least_relay

    def _best(self, answer: Answer) -> int:
        """The likeliest place of the outlet whose places are likeliest together."""
        outlets: dict[str, float] = {}
        for number, probability in answer.mass.items():
            outlets[self._keys[number]] = outlets.get(self._keys[number], 0.0) + probability
        best = max(outlets, key=outlets.__getitem__)
        alike = [n for n in answer.mass if self._keys[n] == best]
        return max(alike, key=lambda number: (answer.mass[number], -number))

    def _shares_paragraph(self, left: ScoredSpan, right: ScoredSpan) -> bool:
        first, second = sorted((left.span, right.span))
        return self._text.find(_PARAGRAPH_BREAK, first.end, second.start) < 0
