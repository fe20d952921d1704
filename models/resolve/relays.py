"""The last word on who relayed a quotation: the relay ranker weighs all outlets against each other and against none."""

from bisect import bisect_left
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from models.decode.quotations import FoundQuotation
from models.decode.spans import ScoredSpan
from models.network.backend import Reading
from models.records import Relation
from models.resolve.outlet_places import NamedOutlet, OutletPlaces
from models.resolve.ranking import STEP, likelihoods
from models.resolve.relay_slates import RelaySlate
from models.resolve.whereabouts import Whereabouts
from models.steps import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayChoice:
    """The place that names the relay, None for no relay, and how likely the choice is, not calibrated.

    is_near: whether it stands in a paragraph of the quotation itself
    """

    mention: ScoredSpan | None
    relation: Relation | None
    is_near: bool
    probability: float


class RelayChooser:
    """Owns the outlets of one article, and where its paragraphs end."""

    def __init__(self, places: OutletPlaces, where: Whereabouts) -> None:
        self._places, self._where = places, where

    def in_steps(
        self, quotations: Sequence[FoundQuotation], slates: Iterator[RelaySlate], *, reading: Reading
    ) -> Generator[Stage, None, list[tuple[RelaySlate, RelayChoice]]]:
        """The outlets for each quotation and the likeliest of them, some quotations a step."""
        chosen = list[tuple[RelaySlate, RelayChoice]]()
        for start in range(0, len(quotations), STEP):
            some = list(islice(slates, STEP))
            probabilities = likelihoods([slate.features for slate in some], reading=reading, asked="relay")
            for found, slate, mine in zip(quotations[start : start + STEP], some, probabilities, strict=True):
                chosen.append((slate, self._likeliest(found, slate, mine)))
            yield "resolve"
        return chosen

    def _likeliest(self, found: FoundQuotation, slate: RelaySlate, probabilities: Sequence[float]) -> RelayChoice:
        """The likeliest outlet at its likeliest place; no relay where that is as likely."""
        probability = max(probabilities)
        outlet = None if probabilities[-1] == probability else slate.outlets[probabilities.index(probability)]
        if outlet is None:
            return RelayChoice(mention=None, relation=None, is_near=False, probability=probability)
        mention = self._places.spans[self._place(found, slate, outlet)]
        relation: Relation = "told" if mention.kind == "told" else "reported"
        is_near = any(self._shares_paragraph(content, mention) for content in found.contents)
        return RelayChoice(mention=mention, relation=relation, is_near=is_near, probability=probability)

    def _place(self, found: FoundQuotation, slate: RelaySlate, outlet: NamedOutlet) -> int:
        """Where the looks point, else where it is named last before the quotation, else where it is named first."""
        pointed = [place for place in slate.mass if self._places.key_of(place) == outlet.key]
        before = outlet.places[max(0, bisect_left(outlet.starts, found.start) - 1)]
        return max(pointed, key=lambda place: (slate.mass[place], -place), default=before)

    def _shares_paragraph(self, left: ScoredSpan, right: ScoredSpan) -> bool:
        first, second = sorted((left.span, right.span))
        return self._where.paragraph(first.end) == self._where.paragraph(second.start)
