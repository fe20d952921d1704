"""Which outlets an article names and where, asked for again and again for one quotation after another."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.decode.links import Answer
from models.decode.spans import ScoredSpan
from models.resolve.layout import outlet_key
from models.resolve.outlet_names import OutletNamer
from models.spans import CharSpan

_TAGGED = ("told", "reported")
_MOST_NEAR = 6
"""Places of one outlet on either side of either end of a quotation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedOutlet:
    """An outlet, or a body that may be one.

    key:          what all its mentions share
    words:        the first of them
    places:       its numbers among the spans that may name a relay, in text order
    starts:       their first code points
    name:         its one name
    is_known:     whether it is one whose address the registry or the article tells
    is_publisher: whether the article is its own
    is_told:      whether somebody is tagged as speaking to it
    tagged:       how sure the tag layer is of it as a relay, in [0, 1]
    is_outlet:    whether anything takes it for more than some body
    """

    key: str
    words: str
    places: tuple[int, ...]
    starts: tuple[int, ...]
    name: str
    is_known: bool
    is_publisher: bool
    is_told: bool
    tagged: float
    is_outlet: bool

    @property
    def called(self) -> tuple[str, str]:
        """Its one name and the first words for it, case apart."""
        return self.name.casefold(), self.words.casefold()

    def last_before(self, place: int) -> int | None:
        """Where it is named last before a code point."""
        number = bisect_left(self.starts, place)
        return self.starts[number - 1] if number else None

    def around(self, *points: int) -> list[int]:
        """Those of its places that are the nearest to some code points, in text order."""
        near = set[int]()
        for point in points:
            number = bisect_left(self.starts, point)
            near.update(self.places[max(0, number - _MOST_NEAR) : number + _MOST_NEAR])
        return sorted(near)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Called:
    """What some words for an outlet mean."""

    name: str
    is_known: bool
    is_publisher: bool


class OutletPlaces:
    """Owns the spans of one article that may name a relay, by outlet."""

    def __init__(self, text: str, *, relays: Sequence[ScoredSpan], namer: OutletNamer) -> None:
        """relays: as the looks count them."""
        self._text, self._namer, self.spans = text, namer, relays
        self._called: dict[str, _Called] = {}
        self._keys = [self._key(relay.span.cut(text)) for relay in relays]
        places = defaultdict[str, list[int]](list)
        for number, key in enumerate(self._keys):
            places[key].append(number)
        self.outlets: Mapping[str, NamedOutlet] = {key: self._named(numbers) for key, numbers in places.items()}
        most_named = sorted(self.outlets, key=lambda key: (-len(places[key]), key))
        self.outlet_keys = tuple(key for key in most_named if self.outlets[key].is_outlet)
        known = set(self.outlet_keys)
        self._outlet_starts = [relay.span.start for relay, key in zip(relays, self._keys, strict=True) if key in known]

    def _key(self, words: str) -> str:
        """What all mentions of one outlet share: its one name where that is known, else about the same words."""
        if words not in self._called:
            name, domain = self._namer.name_of(words)
            is_publisher = self._namer.is_publisher(words)
            self._called[words] = _Called(name=name, is_known=domain is not None, is_publisher=is_publisher)
        called = self._called[words]
        return f"={called.name.casefold()}" if called.is_known or called.is_publisher else outlet_key(called.name)

    def _named(self, numbers: Sequence[int]) -> NamedOutlet:
        own = [self.spans[number] for number in numbers]
        words = own[0].span.cut(self._text)
        called = self._called[words]
        return NamedOutlet(
            key=self._keys[numbers[0]],
            words=words,
            places=tuple(numbers),
            starts=tuple(relay.span.start for relay in own),
            name=called.name,
            is_known=called.is_known,
            is_publisher=called.is_publisher,
            is_told=any(relay.kind == "told" for relay in own),
            tagged=max((relay.confidence for relay in own if relay.kind in _TAGGED), default=0.0),
            is_outlet=called.is_known or called.is_publisher or any(r.kind in (*_TAGGED, "outlet") for r in own),
        )

    def name_of(self, words: str) -> str:
        """The one name of whatever outlet is called so."""
        return self._namer.name_of(words)[0]

    def n_between(self, start: int, end: int) -> int:
        """How often outlets are named behind one code point and before another."""
        return bisect_left(self._outlet_starts, end) - bisect_left(self._outlet_starts, start + 1)

    def key_of(self, place: int) -> str:
        """The outlet that is named in a place."""
        return self._keys[place]

    def mass(self, answer: Answer) -> dict[str | None, float]:
        """The answer's probabilities gathered by outlet, with that of no relay."""
        outlets: dict[str | None, float] = {None: answer.none}
        for number, probability in answer.mass.items():
            outlets[self._keys[number]] = outlets.get(self._keys[number], 0.0) + probability
        return outlets

    def named_in(self, outlet: NamedOutlet, span: CharSpan) -> bool:
        """Whether the outlet is named in some words."""
        return any(self.spans[number].span.overlap(span) for number in outlet.around(span.start, span.end))

    def apart(self, outlet: NamedOutlet, contents: Sequence[CharSpan]) -> Iterator[ScoredSpan]:
        """Where the outlet is named round a quotation and not in its words."""
        for number in outlet.around(contents[0].start, contents[-1].end):
            span = self.spans[number].span
            if not any(span.overlap(content) for content in contents):
                yield self.spans[number]
