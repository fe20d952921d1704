"""Gathers the names of an article into entities: surnames under full names, initials under what they stand for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from models.decode.index import SpanIndex
from models.decode.spans import ScoredSpan
from models.records import EntityKind
from models.resolve.forms import NameForm, form_of, headline_form, is_doubtful, narrowed
from models.resolve.names import initials_of, is_part_of, slips_of
from models.resolve.namesakes import Bearer, bearer_at
from models.spans import CharSpan

_CROWD = 40
"""A word in the names of more people than this tells nobody apart; it also bounds the work on hostile texts."""

_SLIP_LETTERS = range(6, 41)
"""Letters with which a surname alone may have one wrong (`Linetsky`, `Linetzky`); more are no surname."""

_MOST_INITIALED_CHARS = 400
"""Characters of a name that are looked through for initials."""

_LEAST_INITIALS = {"person": 3, "organization": 2}


@dataclass(slots=True, kw_only=True)
class NamedEntity:
    """An entity while it is being gathered.

    name:     its fullest form in the text
    key:      the words of that form, for comparing
    mentions: numbers of the name spans, in text order; none for a name of the headline alone or one shared out
    n_in_full: how many of these hold all words of the name
    rivals:   for a part of a name that several entities share, the numbers of these; else empty. Where people share it,
              its mentions are theirs
    """

    kind: EntityKind
    name: str
    key: tuple[str, ...]
    mentions: list[int] = field(default_factory=list)
    n_in_full: int = 0
    rivals: tuple[int, ...] = ()
    is_outlet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """All entities of an article.

    names:     the name spans, in text order
    entities:  in the order in which they were told apart: full names first; some without a mention in the text
    entity_of: for each name span the number of its entity
    sharing:   entities some of which are called by one part of their names, each with the others and that part
    """

    names: tuple[ScoredSpan, ...]
    entities: tuple[NamedEntity, ...]
    entity_of: tuple[int, ...]
    index: SpanIndex
    sharing: Mapping[int, frozenset[int]]

    def sharing_with(self, number: int) -> frozenset[int]:
        """The other entities that bear a name of this one's: those that share it, and the shared name itself."""
        return self.sharing.get(number, frozenset())

    def namesakes(self, number: int) -> frozenset[int]:
        """The other entities for which a name of this one's may stand."""
        return frozenset(other for other in self.sharing_with(number) if not self.entities[other].rivals)

    def name_ending(self, span: CharSpan) -> int | None:
        """The entity whose name ends the span (`Foreign Minister Sergey Lavrov`, not `Lavrov's aide`), or None."""
        inside = self.index.overlapping(span)
        if not inside or self.names[inside[-1]].span.end < span.end - 1:
            return None
        return self.entity_of[inside[-1]]

    def has_name(self, span: CharSpan) -> bool:
        """Whether a name overlaps the span."""
        return bool(self.index.overlapping(span))


def gather(
    text: str,
    names: Sequence[ScoredSpan],
    *,
    headline_people: Sequence[str] = (),
    contents: Sequence[CharSpan] = (),
) -> Cast:
    """Every name span under one entity.

    A part of a name that fits several becomes an entity with rivals; people's own mentions of it are shared out.

    headline_people: names of people in the headline; where one is fuller than all in the text, it is the name
    contents:        what is quoted: how others call somebody there counts less than the reporter's own words
    """
    written = [form_of(text, name) for name in names]
    headline = [headline_form(words) for words in headline_people]
    doubtful = [*is_doubtful(text, names, contents=contents), *(True for _ in headline)]
    forms = narrowed([*written, *headline], doubtful)
    gathering = _Gathering()
    full_of = _bracketed(text, names, forms)
    numbers = [0] * len(forms)
    # fuller names first, whichever of the two they come from; of two alike the text's
    for i in sorted(range(len(forms)), key=lambda i: (-len(forms[i].key), -forms[i].n_words, i)):
        full = full_of.get((forms[i].kind, forms[i].key))
        numbers[i] = gathering.place(forms[i]) if full is None else numbers[full]
    entity_of = numbers[: len(names)]
    _share_out(gathering.entities, entity_of)
    for i, number in enumerate(entity_of):
        entity = gathering.entities[number]
        entity.mentions.append(i)
        entity.n_in_full += written[i].key == entity.key
        entity.is_outlet |= forms[i].is_outlet
    return Cast(
        names=tuple(names),
        entities=tuple(gathering.entities),
        entity_of=tuple(entity_of),
        index=SpanIndex([name.span for name in names]),
        sharing=_sharing(gathering.entities),
    )


def _sharing(entities: Sequence[NamedEntity]) -> dict[int, frozenset[int]]:
    others = defaultdict[int, set[int]](set)
    for shared, entity in enumerate(entities):
        for number in entity.rivals:
            others[number].update(each for each in (*entity.rivals, shared) if each != number)
    return {number: frozenset(found) for number, found in others.items()}


