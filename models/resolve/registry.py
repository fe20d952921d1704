"""The outlet registry: known news organisations by address and by name, read once from `outlets.csv`."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, get_args

from models.resolve.addresses import read_address, registrable_domain
from models.resolve.outlet_words import (
    GENERIC,
    clean,
    exact_key,
    loose_key,
    own_words,
    plain,
    trimmed,
    without_accents,
    without_article,
    without_generic,
)
from models.spans import CharSpan

OutletKind = Literal["agency", "newspaper", "broadcaster", "digital", "magazine"]

_WORD = re.compile(r"\w+")
_CLUE_AFTER = re.compile(
    rf"(?:'s)? (?:(?:{GENERIC})s?|reported|report|reporter|columnist|correspondent|journalist)\b", re.IGNORECASE
)
_CLUE_BEFORE = re.compile(rf"\b(?:{GENERIC}|told)s? ['\"“]?$", re.IGNORECASE)
_ACCORDING = re.compile(r"\b[Aa]ccording to $")
_MID_SENTENCE = re.compile(r"[\w,'’)] $")
_STATION_BEFORE = re.compile(r"\b[A-Z]{2,}(?: News)?(?:'s|(?<=[Ss])') ['\"“]?$")
_PLACE_OF_WORK = re.compile(r"^(?:[^\W\d_][\w.'-]* ){1,4}(?:of|from|for|at) (?=[^a-z\W]|the )")
_CLUE_WIDTH = 30
_LONGEST_MENTION = 300
"""Characters; what goes on for longer names no outlet, and could be looked through generic noun by generic noun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A news organisation.

    aliases: other names, safe to know anywhere in a text
    strict:  names that are everyday words or stand for several things: they count only with a clue beside them
    domains: hosts or host/path prefixes, the main one first; empty for a name that several outlets bear
    country: ISO 3166 alpha-2, None for a name that several outlets bear
    """

    name: str
    aliases: tuple[str, ...] = ()
    strict: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    country: str | None = None
    kind: OutletKind

    @property
    def domain(self) -> str | None:
        """Registrable domain of the main address; None where none is known."""
        return registrable_domain(self.domains[0].partition("/")[0]) if self.domains else None

    @property
    def is_programme(self) -> bool:
        """Whether it is a programme of a station: a broadcaster without an address of its own."""
        return self.kind == "broadcaster" and not self.domains and self.country is not None

    @property
    def is_agency(self) -> bool:
        """Whether it is a news agency, whose articles others print."""
        return self.kind == "agency"

    def free_names(self) -> Iterator[str]:
        """All names that need no clue; those of several words without their article too."""
        for name in (self.name, *self.aliases):
            bare = without_article(name)
            if name not in self.strict:
                yield from dict.fromkeys((name, bare) if " " in bare else (name,))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """One spelling of an outlet's name, as it is looked for in texts."""

    words: str
    outlet: Outlet
    is_strict: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _FormsOfWord:
    """The spellings that begin with one word, hundreds with `The`, and their few lengths, the longest first."""

    by_words: Mapping[str, _Form]
    widths: tuple[int, ...]

    def at(self, text: str, start: int) -> _Form | None:
        """The longest that stands at this place of a text; None where none does."""
        for width in self.widths:
            end = start + width
            if (form := self.by_words.get(text[start:end])) and _stands_at(form, text, start, end):
                return form
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """Known outlets and three ways to look them up. Build with `Registry.of`, or take `load_registry()`."""

    outlets: tuple[Outlet, ...]
    _addresses: Mapping[str, Outlet]
    _free: Mapping[str, Outlet]
    _strict: Mapping[str, Outlet]
    _forms: Mapping[str, _FormsOfWord]

    @classmethod
    def of(cls, outlets: Iterable[Outlet]) -> "Registry":
        """The registry of these outlets; a name that several bear stands for none of them alone."""
        known = tuple(outlets)
        free = _by_key((loose_key(n), n, o) for o in known for n in o.free_names())
        strict = _by_key((exact_key(without_article(n)), n, o) for o in known for n in o.strict)
        return cls(
            outlets=known,
            _addresses={d: o for o in known for d in o.domains},
            _free=free,
            _strict=strict,
            _forms=_forms(known, free=free, strict=strict),
        )

    def by_url(self, url: str) -> Outlet | None:
        """The outlet at this address: the longest known host and path prefix wins; None for an unknown one."""
        address = read_address(url)
        prefixes = address.prefixes() if address else iter(())
        return next((self._addresses[p] for p in prefixes if p in self._addresses), None)

    def by_name(self, words: str) -> Outlet | None:
        """The outlet of this name; case, leading article, possessive and trailing generic noun aside.

        Everyday words (`Time`, `the sun`) need their usual case and a clue: their article (`The Sun`) or a
        generic noun (`Time magazine`). None for all else.
        """
        name = clean(words)
        # A possessive may be part of the name: Barron's.
        return self._free_name(trimmed(words)) or self._free_name(name) or self._strict_name(name, needs_clue=True)

    def by_mention(self, words: str) -> Outlet | None:
        """Like `by_name`, for words that are known to name an outlet: everyday words need their case only."""
        if len(words) > _LONGEST_MENTION:
            return None
        name = clean(words)
        known = self.by_name(words) or self._strict_name(name, needs_clue=False)
        return known or self._appended(name) or self._at_work(name)

    def canonical(self, words: str, *, seen: "ShortForms | None" = None) -> tuple[str, str | None]:
        """Name and domain for an outlet mention: the registry's, else the mention's own words and None.

        seen: short forms of the outlets that the article names in full; `the Post` is then `The Washington Post`
        """
        outlet = (seen and seen.stands_for(words)) or self.by_mention(words)
        return (outlet.name, outlet.domain) if outlet else (own_words(words), None)

    def find_in(self, text: str) -> list[tuple[CharSpan, Outlet]]:
        """All outlets named in the text, in order, none overlapping; case counts, in time linear in the text."""
        flat, found, done = plain(text), list[tuple[CharSpan, Outlet]](), 0
        for word in _WORD.finditer(flat):
            forms, start = self._forms.get(word[0]), word.start()
            if forms and start >= done and (form := forms.at(flat, start)):
                done = start + len(form.words)
                found.append((CharSpan(start, done), form.outlet))
        return found

    def _free_name(self, name: str) -> Outlet | None:
        for words in (name, without_article(name), without_generic(name), without_generic(without_article(name))):
            if outlet := self._free.get(loose_key(words)):
                return outlet
        return None

    def _strict_name(self, name: str, *, needs_clue: bool) -> Outlet | None:
        bare = without_article(name)
        core = without_generic(bare)
        outlet = self._strict.get(exact_key(bare)) or self._strict.get(exact_key(core))
        if outlet is None or not needs_clue:
            return outlet
        has_noun, is_acronym = core != bare, len(bare) > 1 and bare.isupper()
        has_article = bare != name and any(loose_key(n) == f"the {loose_key(bare)}" for n in outlet.strict)
        return outlet if has_noun or is_acronym or has_article else None

    def _appended(self, name: str) -> Outlet | None:
        """The outlet named after a generic noun: `the Russian news agency TASS`."""
        match = re.search(rf"\b(?:{GENERIC}) (?=[^a-z\W])", name)
        return self.by_mention(name[match.end() :]) if match else None

    def _at_work(self, name: str) -> Outlet | None:
        """The outlet that somebody is said to work for: `Ada Moor of CNN`."""
        match = _PLACE_OF_WORK.match(name)
        return self.by_name(name[match.end() :]) if match else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortForms:
    """What the endings of longer names stand for among some outlets; built once, as looking through all is slow."""

    _by_ending: Mapping[str, Mapping[str, Outlet]]

    @classmethod
    def of(cls, outlets: Iterable[Outlet]) -> "ShortForms":
        """The short forms of these outlets."""
        by_ending = defaultdict[str, dict[str, Outlet]](dict)
        for outlet in outlets:
            for name in (outlet.name, *outlet.aliases):
                words = loose_key(name).split()
                for first in range(1, len(words)):
                    by_ending[" ".join(words[first:])][outlet.name] = outlet
        return cls(_by_ending=by_ending)

    def stands_for(self, words: str) -> Outlet | None:
        """The outlet whose longer name ends in these words; None where there is not exactly one."""
        key = loose_key(without_article(clean(words)))
        fitting = tuple(self._by_ending.get(key, {}).values())
        whole = [outlet for outlet in fitting if loose_key(without_article(outlet.name)) != key]
        return whole[0] if len(whole) == len(fitting) == 1 else None


