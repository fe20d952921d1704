"""Spans become nodes in the order of the text, and every group still knows its own."""

import numpy as np
import pytest

from models.decode.nodes import Node, NodeLayout, content_node, lay_out, name_node, relay_node, source_node
from models.network.backend import PieceSpan
from models.network.nodes import NODE_KINDS
from tests.unit.models.text.cutters import word_pieces

# pieces: Ada 0, wrote 1, : 2, rain 3, Post 4, said 5, snow 6, she 7
PIECES = word_pieces("Ada wrote: rain\nPost said\n\nsnow she")


def at(first: int, last: int | None = None) -> PieceSpan:
    return PieceSpan(first=first, last=first if last is None else last)


def laid_out(
    *,
    contents: tuple[Node, ...] = (),
    sources: tuple[Node, ...] = (),
    names: tuple[Node, ...] = (),
    relays: tuple[Node, ...] = (),
    namesakes: frozenset[tuple[int, int]] = frozenset(),
) -> NodeLayout:
    return lay_out(PIECES, contents=contents, sources=sources, names=names, relays=relays, namesakes=namesakes)


@pytest.fixture
def layout() -> NodeLayout:
    """Two contents, their two sources, a name and a relay; Ada's place is a name and a source."""
    return laid_out(
        contents=(content_node(at(3), quotation=4, source=1), content_node(at(6), quotation=5, source=0)),
        sources=(source_node(at(7), can_speak=False), source_node(at(0, 1), can_speak=True)),
        names=(name_node(at(0), kind="person", entity=2),),
        relays=(relay_node(at(4), entity=6),),
        namesakes=frozenset({(2, 3)}),
    )


def test_nodes_are_in_the_order_of_the_text(layout: NodeLayout):
    assert layout.nodes.ends.tolist() == [[0, 0], [0, 1], [3, 3], [4, 4], [6, 6], [7, 7]]
    kinds = [NODE_KINDS[kind] for kind in layout.nodes.kinds]
    assert kinds == ["person", "source", "content", "relay", "content", "source"]


def test_every_group_finds_its_nodes_in_the_order_it_was_given(layout: NodeLayout):
    assert layout.contents.tolist() == [2, 4]
    assert layout.sources.tolist() == [5, 1]
    assert layout.names.tolist() == [0]
    assert layout.relays.tolist() == [3]


def test_source_of_a_content_is_a_node(layout: NodeLayout):
    assert layout.nodes.sources.tolist() == [-1, -1, 1, -1, 5, -1]


def test_quotations_and_entities_are_those_given(layout: NodeLayout):
    assert layout.nodes.quotations.tolist() == [-1, -1, 4, -1, 5, -1]
    assert layout.nodes.entities.tolist() == [2, -1, -1, 6, -1, -1]
    assert layout.nodes.namesakes == {(2, 3)}


def test_names_and_the_sources_that_may_can_speak(layout: NodeLayout):
    assert layout.nodes.can_speak.tolist() == [True, True, False, False, False, False]


def test_node_stands_in_the_paragraph_in_which_it_begins(layout: NodeLayout):
    # an empty line parts two paragraphs as one line break does
    assert layout.nodes.paragraphs.tolist() == [0, 0, 0, 1, 2, 2]


def test_groups_at_one_place_stay_in_their_order():
    layout = laid_out(
        contents=(content_node(at(1), quotation=0, source=None),),
        sources=(source_node(at(1), can_speak=True),),
        names=(name_node(at(1), kind="outlet", entity=0),),
        relays=(relay_node(at(1), entity=1),),
    )
    assert [g.tolist() for g in (layout.contents, layout.sources, layout.names, layout.relays)] == [[0], [1], [2], [3]]


def test_content_without_a_written_source_has_none():
    layout = laid_out(
        contents=(content_node(at(1), quotation=0, source=None),), sources=(source_node(at(0), can_speak=True),)
    )
    assert layout.nodes.sources.tolist() == [-1, -1]


@pytest.mark.parametrize("text", ["Rain.", ""])
def test_article_without_spans_has_no_nodes(text: str):
    layout = lay_out(word_pieces(text), contents=(), sources=(), names=(), relays=(), namesakes=frozenset())
    assert len(layout.nodes) == 0
    assert layout.nodes.ends.shape == (0, 2)
    assert all(group.dtype == np.int64 and not len(group) for group in (layout.contents, layout.names, layout.relays))
