"""The spans found in a whole article as nodes: what each of them is, and how each two stand to each other."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.network.distances import distance_buckets

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

CONTENT_NODE, SOURCE_NODE, RELAY_NODE = "content", "source", "relay"
NODE_KINDS = (CONTENT_NODE, SOURCE_NODE, "person", "organization", "outlet", "location", RELAY_NODE)
TIES = ("none", "itself", "same entity", "namesake", "overlapping", "its source", "its content", "same quotation")
N_COUNTS = 6
N_DISTANCES = 26
_PARAGRAPH_STEPS = np.asarray([1, 2, 3, 5, 9])
N_PARAGRAPHS = 2 * len(_PARAGRAPH_STEPS) + 1
NONE = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleNodes:
    """The nodes of one article, ordered by their first piece.

    ends:       (n_nodes, 2) first and last piece, both included, counted over the article
    kinds:      (n_nodes,) index into NODE_KINDS
    paragraphs: (n_nodes,) number of the paragraph in which the node begins
    entities:   (n_nodes,) for a name its entity, else NONE
    quotations: (n_nodes,) for a content piece its quotation, else NONE
    sources:    (n_nodes,) for a content piece the node of its written source, NONE where it has none
    can_speak:  (n_nodes,) False for what cannot be the answer to "who said it?": contents, pronouns, relays, and
                sources that only repeat a name
    namesakes:  pairs of entities of which one may be a part of the other's name, both ways round
    """

    ends: Ints
    kinds: Ints
    paragraphs: Ints
    entities: Ints
    quotations: Ints
    sources: Ints
    can_speak: Bools
    namesakes: frozenset[tuple[int, int]] = frozenset()

    def __len__(self) -> int:
        return len(self.kinds)

    @property
    def can_relay(self) -> Bools:
        """(n_nodes,) True for what can be the answer to "through whom did it come?"."""
        return np.equal(self.kinds, NODE_KINDS.index(RELAY_NODE))

    def part(self, *, start: int, end: int) -> "ArticleNodes":
        """The nodes from number `start` up to `end`; a source outside them is forgotten."""
        cut = slice(start, end)
        sources = self.sources[cut]
        is_inside = (sources >= start) & (sources < end)
        return ArticleNodes(
            ends=self.ends[cut],
            kinds=self.kinds[cut],
            paragraphs=self.paragraphs[cut],
            entities=self.entities[cut],
            quotations=self.quotations[cut],
            sources=np.where(is_inside, sources - start, NONE),
            can_speak=self.can_speak[cut],
            namesakes=self.namesakes,
        )


def mention_counts(nodes: ArticleNodes) -> Ints:
    """(n_nodes,) how often a name's entity is named, in powers of two from 1; 0 for what is no name."""
    named = nodes.entities[nodes.entities >= 0]
    if not len(named):
        return np.zeros(len(nodes), dtype=np.int64)
    often = np.bincount(named)[np.maximum(nodes.entities, 0)]
    buckets = np.minimum(np.log2(np.maximum(often, 1)).astype(np.int64) + 1, N_COUNTS - 1)
    return np.where(nodes.entities >= 0, buckets, 0)


def distances(nodes: ArticleNodes) -> Ints:
    """(n_nodes, n_nodes) numbers in [0, N_DISTANCES): how far on the column's node begins, finer near zero."""
    gaps = nodes.ends[None, :, 0] - nodes.ends[:, None, 0]
    return distance_buckets(gaps, n_buckets=N_DISTANCES)


def paragraph_steps(nodes: ArticleNodes) -> Ints:
    """(n_nodes, n_nodes) numbers in [0, N_PARAGRAPHS): by how many paragraphs the column's node comes later."""
    steps = nodes.paragraphs[None, :] - nodes.paragraphs[:, None]
    sizes = np.searchsorted(_PARAGRAPH_STEPS, np.abs(steps), side="right")
    return np.asarray(np.sign(steps) * sizes + len(_PARAGRAPH_STEPS))


def ties(nodes: ArticleNodes) -> Ints:
    """(n_nodes, n_nodes) index into TIES of what the column's node is to the row's; the closest tie counts."""
    found = np.zeros((len(nodes), len(nodes)), dtype=np.int64)
    starts, ends = nodes.ends[:, 0], nodes.ends[:, 1]
    found[(starts[:, None] <= ends[None]) & (starts[None] <= ends[:, None])] = TIES.index("overlapping")
    found[_namesakes(nodes)] = TIES.index("namesake")
    found[_equal(nodes.entities)] = TIES.index("same entity")
    found[_equal(nodes.quotations)] = TIES.index("same quotation")
    contents = np.flatnonzero(nodes.sources >= 0)
    found[contents, nodes.sources[contents]] = TIES.index("its source")
    found[nodes.sources[contents], contents] = TIES.index("its content")
    np.fill_diagonal(found, TIES.index("itself"))
    return found


def _equal(numbers: Ints) -> Bools:
    is_equal: Bools = (numbers[:, None] == numbers[None]) & (numbers >= 0)
    return is_equal


def _namesakes(nodes: ArticleNodes) -> Bools:
    """Told entity by entity: an article may hold far more pairs of these than nodes that bear them."""
    entities, entity_of = np.unique(nodes.entities, return_inverse=True)
    place = {int(entity): number for number, entity in enumerate(entities)}
    is_namesake = np.zeros((len(entities), len(entities)), dtype=bool)
    for one, other in nodes.namesakes:
        if one in place and other in place:
            is_namesake[place[one], place[other]] = True
    return is_namesake[np.ix_(entity_of, entity_of)]
