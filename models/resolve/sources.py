"""A quotation's source outlet: the relay where there is one, under its one canonical name, else the publisher."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from models.records import SourceOutlet, Speaker
from models.resolve.outlet_names import KnownOutlet, OutletNamer
from models.resolve.relays import RelayChoice
from models.spans import CharSpan

_OWNED = re.compile(r"['’]s? [\"“‘]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNamer:
    """Names the source outlets of one article's quotations.

    programmes: where it names a station and its programme in one (`CNN's “State of the Union”`), in text order and
                without end marks
    """

    text: str
    outlets: OutletNamer
    programmes: tuple[CharSpan, ...] = ()

    @classmethod
    def of(cls, text: str, outlets: OutletNamer) -> "SourceNamer":
        """A namer for an article whose outlets have been looked up."""
        return cls(text=text, outlets=outlets, programmes=tuple(_owned_programmes(text, outlets.known)))

    def source(self, relay: RelayChoice, *, speaker: Speaker | None) -> SourceOutlet | None:
        """The relay unless it is itself the speaker, else the publisher; None when neither is known."""
        if relay.mention is not None:
            name, domain = self.outlets.name_of(self._with_programme(relay.mention.span).cut(self.text))
            if name and not self._is_speaker(name, speaker):
                mention = relay.mention.span if relay.is_near else None
                return SourceOutlet(name=name, domain=domain, via="relay", relation=relay.relation, mention=mention)
        publisher = self.outlets.publisher
        return SourceOutlet(name=publisher.name, domain=publisher.domain, via="publisher") if publisher else None

    def _is_speaker(self, name: str, speaker: Speaker | None) -> bool:
        return speaker is not None and self.outlets.name_of(speaker.name)[0].casefold() == name.casefold()

    def _with_programme(self, mention: CharSpan) -> CharSpan:
        """The station with its programme where the mention is either of them; else the mention."""
        before = bisect_right(self.programmes, mention.start, key=lambda span: span.start)
        return next((span for span in self.programmes[max(0, before - 1) : before] if span.holds(mention)), mention)


def _owned_programmes(text: str, known: Sequence[KnownOutlet]) -> Iterator[CharSpan]:
    for (station, owner), (programme, owned) in pairwise(known):
        between = text[station.end : programme.start]
        if owned.is_programme and not owner.is_programme and _OWNED.fullmatch(between):
            yield CharSpan(station.start, programme.end)
