"""Gathers the names of an article into entities: surnames under full names, initials under what they stand for."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from models.decode.index import SpanIndex
from models.decode.spans import ScoredSpan
from models.records import EntityKind
from models.resolve.names import bare_name, fold, initials_of, is_part_of, name_key
from models.spans import CharSpan

_CROWD = 40
"""A word in the names of more people than this tells nobody apart; it also bounds the work on hostile texts."""

_KINDS: dict[str, EntityKind] = {
    "person": "person",
    "organization": "organization",
    "outlet": "organization",
    "location": "location",
}


@dataclass(slots=True, kw_only=True)
class NamedEntity:
    """An entity while it is being gathered.

    name:     its fullest form in the text
    key:      the words of that form, for comparing
    mentions: numbers of the name spans, in text order; none for a name of the headline alone
    rivals:   for a part of a name that several entities share, the numbers of these; else empty
    """

    kind: EntityKind
    name: str
    key: tuple[str, ...]
    mentions: list[int] = field(default_factory=list)
    rivals: tuple[int, ...] = ()
    is_outlet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """All entities of an article.

    names:     the name spans, in text order
    entities:  in the order in which they were told apart: full names first; some without a mention in the text
    entity_of: for each name span the number of its entity
    """

    names: tuple[ScoredSpan, ...]
    entities: tuple[NamedEntity, ...]
    entity_of: tuple[int, ...]
    index: SpanIndex

    def name_ending(self, span: CharSpan) -> int | None:
        """The entity whose name ends the span (`Foreign Minister Sergey Lavrov`, not `Lavrov's aide`), or None."""
        inside = self.index.overlapping(span)
        if not inside or self.names[inside[-1]].span.end < span.end - 1:
            return None
        return self.entity_of[inside[-1]]

    def has_name(self, span: CharSpan) -> bool:
        """Whether a name overlaps the span."""
        return bool(self.index.overlapping(span))


def gather(text: str, names: Sequence[ScoredSpan], *, headline_people: Sequence[str] = ()) -> Cast:
    """Every name span under one entity; a part of a name that fits several becomes an entity with rivals.

    headline_people: names of people in the headline; where one is fuller than all in the text, it is the name
    """
    words = [*(bare_name(text, name.span).cut(text) for name in names), *headline_people]
    keys = [name_key(word) or (fold(word),) for word in words]
    gathering = _Gathering()
    entity_of = [0] * len(names)
    # fuller names first, whichever of the two they come from; of two alike the text's
    for i in sorted(range(len(words)), key=lambda i: (-len(keys[i]), i)):
        if i >= len(names):
            gathering.place("person", keys[i], words[i])
            continue
        is_outlet = names[i].kind == "outlet"
        entity_of[i] = number = gathering.place(_KINDS[names[i].kind], keys[i], words[i], is_outlet=is_outlet)
        gathering.entities[number].mentions.append(i)
        gathering.entities[number].is_outlet |= is_outlet
    for entity in gathering.entities:
        entity.mentions.sort()
    return Cast(
        names=tuple(names),
        entities=tuple(gathering.entities),
        entity_of=tuple(entity_of),
        index=SpanIndex([name.span for name in names]),
    )


class _Gathering:
    """The entities so far, found again by their whole name, by each of its words and by its initials."""

    def __init__(self) -> None:
        self.entities: list[NamedEntity] = []
        self._same: dict[tuple[EntityKind, tuple[str, ...]], int] = {}
        self._near: dict[tuple[EntityKind, str], list[int]] = {}

    def place(self, kind: EntityKind, key: tuple[str, ...], words: str, *, is_outlet: bool = False) -> int:
        """The number of the entity of this name, the only one that it fits, or a new one."""
        if (kind, key) in self._same:
            return self._same[kind, key]
        fits = self._fits(kind, key, words)
        if not fits and kind == "organization" and not is_outlet:
            fits = self._bearers(key)
        number = fits[0] if len(fits) == 1 else self._add(kind, key, words, fits)
        self._same[kind, key] = number
        return number

    def _bearers(self, key: tuple[str, ...]) -> list[int]:
        """The one person whose surname was taken for an organization's name; nobody where several bear it."""
        near = self._near.get(("person", key[0]), []) if len(key) == 1 else []
        return near if len(near) == 1 and self.entities[near[0]].key[-1:] == key else []

    def _add(self, kind: EntityKind, key: tuple[str, ...], words: str, rivals: list[int]) -> int:
        number = len(self.entities)
        self.entities.append(NamedEntity(kind=kind, name=words, key=key, rivals=tuple(rivals)))
        if not rivals:
            handles = key if kind == "person" else (*key[:1], initials_of(words))
            for handle in dict.fromkeys(handles):
                self._near.setdefault((kind, handle), []).append(number)
        return number

    def _fits(self, kind: EntityKind, key: tuple[str, ...], words: str) -> list[int]:
        """Entities with a fuller name of which this one can be a part; none where a word is in everybody's name."""
        handles = key if kind == "person" else (*key[:1], words)
        near = {n for handle in handles if len(found := self._near.get((kind, handle), [])) <= _CROWD for n in found}
        return sorted(n for n in near if _is_part(kind, key, words, self.entities[n]))


def _is_part(kind: EntityKind, key: tuple[str, ...], words: str, entity: NamedEntity) -> bool:
    if kind == "person":
        return is_part_of(key, entity.key)
    if kind == "location":
        return False
    is_initials = len(words) > 1 and words.isupper() and words == initials_of(entity.name)
    return is_initials or (bool(key) and entity.key[: len(key)] == key)
