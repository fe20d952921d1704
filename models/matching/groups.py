"""Groups of quotations that carry the same words, found without comparing each with each.

Wordings come longest first. Each joins the longer one that it is found in; two longer ones meet in a shorter one only
where it is most of both, since a stock phrase stands in many statements that have nothing else in common.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from models.matching.candidates import Numbers, Prints, candidates
from models.matching.clusters import Clusters
from models.matching.features import Features
from models.matching.likeness import Likeness, likeness
from models.matching.nodes import MIN_WORDS_OF_ANYBODY, Nodes
from models.matching.people import may_be_one
from models.matching.tracking import Track, untracked
from models.matching.wording import Wording

# Share of the longer wording that the shorter one must be for the two to be one statement, and not a part of another.
_MIN_COVERED = 0.75
_SAME = Likeness(kept=1.0, covered=1.0)


def group_alike(features: Features, wordings: Sequence[Wording], *, track: Track = untracked) -> Iterator[list[int]]:
    """Groups of positions whose quotations carry the same words, each of two owners or more, in order of the first.

    wordings: of the quotations that `features` has, by position; each is asked for a few times, so they may lie on disk
    """
    features.settle()
    nodes = Nodes.of(features)
    joiner = _Joiner.of(nodes, wordings=wordings, names=features.names)
    earlier = candidates(*_prints(features, nodes.firsts))
    for node, others in enumerate(track(earlier, doing="comparing", n_in_all=len(nodes))):
        joiner.place(node, others)
    return _groups(nodes, joiner.clusters.leaders)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Joiner:
    """Places wordings, longest first, with earlier ones that carry the same words."""

    nodes: Nodes
    firsts: Numbers
    wordings: Sequence[Wording]
    names: Sequence[str]
    clusters: Clusters

    @classmethod
    def of(cls, nodes: Nodes, *, wordings: Sequence[Wording], names: Sequence[str]) -> "_Joiner":
        clusters = Clusters(len(nodes), may_be_one=lambda a, b: may_be_one(names[a], names[b]))
        return cls(nodes=nodes, firsts=nodes.firsts, wordings=wordings, names=names, clusters=clusters)

    def place(self, node: int, others: Sequence[int]) -> None:
        """Join the wording with those of the others, all earlier, that carry the same words."""
        if self._is_short(node):
            self.clusters.name_speakers(node, self.nodes.speakers_of(node))
        found = list(self._found(node, others))
        for alike, other in found:
            if alike.contradict:
                self.clusters.keep_apart(node, other)
        is_placed = False
        for alike, other in _best_first(found):
            if not is_placed or alike.covered >= _MIN_COVERED:
                is_placed |= self.clusters.join(node, other)

    def _found(self, node: int, others: Sequence[int]) -> Iterator[tuple[Likeness, int]]:
        """Those with the same words, contradictions too; after one that is much like the wording, none of its group."""
        seen = set[int]()
        wording = self.wordings[self.firsts[node]] if others else Wording(words=())
        for other in others:
            leader = self.clusters.leader(other)
            if leader not in seen and self._may_meet(node, other) and (alike := self._likeness(node, wording, other)):
                yield alike, other
                if not alike.contradict and alike.covered >= _MIN_COVERED:
                    seen.add(leader)

    def _may_meet(self, node: int, other: int) -> bool:
        if self.nodes.are_of_one_article(node, other):
            return False
        return not (self._is_short(node) and self._have_other_speakers(node, other))

    def _likeness(self, node: int, wording: Wording, other: int) -> Likeness | None:
        if self.nodes.digests[node] == self.nodes.digests[other]:
            return _SAME
        return likeness(wording, self.wordings[self.firsts[other]])

    def _is_short(self, node: int) -> bool:
        return bool(self.nodes.n_words[node] < MIN_WORDS_OF_ANYBODY)

    def _have_other_speakers(self, node: int, other: int) -> bool:
        ours, theirs = self.nodes.speakers_of(node), self.nodes.speakers_of(other)
        return bool(ours and theirs) and not any(may_be_one(self.names[a], self.names[b]) for a in ours for b in theirs)


def _best_first(found: Sequence[tuple[Likeness, int]]) -> list[tuple[Likeness, int]]:
    """Those that nothing contradicts, first the ones of which the wording is most."""
    like = [(alike, other) for alike, other in found if not alike.contradict]
    return sorted(like, key=lambda pair: (pair[0].covered < _MIN_COVERED, -pair[0].kept * pair[0].covered, pair[1]))


def _prints(features: Features, firsts: Numbers) -> tuple[Prints, Numbers]:
    """The fingerprints of the quotations at these positions, and how many each has."""
    n_prints = np.array(features.n_prints).astype(np.int64)
    starts, counts = (np.cumsum(n_prints) - n_prints)[firsts], n_prints[firsts]
    before = np.cumsum(counts) - counts
    return np.array(features.prints)[np.repeat(starts - before, counts) + np.arange(counts.sum())], counts


def _groups(nodes: Nodes, leaders: Sequence[int]) -> Iterator[list[int]]:
    roots = np.array(leaders).astype(np.int64)
    while np.any(roots[roots] != roots):
        roots = roots[roots]
    of_quotation = np.repeat(roots, np.diff(nodes.starts))
    order = np.lexsort((nodes.positions, of_quotation))
    positions, owners, of_group = nodes.positions[order], nodes.owners[order], of_quotation[order]
    starts = np.flatnonzero(np.diff(of_group, prepend=-1))
    ends = np.append(starts[1:], len(of_group))
    if len(starts):
        is_shared = np.minimum.reduceat(owners, starts) != np.maximum.reduceat(owners, starts)
        starts, ends = starts[is_shared], ends[is_shared]
    in_order = np.argsort(positions[starts])
    return (positions[starts[i] : ends[i]].tolist() for i in in_order)
