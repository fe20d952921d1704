"""Which pronoun goes with whom: `it` with no person, `he` and `she` with none but those whom the article calls so."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.resolve.entities import Cast
from models.resolve.mentions import is_body
from models.resolve.names import bare_name

_MALE, _FEMALE, _THING = "he", "she", "it"
_CLASS_OF = {
    **dict.fromkeys(("he", "him", "his", "himself"), _MALE),
    **dict.fromkeys(("she", "her", "hers", "herself"), _FEMALE),
    **dict.fromkeys(("it", "its", "itself"), _THING),
}
_TITLE = re.compile(
    r"\b(?:(?P<he>mr|sir|lord|king|prince)|(?P<she>mrs|ms|(?-i:M)iss|lady|queen|princess|madam))\.?\s+$", re.I
)
_TITLE_REACH = 12
_TITLE_WORTH = 3.0
"""A title tells as much as so many sure pronouns."""
_DOUBT = 0.5
"""Pronouns of either kind that everybody is credited with."""
_AGAINST_KIND = 0.05
"""What is left of the probability that a person is called `it`, or a body `he`."""


def pronoun_class(words: str) -> str | None:
    """`he`, `she` or `it`, as which a body counts too (`the ministry`); None for all that tells nothing."""
    return _CLASS_OF.get(words.casefold()) or (_THING if is_body(words) else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How often each person of an article is `he` and how often `she`, weighed by how sure each time is."""

    cast: Cast
    male: Mapping[int, float]
    female: Mapping[int, float]

    @classmethod
    def of(cls, text: str, cast: Cast, called: Iterable[tuple[str, Mapping[int, float]]]) -> "Agreement":
        """called: for each pronoun its words, and how likely it means each entity."""
        tallies: dict[str, dict[int, float]] = {_MALE: {}, _FEMALE: {}}
        for words, meant in called:
            if (kind := pronoun_class(words)) in tallies:
                _credit(tallies[kind], meant)
        for name, entity in zip(cast.names, cast.entity_of, strict=True):
            start = bare_name(text, name.span).start
            before = text[max(0, start - _TITLE_REACH) : start]
            if found := _TITLE.search(before):
                _credit(tallies[_MALE if found["he"] else _FEMALE], {entity: _TITLE_WORTH})
        return cls(cast=cast, male=tallies[_MALE], female=tallies[_FEMALE])

    def weight(self, words: str, entity: int) -> float:
        """How well a pronoun goes with an entity, in (0, 1]; 1 for words that tell nothing."""
        kind = pronoun_class(words)
        if kind is None:
            return 1.0
        is_person = self.cast.entities[entity].kind == "person"
        if is_person == (kind == _THING):
            return _AGAINST_KIND
        return self._share(kind, entity) if is_person else 1.0

    def _share(self, kind: str, entity: int) -> float:
        male, female = self.male.get(entity, 0.0) + _DOUBT, self.female.get(entity, 0.0) + _DOUBT
        return (male if kind == _MALE else female) / (male + female)


def _credit(tally: dict[int, float], meant: Mapping[int, float]) -> None:
    for entity, probability in meant.items():
        tally[entity] = tally.get(entity, 0.0) + probability