@cache
def load_registry() -> Registry:
    """The registry that comes with the library, read once."""
    table = resources.files("models.resolve").joinpath("outlets.csv").read_text(encoding="utf-8")
    return Registry.of(_outlet(row) for row in csv.DictReader(table.splitlines()))


def _outlet(row: Mapping[str, str]) -> Outlet:
    kind = next(k for k in get_args(OutletKind) if k == row["kind"])
    lists = {field: tuple(filter(None, row[field].split("|"))) for field in ("aliases", "strict", "domains")}
    return Outlet(name=row["name"], country=row["country"], kind=kind, **lists)


def _by_key(names: Iterable[tuple[str, str, Outlet]]) -> dict[str, Outlet]:
    """Outlets by key; several that bear one name give way to an outlet that says no more than that name."""
    bearers = defaultdict[str, dict[str, Outlet]](dict)
    spelled: dict[str, str] = {}
    for key, name, outlet in names:
        bearers[key][f"{outlet.name} {outlet.country}"] = outlet
        spelled.setdefault(key, name)
    return {key: _one_of(tuple(same.values()), name=spelled[key]) for key, same in bearers.items()}


def _one_of(bearers: tuple[Outlet, ...], *, name: str) -> Outlet:
    first = bearers[0]
    return first if len(bearers) == 1 else Outlet(name=name, strict=first.strict, kind=first.kind)


