"""Nodes of several articles side by side: each article's own numbers, and nothing behind them."""

import pytest
import torch

from models.network.article_head import NodeBatch
from models.network.node_batches import pad_nodes
from models.network.nodes import NODE_KINDS, TIES, distances, mention_counts, paragraph_steps, ties
from tests.unit.models.network.node_cases import nodes_of, random_nodes

ONE, THREE = nodes_of(1, kinds=["relay"], can_speak=[False]), random_nodes(3, n_pieces=20)


@pytest.fixture
def batch() -> NodeBatch:
    return pad_nodes([ONE, THREE], [torch.ones(1, 8), torch.full((3, 8), 2.0)])


def test_batch_is_as_wide_as_its_longest_article(batch: NodeBatch):
    assert {name: tuple(getattr(batch, name).shape) for name in NodeBatch.__dataclass_fields__} == {
        "ends": (2, 3, 8),
        "kinds": (2, 3),
        "counts": (2, 3),
        "distances": (2, 3, 3),
        "ties": (2, 3, 3),
        "paragraphs": (2, 3, 3),
        "mask": (2, 3),
        "can_answer": (2, 2, 3),
    }


def test_every_article_keeps_its_own_numbers(batch: NodeBatch):
    assert batch.kinds[1].tolist() == THREE.kinds.tolist()
    assert batch.counts[1].tolist() == mention_counts(THREE).tolist()
    assert batch.distances[1].tolist() == distances(THREE).tolist()
    assert batch.ties[1].tolist() == ties(THREE).tolist()
    assert batch.paragraphs[1].tolist() == paragraph_steps(THREE).tolist()


def test_shorter_article_comes_first_in_its_row(batch: NodeBatch):
    assert batch.mask.tolist() == [[True, False, False], [True, True, True]]
    assert batch.ends[0].tolist() == [[1.0] * 8, [0.0] * 8, [0.0] * 8]
    assert batch.kinds[0, 0] == NODE_KINDS.index("relay")
    assert batch.ties[0].tolist() == [[TIES.index("itself"), 0, 0], [0, 0, 0], [0, 0, 0]]


def test_speakers_and_relays_can_answer_and_padding_cannot(batch: NodeBatch):
    assert batch.can_answer[0].tolist() == [[False, False, False], [True, False, False]]
    assert batch.can_answer[1].tolist() == [THREE.can_speak.tolist(), THREE.can_relay.tolist()]


def test_ends_may_still_be_without_width():
    assert pad_nodes([ONE, THREE], [torch.zeros(1, 0), torch.zeros(3, 0)]).ends.shape == (2, 3, 0)
