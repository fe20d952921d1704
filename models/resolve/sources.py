"""A quotation's source outlet: the relay where there is one, under its one canonical name, else the publisher."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from models.records import Article, PublishingOutlet, SourceOutlet, Speaker
from models.resolve.publisher import means_publisher
from models.resolve.registry import Outlet, Registry, ShortForms
from models.resolve.relays import RelayChoice
from models.spans import CharSpan

KnownOutlet = tuple[CharSpan, Outlet]
"""Where a text names an outlet of the registry, as `Registry.find_in` gives it."""

_OWNED = re.compile(r"['’]s? [\"“‘]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNamer:
    """Names the source outlets of one article.

    short_forms: of the outlets that the article names anywhere; they tell what `the Post` stands for
    programmes:  where it names a station and its programme in one (`CNN's “State of the Union”`), in text order and
                 without end marks
    """

    text: str
    registry: Registry
    publisher: PublishingOutlet | None
    short_forms: ShortForms
    programmes: tuple[CharSpan, ...] = ()

    @classmethod
    def of(
        cls,
        article: Article,
        *,
        publisher: PublishingOutlet | None,
        registry: Registry,
        known_outlets: Sequence[KnownOutlet],
    ) -> "SourceNamer":
        """A namer for an article of this publisher, and the outlets that the registry finds in it."""
        own = registry.by_name(publisher.name) if publisher else None
        named = dict.fromkeys([*([own] if own else []), *(outlet for _, outlet in known_outlets)])
        return cls(
            text=article.text,
            registry=registry,
            publisher=publisher,
            short_forms=ShortForms.of(named),
            programmes=tuple(_owned_programmes(article.text, known_outlets)),
        )

    def source(self, relay: RelayChoice, *, speaker: Speaker | None) -> SourceOutlet | None:
        """The relay unless it is itself the speaker, else the publisher; None when neither is known."""
        if relay.mention is not None:
            name, domain = self._relay_name(self._with_programme(relay.mention.span).cut(self.text))
            if name and not self._is_speaker(name, speaker):
                mention = relay.mention.span if relay.is_near else None
                return SourceOutlet(name=name, domain=domain, via="relay", relation=relay.relation, mention=mention)
        if self.publisher is None:
            return None
        return SourceOutlet(name=self.publisher.name, domain=self.publisher.domain, via="publisher")

    def _is_speaker(self, name: str, speaker: Speaker | None) -> bool:
        return speaker is not None and self._relay_name(speaker.name)[0].casefold() == name.casefold()

    def _with_programme(self, mention: CharSpan) -> CharSpan:
        """The station with its programme where the mention is either of them; else the mention."""
        before = bisect_right(self.programmes, mention.start, key=lambda span: span.start)
        return next((span for span in self.programmes[max(0, before - 1) : before] if span.holds(mention)), mention)

    def _relay_name(self, words: str) -> tuple[str, str | None]:
        if self.publisher is not None and means_publisher(words):
            return self.publisher.name, self.publisher.domain
        name, domain = self.registry.canonical(words, seen=self.short_forms)
        if domain is None and self.publisher is not None and name == self.publisher.name:
            return name, self.publisher.domain
        return name, domain


def _owned_programmes(text: str, known: Sequence[KnownOutlet]) -> Iterator[CharSpan]:
    for (station, owner), (programme, owned) in pairwise(known):
        between = text[station.end : programme.start]
        if owned.is_programme and not owner.is_programme and _OWNED.fullmatch(between):
            yield CharSpan(station.start, programme.end)
