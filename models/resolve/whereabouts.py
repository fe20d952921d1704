"""Where an article names whom, asked for again and again for one quotation after another."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from models.decode.quotations import FoundQuotation
from models.decode.spans import ScoredSpan
from models.resolve.entities import Cast
from models.resolve.mentions import head_name
from models.resolve.names import fold
from models.spans import CharSpan

_GAP = re.compile(r"\n\s*")
_WORD = re.compile(r"[^\W_]+")
MOST_PERSONS = 8
"""So many people named last are told apart by their rank."""
_MOST_STEPS_BACK = 80
"""Names of people; who was named before these was named long ago."""
FAR_QUOTATION = 9
"""Paragraphs from which on the quotation before is just far."""
_NEAR_CHARS = 80
"""How far round a name words count as said of its bearer."""
_MOST_NEAR = 12
"""Names of one bearer: what somebody is, is told early."""


class Whereabouts:
    """Owns the places of all names of one article, by entity and in order."""

    def __init__(self, text: str, *, cast: Cast, sources: Sequence[ScoredSpan]) -> None:
        self._text, self._cast = text, cast
        self._breaks = [gap.start() for gap in _GAP.finditer(text)]
        self._places = [[cast.names[name].span.start for name in entity.mentions] for entity in cast.entities]
        self._people = [
            (name.span.start, entity)
            for name, entity in zip(cast.names, cast.entity_of, strict=True)
            if cast.entities[entity].kind == "person"
        ]
        heads = [(source.span.start, head_name(text, source.span, cast)) for source in sources]
        self._written = [(place, head) for place, head in heads if head is not None]
        self._times_written = Counter(head for _, head in self._written)
        self._words_near: dict[int, frozenset[str]] = {}

    def paragraph(self, place: int) -> int:
        """Number of the paragraph that holds a code point."""
        return bisect_left(self._breaks, place)

    def paragraphs_since(self, last: FoundQuotation | None, found: FoundQuotation) -> int:
        """How many paragraphs after the quotation before one begins; far for the first of an article."""
        return FAR_QUOTATION if last is None else max(0, self.paragraph(found.start) - self.paragraph(last.end))

    def places(self, entity: int) -> Sequence[int]:
        """Where the entity is named, in order."""
        return self._places[entity]

    def times_in_full(self, entity: int) -> int:
        """How often the entity is named by all words of its name."""
        return self._cast.entities[entity].n_in_full

    def last_before(self, entity: int, place: int) -> int | None:
        """Where the entity is last named before a place."""
        places = self.places(entity)
        number = bisect_left(places, place)
        return places[number - 1] if number else None

    def next_from(self, entity: int, place: int) -> int | None:
        """Where the entity is named next from a place on."""
        places = self.places(entity)
        number = bisect_left(places, place)
        return places[number] if number < len(places) else None

    def persons_before(self, place: int) -> list[int]:
        """The last few people named not too long before a place, the nearest first, everybody once."""
        number = bisect_left(self._people, (place, -1))
        near = self._people[max(0, number - _MOST_STEPS_BACK) : number]
        return list(dict.fromkeys(entity for _, entity in reversed(near)))[:MOST_PERSONS]

    def named_in(self, spans: Iterable[CharSpan]) -> set[int]:
        """The entities that are named inside some spans."""
        return {self._cast.entity_of[name] for span in spans for name in self._cast.index.overlapping(span)}

    def times_written(self, entity: int) -> int:
        """How many written sources have this entity's name for their head."""
        return self._times_written[entity]

    def last_written(self, place: int) -> int | None:
        """The entity of the last written source with a name before a place."""
        number = bisect_left(self._written, (place, -1))
        return self._written[number - 1][1] if number else None

    def words_near(self, entity: int) -> frozenset[str]:
        """All words that stand round the entity's first names, folded."""
        if entity not in self._words_near:
            self._words_near[entity] = folded_words(self._near(entity))
        return self._words_near[entity]

    def _near(self, entity: int) -> Iterator[str]:
        for place in self.places(entity)[:_MOST_NEAR]:
            yield self._text[max(0, place - _NEAR_CHARS) : place + _NEAR_CHARS]


def folded_words(texts: Iterable[str]) -> frozenset[str]:
    """All words of some texts, folded."""
    return frozenset(word for text in texts for word in _WORD.findall(fold(text)))