def _bracketed(
    text: str, names: Sequence[ScoredSpan], forms: Sequence[NameForm]
) -> dict[tuple[EntityKind, tuple[str, ...]], int]:
    """One-word names that stand in brackets right after a fuller name, and the number of that name."""
    found = dict[tuple[EntityKind, tuple[str, ...]], int]()
    for i, (full, short) in enumerate(pairwise(names)):
        between, after = text[full.span.end : short.span.start], text[short.span.end : short.span.end + 1]
        is_short = len(forms[i + 1].key) == 1 < len(forms[i].key)
        if is_short and between.strip() == "(" and after == ")" and forms[i].kind == forms[i + 1].kind:
            found.setdefault((forms[i].kind, forms[i + 1].key), i)
    return found


def _share_out(entities: Sequence[NamedEntity], entity_of: list[int]) -> None:
    """Gives each mention of a name that several people share to one of them; in place."""
    places = defaultdict[int, list[int]](list)
    for place, number in enumerate(entity_of):
        places[number].append(place)
    for number, entity in enumerate(entities):
        known = [n for n in entity.rivals if n in places and entity.kind == "person"]
        bearers = [Bearer(number=n, key=entities[n].key, places=tuple(places[n])) for n in known]
        for place in places[number] if bearers else ():
            entity_of[place] = bearer_at(place, entity.key, bearers).number


class _Gathering:
    """The entities so far, found again by their whole name, by each of its words and by its initials."""

    def __init__(self) -> None:
        self.entities: list[NamedEntity] = []
        self._same: dict[tuple[EntityKind, str], int] = {}
        self._near: dict[tuple[EntityKind, str], list[int]] = {}
        self._slips: dict[str, list[int]] = {}

    def place(self, form: NameForm) -> int:
        """The number of the entity of this name, the only one that it fits, or a new one."""
        joined = "".join(form.key)  # how a name is cut into words may differ
        if (form.kind, joined) in self._same:
            return self._same[form.kind, joined]
        fits = self._fits(form) or self._misspelled(form)
        if not fits and form.kind == "organization" and not form.is_outlet:
            fits = self._bearers(form.key)
        number = fits[0] if len(fits) == 1 else self._add(form, fits)
        self._same[form.kind, joined] = number
        return number

    def _bearers(self, key: tuple[str, ...]) -> list[int]:
        """The one person whose surname was taken for an organization's name; nobody where several bear it."""
        near = self._near.get(("person", key[0]), []) if len(key) == 1 else []
        return near if len(near) == 1 and self.entities[near[0]].key[-1:] == key else []

    def _add(self, form: NameForm, rivals: list[int]) -> int:
        number = len(self.entities)
        self.entities.append(NamedEntity(kind=form.kind, name=form.words, key=form.key, rivals=tuple(rivals)))
        if not rivals:
            for handle in {*form.words_near(), *_initials(form.words)}:
                self._near.setdefault((form.kind, handle), []).append(number)
            for slip in _surname_slips(form) if len(form.key) > 1 else ():
                self._slips.setdefault(slip, []).append(number)
        return number

    def _fits(self, form: NameForm) -> list[int]:
        """Entities with a fuller name of which this one can be a part; none where a word is in everybody's name."""
        near = self._known(self._near.get((form.kind, handle), []) for handle in {*form.words_near(), form.words})
        return sorted(n for n in near if _is_part(form, self.entities[n]))

    def _misspelled(self, form: NameForm) -> list[int]:
        """The one person whose surname this is but for one letter; empty where several are as near."""
        slips = _surname_slips(form) if len(form.key) == 1 else ()
        near = self._known(self._slips.get(slip, []) for slip in slips)
        alike = [n for n in near if self.entities[n].key[-1][0] == form.key[0][0]]
        return alike if len(alike) == 1 else []

    def _known(self, found: Iterable[list[int]]) -> set[int]:
        return {n for numbers in found if len(numbers) <= _CROWD for n in numbers}


def _surname_slips(form: NameForm) -> set[str]:
    surname = form.key[-1]
    return slips_of(surname) if form.kind == "person" and len(surname) in _SLIP_LETTERS else set()


def _is_part(form: NameForm, entity: NamedEntity) -> bool:
    if form.kind == "location":
        return False
    if _are_initials(form, entity):
        return True
    if form.kind == "person":
        return is_part_of(form.key, entity.key)
    return _shortens(form, entity)


def _shortens(form: NameForm, entity: NamedEntity) -> bool:
    """Whether it is the front of an organization's name and no acronym (`UN`, `UN Fund`), or the end of an outlet's."""
    if form.is_outlet and entity.key[-len(form.key) :] == form.key:
        return True
    is_acronym = len(form.words) > 1 and form.words.isalpha() and form.words.isupper()
    return not is_acronym and entity.key[: len(form.key)] == form.key


def _are_initials(form: NameForm, entity: NamedEntity) -> bool:
    is_long = len(form.words) >= _LEAST_INITIALS.get(form.kind, 2)
    return is_long and form.words.isupper() and form.words in _initials(entity.name)


def _initials(words: str) -> set[str]:
    looked_at = words[:_MOST_INITIALED_CHARS]
    return {initials_of(looked_at), initials_of(looked_at, with_small_words=True)}
