"""Nodes written by hand, with what a test does not ask about left at nothing."""

from collections.abc import Iterable, Sequence

import numpy as np

from models.network.nodes import NODE_KINDS, NONE, ArticleNodes


def nodes_of(
    n_nodes: int,
    *,
    firsts: Sequence[int] = (),
    ends: Sequence[tuple[int, int]] = (),
    kinds: Sequence[str] = (),
    paragraphs: Sequence[int] = (),
    entities: Sequence[int] = (),
    quotations: Sequence[int] = (),
    sources: Sequence[int] = (),
    can_speak: Sequence[bool] = (),
    namesakes: Iterable[tuple[int, int]] = (),
) -> ArticleNodes:
    """So many nodes of one piece each, apart from each other, unless `firsts` or `ends` say where they stand."""
    none = [NONE] * n_nodes
    places = ends or [(first, first) for first in firsts] or [(2 * n, 2 * n) for n in range(n_nodes)]
    return ArticleNodes(
        ends=np.asarray(places, dtype=np.int64).reshape(-1, 2),
        kinds=np.asarray([NODE_KINDS.index(kind) for kind in kinds or ["person"] * n_nodes], dtype=np.int64),
        paragraphs=np.asarray(paragraphs or [0] * n_nodes, dtype=np.int64),
        entities=np.asarray(entities or none, dtype=np.int64),
        quotations=np.asarray(quotations or none, dtype=np.int64),
        sources=np.asarray(sources or none, dtype=np.int64),
        can_speak=np.asarray(can_speak or [True] * n_nodes, dtype=bool),
        namesakes=frozenset(namesakes),
    )


def random_nodes(n_nodes: int, *, n_pieces: int, seed: int = 1) -> ArticleNodes:
    """Nodes of every kind anywhere in an article, with ties of every kind between them."""
    rng = np.random.default_rng(seed)
    firsts = np.sort(rng.integers(n_pieces, size=n_nodes))
    kinds = rng.integers(len(NODE_KINDS), size=n_nodes)
    return ArticleNodes(
        ends=np.stack([firsts, np.minimum(firsts + rng.integers(3, size=n_nodes), n_pieces - 1)], axis=1),
        kinds=kinds,
        paragraphs=np.sort(rng.integers(6, size=n_nodes)),
        entities=np.where(kinds > 1, rng.integers(4, size=n_nodes), NONE),
        quotations=np.where(kinds == 0, rng.integers(3, size=n_nodes), NONE),
        sources=np.where(kinds == 0, rng.integers(-1, n_nodes, size=n_nodes), NONE),
        can_speak=(kinds > 0) & (kinds < len(NODE_KINDS) - 1),
        namesakes=frozenset({(0, 1), (1, 0)}),
    )
