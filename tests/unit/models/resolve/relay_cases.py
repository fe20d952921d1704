"""Articles of some lines whose quotations may have come through an outlet, with hand-made looks and guesses."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import accumulate

from models.decode.links import Answer
from models.decode.spans import ScoredSpan
from models.network.relay_features import RELAY_FEATURES
from models.records import PublishingOutlet
from models.resolve.entities import gather
from models.resolve.evidence import Bearer
from models.resolve.outlet_names import OutletNamer
from models.resolve.outlet_places import NamedOutlet, OutletPlaces
from models.resolve.outlet_standing import OutletStanding
from models.resolve.registry import Outlet, Registry
from models.resolve.relay_slates import RelaySlate, RelaySlateMaker
from models.resolve.whereabouts import Whereabouts
from tests.unit.models.resolve.slate_cases import Asked, Said
from tests.unit.models.resolve.speaker_cases import Points, answer_of
from tests.unit.models.stand_ins import HandMadeLook, looks_of, marked_names

REGISTRY = Registry.of(
    [
        Outlet(name="Lake Wire", aliases=("LKW",), domains=("lakewire.com",), country="NZ", kind="agency"),
        Outlet(name="Morning Fen", country="NZ", kind="broadcaster"),
    ]
)
"""All outlets that are known; the second has no address."""


def publisher_of(name: str, *, domain: str | None = None) -> PublishingOutlet:
    """The outlet whose article it is."""
    return PublishingOutlet(name=name, domain=domain, basis="given", confidence=1.0)


class RelayedArticle:
    """Its quotations with the outlets, the people and the looks by which the candidates for a relay are found."""

    def __init__(
        self,
        marked: str,
        *quotations: Said,
        guesses: Sequence[str | None] = (),
        publisher: PublishingOutlet | None = None,
    ) -> None:
        """Names in brackets but for those of people and places may name a relay; looks mean these by their number.

        guesses: whom the rules take each quotation for, by name or by folded words; nobody's where none are given
        """
        self.text, names = marked_names(marked)
        self.cast = gather(self.text, [_in_name_layer(name) for name in names])
        self.quotations = [quotation.found(self.text) for quotation in quotations]
        self.guesses = [self._bearer(guess) for guess in guesses] or [None] * len(quotations)
        ends = accumulate(len(quotation.contents) for quotation in quotations)
        self.contents = [range(end - len(one.contents), end) for end, one in zip(ends, quotations, strict=True)]
        self.places = OutletPlaces(
            self.text,
            relays=[name for name in names if name.kind not in ("person", "location")],
            namer=OutletNamer.of(self.text, publisher=publisher, registry=REGISTRY),
        )
        self.where = Whereabouts(self.text, cast=self.cast, sources=())
        standing = OutletStanding(
            self.text,
            cast=self.cast,
            places=self.places,
            where=self.where,
            quotations=self.quotations,
            speakers=self.guesses,
        )
        asked = [content for quotation in quotations for content in quotation.contents]
        near = HandMadeLook(relays=self._answers(asked, lambda content: content.near))
        looks = looks_of(relays=self._answers(asked, lambda content: content.far), near=near)
        self.maker = RelaySlateMaker(places=self.places, standing=standing, looks=looks)

    def _answers(self, contents: Sequence[Asked], says: Callable[[Asked], Points]) -> dict[int, Answer]:
        return {number: answer_of(says(content), self.cast, ()) for number, content in enumerate(contents)}

    def _bearer(self, who: str | None) -> Bearer | None:
        names = [entity.name for entity in self.cast.entities]
        return names.index(who) if who in names else who

    def outlet(self, name: str) -> NamedOutlet:
        """The first outlet of this name."""
        return next(outlet for outlet in self.places.outlets.values() if outlet.name == name)

    def slates(self) -> list[RelaySlate]:
        """One a quotation."""
        return list(self.maker.slates(self.quotations, self.contents, self.guesses))

    def candidates(self, number: int = 0) -> list[str | None]:
        """The names of those on one quotation's slate, None for no relay."""
        return names_on(self.slates()[number])

    def told(self, who: str | None, *features: str, number: int = 0) -> dict[str, float]:
        """What is known of a candidate for one quotation, by the names of the features."""
        slate = self.slates()[number]
        row = slate.features[names_on(slate).index(who)]
        return {feature: float(row[RELAY_FEATURES.index(feature)]) for feature in features}

    def feature(self, feature: str, who: str | None, *, number: int = 0) -> float:
        """One number of these."""
        return self.told(who, feature, number=number)[feature]

    def marks(self, who: str | None, features: Sequence[str], *, number: int = 0) -> set[str]:
        """Which of some features that are yes or no are yes."""
        told = self.told(who, *features, number=number)
        assert set(told.values()) <= {0.0, 1.0}
        return {feature for feature, value in told.items() if value}


def names_on(slate: RelaySlate) -> list[str | None]:
    """The one name of each outlet, None for no relay."""
    return [outlet.name if outlet else None for outlet in slate.outlets]


def _in_name_layer(name: ScoredSpan) -> ScoredSpan:
    """The name as it is tagged where another layer tags a relay."""
    return replace(name, kind="outlet") if name.kind in ("told", "reported") else name
