"""Whom a name means that several people of an article share, by the order in which it names them in full."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """A person with the shared name in theirs.

    number: of the entity
    key:    the words of the fuller name
    places: numbers of the name spans that name this person more fully, in text order; at least one
    """

    number: int
    key: tuple[str, ...]
    places: Sequence[int]

    def last_before(self, place: int) -> int:
        """The last of the places before this one, -1 where there is none."""
        n_before = bisect_left(self.places, place)
        return self.places[n_before - 1] if n_before else -1


def bearer_at(place: int, shared: tuple[str, ...], bearers: Sequence[Bearer]) -> Bearer:
    """The person whom the shared words mean in this place.

    A surname alone is the first bearer's, as an article names relatives in full. A name that begins all the fuller
    ones (`Kim`) goes to the bearer named last before.
    """
    if all(bearer.key[0] == shared[0] for bearer in bearers):
        return max(bearers, key=lambda bearer: (bearer.last_before(place), -bearer.places[0]))
    surnamed = [bearer for bearer in bearers if bearer.key[-len(shared) :] == shared]
    return min(surnamed or bearers, key=lambda bearer: bearer.places[0])