def _forms(
    outlets: Iterable[Outlet], *, free: Mapping[str, Outlet], strict: Mapping[str, Outlet]
) -> dict[str, _FormsOfWord]:
    """All spellings by their first word."""
    spellings: dict[str, _Form] = {}
    for outlet in outlets:
        for name in outlet.strict:
            named = strict[exact_key(without_article(name))]
            spellings |= {w: _Form(words=w, outlet=named, is_strict=True) for w in _spellings(name)}
    for outlet in outlets:
        for name in outlet.free_names():
            named = free[loose_key(name)]
            # An everyday word may be the name without its accents: "liberation" is not Libération.
            new = [w for w in _spellings(name) if w == plain(name) or w not in spellings]
            spellings |= {w: _Form(words=w, outlet=named, is_strict=False) for w in new}
    by_first = defaultdict[str, dict[str, _Form]](dict)
    for words, form in spellings.items():
        if first := _WORD.match(words):
            by_first[first[0]][words] = form
    return {
        first: _FormsOfWord(by_words=forms, widths=tuple(sorted({*map(len, forms)}, reverse=True)))
        for first, forms in by_first.items()
    }


def _spellings(name: str) -> Iterator[str]:
    """The name as it is and without its accents."""
    yield from dict.fromkeys((plain(name), without_accents(plain(name))))


def _stands_at(form: _Form, text: str, start: int, end: int) -> bool:
    """Whether the form, which begins at a word, ends with one, with a clue beside it if it needs one."""
    if text[end : end + 1].isalnum():
        return False
    return not form.is_strict or _has_clue(form.words, text, start, end)


def _has_clue(words: str, text: str, start: int, end: int) -> bool:
    """Whether a generic noun, a word of reporting, a station or an article inside a sentence shows that it is one."""
    before = text[max(0, start - _CLUE_WIDTH) : start]
    if _CLUE_AFTER.match(text, end) or _CLUE_BEFORE.search(before) or _STATION_BEFORE.search(before):
        return True
    if _ACCORDING.search(before) and text[end : end + 1] in (".", ",", ";"):
        return True
    return words.startswith("The ") and bool(_MID_SENTENCE.search(before))
