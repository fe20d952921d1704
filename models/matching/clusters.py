"""Wordings that were joined into groups, and what keeps two groups apart: different speakers, contradictions."""

from array import array
from collections import defaultdict
from collections.abc import Callable


class Clusters:
    """Each wording, by number, stands alone at first; a join that anything speaks against is not made.

    leaders: for each wording another one of its group, itself for the first of a group
    """

    def __init__(self, n_wordings: int, *, may_be_one: Callable[[int, int], bool]) -> None:
        """`may_be_one` is asked for numbers of two speakers."""
        self.leaders = array("I", range(n_wordings))
        self._may_be_one = may_be_one
        # Both by the leader of the group.
        self._speakers = defaultdict[int, set[int]](set)
        self._opponents = defaultdict[int, set[int]](set)

    def name_speakers(self, wording: int, speakers: set[int]) -> None:
        """From now on everyone in the group of this wording, which stands alone, may be one person with these."""
        if speakers:
            self._speakers[wording] = set(speakers)

    def keep_apart(self, a: int, b: int) -> None:
        """From now on the groups of the two are never joined, unless they already are one."""
        first, second = self.leader(a), self.leader(b)
        if first != second:
            self._opponents[first].add(second)
            self._opponents[second].add(first)

    def join(self, a: int, b: int) -> bool:
        """Make one group of those of both, where nothing speaks against it; whether they are one now."""
        first, second = sorted((self.leader(a), self.leader(b)))
        if first == second:
            return True
        if second in self._opponents.get(first, ()) or self._have_other_speakers(first, second):
            return False
        self.leaders[second] = first
        if theirs := self._speakers.pop(second, None):
            self._speakers[first] |= theirs
        for opponent in self._opponents.pop(second, ()):
            self._opponents[opponent].remove(second)
            self._opponents[opponent].add(first)
            self._opponents[first].add(opponent)
        return True

    def leader(self, wording: int) -> int:
        """The wording that stands for the group of this one."""
        while self.leaders[wording] != wording:
            self.leaders[wording] = self.leaders[self.leaders[wording]]
            wording = self.leaders[wording]
        return wording

    def _have_other_speakers(self, first: int, second: int) -> bool:
        ours, theirs = self._speakers.get(first, ()), self._speakers.get(second, ())
        return any(not self._may_be_one(a, b) for a in ours for b in theirs)
