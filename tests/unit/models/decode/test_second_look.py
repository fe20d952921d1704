"""Answers of the second look go by the numbers of names, sources and relays, whatever block they come from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

import numpy as np
import pytest

from models.decode.nodes import NodeLayout, content_node, lay_out, name_node, relay_node, source_node
from models.decode.second_look import SecondLook
from models.network.backend import NodeLinks, PieceSpan, Reading
from models.network.labels import ARTICLE_RELATIONS
from models.network.nodes import ArticleNodes
from models.steps import finish
from tests.unit.models.text.cutters import word_pieces

PIECES = word_pieces("a b c d e f g h")


def at(first: int) -> PieceSpan:
    return PieceSpan(first=first, last=first)


# in text order: source 0, name 0, content 0, relay 0, name 1, content 1, relay 1, source 1
LAYOUT: NodeLayout = lay_out(
    PIECES,
    contents=[content_node(at(2), quotation=0, source=0), content_node(at(5), quotation=1, source=None)],
    sources=[source_node(at(0), can_speak=True), source_node(at(7), can_speak=True)],
    names=[name_node(at(1), kind="person", entity=0), name_node(at(4), kind="person", entity=1)],
    relays=[relay_node(at(3), entity=2), relay_node(at(6), entity=3)],
    namesakes=frozenset(),
)
WHOLE = {range(8): range(8)}
HALVES = {range(6): range(4), range(2, 8): range(4, 8)}
"""Blocks of nodes, and those that each of them answers."""


@dataclass(frozen=True, kw_only=True)
class HandLook:
    """Stands in for a Reading: probabilities by relation and node; the rest is nobody's.

    answers: (relation, asking node) → answering node → probability
    """

    answers: Mapping[tuple[str, int], Mapping[int, float]]
    blocks: Mapping[range, range]

    def look_again(self, nodes: ArticleNodes) -> Iterator[NodeLinks]:
        assert len(nodes) == len(LAYOUT.nodes)
        for block, rows in self.blocks.items():
            table = [[self._row(relation, row, block) for row in rows] for relation in ARTICLE_RELATIONS]
            yield NodeLinks(block=block, rows=np.asarray(rows), probabilities=np.asarray(table, dtype=np.float32))

    def _row(self, relation: str, node: int, block: range) -> list[float]:
        given = self.answers.get((relation, node), {})
        inside = [given.get(number, 0.0) for number in block]
        return [*inside, 1.0 - sum(inside)]


def look(answers: Mapping[tuple[str, int], Mapping[int, float]], blocks: Mapping[range, range] = WHOLE) -> SecondLook:
    return SecondLook(cast(Reading, HandLook(answers=answers, blocks=blocks)), LAYOUT)


@pytest.mark.parametrize("blocks", [WHOLE, HALVES], ids=["one block", "two blocks"])
def test_speakers_count_the_names_first_and_the_sources_after_them(blocks: Mapping[range, range]):
    answer = look({("speaker", 5): {4: 0.5, 7: 0.3}}, blocks).speaker_of_content(1)

    assert answer.mass == pytest.approx({1: 0.5, 3: 0.3})
    assert answer.none == pytest.approx(0.2)


@pytest.mark.parametrize("blocks", [WHOLE, HALVES], ids=["one block", "two blocks"])
def test_source_is_asked_as_itself(blocks: Mapping[range, range]):
    found = look({("speaker", 0): {1: 0.9}, ("speaker", 7): {7: 0.6, 4: 0.4}}, blocks)

    assert found.speaker_of_source(0).mass == pytest.approx({0: 0.9})
    assert found.speaker_of_source(1).mass == pytest.approx({3: 0.6, 1: 0.4})


@pytest.mark.parametrize("blocks", [WHOLE, HALVES], ids=["one block", "two blocks"])
def test_relays_count_the_relays(blocks: Mapping[range, range]):
    found = look({("relay", 2): {3: 0.7}, ("relay", 5): {6: 0.8, 3: 0.1}}, blocks)

    assert found.relay_of_content(0).mass == pytest.approx({0: 0.7})
    assert found.relay_of_content(1).mass == pytest.approx({1: 0.8, 0: 0.1})


def test_speaker_and_relay_of_a_content_are_told_apart():
    found = look({("speaker", 2): {1: 0.9}, ("relay", 2): {3: 0.6}})

    assert (found.speaker_of_content(0).best, found.relay_of_content(0).best) == (0, 0)
    assert (found.speaker_of_content(0).none, found.relay_of_content(0).none) == pytest.approx((0.1, 0.4))


def test_answer_that_its_block_does_not_see_has_no_mass():
    answer = look({("speaker", 2): {7: 0.9, 1: 0.05}}, HALVES).speaker_of_content(0)

    assert answer.mass == pytest.approx({0: 0.05})


def test_smallest_probabilities_are_dropped():
    assert look({("speaker", 2): {1: 0.00009, 4: 0.0002}}).speaker_of_content(0).mass == pytest.approx({1: 0.0002})


def test_nobody_is_told_by_an_answer_without_mass():
    answer = look({}).speaker_of_content(0)

    assert (answer.mass, answer.none) == ({}, 1.0)


def test_article_without_nodes_is_looked_at_without_fault():
    empty = lay_out(PIECES, contents=(), sources=(), names=(), relays=(), namesakes=frozenset())
    asked: list[int] = []

    class Silent:
        def look_again(self, nodes: ArticleNodes) -> Iterator[NodeLinks]:
            asked.append(len(nodes))
            return iter(())

    finish(SecondLook(cast(Reading, Silent()), empty).asking)

    assert asked == [0]
