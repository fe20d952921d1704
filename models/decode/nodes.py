"""Lays the spans of one article out as nodes, and remembers which node stands for which span."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.network.backend import PieceSpan
from models.network.nodes import CONTENT_NODE, NODE_KINDS, NONE, RELAY_NODE, SOURCE_NODE, ArticleNodes
from models.text.pieces import LINE_BREAK_FEATURE, Pieces

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A span on its way to become a node.

    entity:    number of what it names, for names and relays
    quotation: number of its quotation, for contents
    source:    number of its written source among the sources, for contents
    can_speak: whether it can be who a quotation is given to
    """

    pieces: PieceSpan
    kind: str
    entity: int = NONE
    quotation: int = NONE
    source: int = NONE
    can_speak: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeLayout:
    """The nodes, and for each group of spans the numbers of their nodes in the order in which they were given."""

    nodes: ArticleNodes
    contents: Ints
    sources: Ints
    names: Ints
    relays: Ints


def lay_out(
    pieces: Pieces,
    *,
    contents: Sequence[Node],
    sources: Sequence[Node],
    names: Sequence[Node],
    relays: Sequence[Node],
    namesakes: frozenset[tuple[int, int]],
) -> NodeLayout:
    """Nodes in the order of the text; a content's `source` is turned from a number among sources into a node's."""
    spans = [*contents, *sources, *names, *relays]
    order = sorted(range(len(spans)), key=lambda i: (spans[i].pieces.first, spans[i].pieces.last))
    node_of = np.empty(len(spans), dtype=np.int64)
    node_of[order] = np.arange(len(spans))
    groups = np.split(node_of, np.cumsum([len(contents), len(sources), len(names)]))
    ends = np.asarray([[spans[i].pieces.first, spans[i].pieces.last] for i in order], dtype=np.int64).reshape(-1, 2)
    written = [groups[1][spans[i].source] if spans[i].source != NONE else NONE for i in order]
    nodes = ArticleNodes(
        ends=ends,
        kinds=np.asarray([NODE_KINDS.index(spans[i].kind) for i in order], dtype=np.int64),
        paragraphs=np.cumsum(pieces.features[:, LINE_BREAK_FEATURE] > 0, dtype=np.int64)[ends[:, 0]],
        entities=np.asarray([spans[i].entity for i in order], dtype=np.int64),
        quotations=np.asarray([spans[i].quotation for i in order], dtype=np.int64),
        sources=np.asarray(written, dtype=np.int64),
        can_speak=np.asarray([spans[i].can_speak for i in order], dtype=bool),
        namesakes=namesakes,
    )
    return NodeLayout(nodes=nodes, contents=groups[0], sources=groups[1], names=groups[2], relays=groups[3])


def source_node(pieces: PieceSpan, *, can_speak: bool) -> Node:
    """A written source."""
    return Node(pieces=pieces, kind=SOURCE_NODE, can_speak=can_speak)


def name_node(pieces: PieceSpan, *, kind: str, entity: int) -> Node:
    """A name; anybody who is named can speak."""
    return Node(pieces=pieces, kind=kind, entity=entity, can_speak=True)


def content_node(pieces: PieceSpan, *, quotation: int, source: int | None) -> Node:
    """A content piece; `source` is None where nobody is written beside it."""
    return Node(pieces=pieces, kind=CONTENT_NODE, quotation=quotation, source=NONE if source is None else source)


def relay_node(pieces: PieceSpan, *, entity: int) -> Node:
    """A span that may name a relaying outlet."""
    return Node(pieces=pieces, kind=RELAY_NODE, entity=entity)
