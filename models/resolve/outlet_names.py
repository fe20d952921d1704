"""What an article calls an outlet → its one canonical name, and whether that is the publisher's."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.records import PublishingOutlet
from models.resolve.outlet_words import loose_key, without_article
from models.resolve.publisher import means_publisher
from models.resolve.registry import Outlet, Registry, ShortForms
from models.spans import CharSpan

KnownOutlet = tuple[CharSpan, Outlet]
"""Where a text names an outlet of the registry, as `Registry.find_in` gives it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletNamer:
    """Names the outlets of one article.

    known:       where the text names outlets of the registry, in order
    short_forms: of the outlets that the article names anywhere; they tell what `the Post` stands for
    """

    registry: Registry
    publisher: PublishingOutlet | None
    known: Sequence[KnownOutlet]
    short_forms: ShortForms

    @classmethod
    def of(cls, text: str, *, publisher: PublishingOutlet | None, registry: Registry) -> "OutletNamer":
        """A namer for an article of this publisher."""
        known = registry.find_in(text)
        own = registry.by_name(publisher.name) if publisher else None
        named = dict.fromkeys([*([own] if own else []), *(outlet for _, outlet in known)])
        return cls(registry=registry, publisher=publisher, known=known, short_forms=ShortForms.of(named))

    def name_of(self, words: str) -> tuple[str, str | None]:
        """Name and domain of an outlet that is mentioned so; its own words and None where it is not known."""
        if self.publisher is not None and means_publisher(words):
            return self.publisher.name, self.publisher.domain
        name, domain = self.registry.canonical(words, seen=self.short_forms)
        if domain is None and self.publisher is not None and _are_alike(name, self.publisher.name):
            return self.publisher.name, self.publisher.domain
        return name, domain

    def is_publisher(self, words: str) -> bool:
        """Whether a mention means the publisher itself."""
        named = self.publisher is not None and self.name_of(words)[0] == self.publisher.name
        return named or means_publisher(words)


def _are_alike(one: str, other: str) -> bool:
    """Whether two names are the same but for case, accents, marks and the article."""
    key = loose_key(without_article(one))
    return bool(key) and key == loose_key(without_article(other))
