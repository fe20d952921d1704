"""What one document contributes: named tallies, which only ever get added up."""

from collections.abc import Hashable, Iterable, Mapping, Set
from dataclasses import dataclass, field
from functools import reduce
from operator import add


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many things gold holds, how many were given, and how many of those given are right.

    A plain share ("right of n") is a tally with as many given as gold holds.
    """

    gold: int = 0
    given: int = 0
    right: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(gold=self.gold + other.gold, given=self.given + other.given, right=self.right + other.right)


@dataclass(frozen=True, slots=True)
class Counts:
    """Tallies by name; a name that was never counted holds an empty tally."""

    tallies: Mapping[str, Tally] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Tally:
        return self.tallies.get(name, Tally())

    def __add__(self, other: "Counts") -> "Counts":
        return Counts({name: self[name] + other[name] for name in {**self.tallies, **other.tallies}})


def total(rows: Iterable[Counts]) -> Counts:
    """The sum over documents; empty counts when there are none."""
    return reduce(add, rows, Counts())


def share(outcomes: Iterable[bool]) -> Tally:
    """How many of the outcomes are right, as a tally."""
    verdicts = list(outcomes)
    return Tally(gold=len(verdicts), given=len(verdicts), right=sum(verdicts))


def set_tally(gold: Set[Hashable], given: Set[Hashable]) -> Tally:
    """Things that are right when they are the same, each counted once."""
    return Tally(gold=len(gold), given=len(given), right=len(gold & given))
