"""The second look scores every node for every node, leaves padding out, and heeds what stands between two nodes."""

from typing import Any

import pytest
import torch
from torch import Tensor

from models.network.article_head import ArticleHead, NodeBatch, NodeLayer, PairBias
from models.network.labels import ARTICLE_RELATIONS
from models.network.node_batches import pad_nodes
from models.network.nodes import N_DISTANCES, N_PARAGRAPHS, TIES, ArticleNodes
from tests.unit.models.network.node_cases import nodes_of, random_nodes

WIDTH, NODE_WIDTH = 4, 12
SHORT, LONG = random_nodes(5, n_pieces=30, seed=2), random_nodes(9, n_pieces=30, seed=3)


def make_head(*, n_layers: int = 2) -> ArticleHead:
    """A head in evaluation mode whose learned biases are no longer zero."""
    torch.manual_seed(5)
    head = ArticleHead(WIDTH, node_width=NODE_WIDTH, n_layers=n_layers).eval()
    with torch.no_grad():
        for module in head.modules():
            if isinstance(module, PairBias):
                for table in module.parameters():
                    table.normal_()
    return head.requires_grad_(False)


@pytest.fixture(scope="module")
def head() -> ArticleHead:
    return make_head()


def ends_of(nodes: ArticleNodes, *, seed: int = 1) -> Tensor:
    return torch.randn(len(nodes), 2 * WIDTH, generator=torch.Generator().manual_seed(seed))


def batch_of(*articles: ArticleNodes) -> NodeBatch:
    return pad_nodes(articles, [ends_of(nodes) for nodes in articles])


def probabilities(head: ArticleHead, *articles: ArticleNodes) -> Tensor:
    return torch.softmax(head(batch_of(*articles)), dim=-1)


def test_every_node_and_nobody_is_scored_for_every_node(head: ArticleHead):
    assert head(batch_of(SHORT, LONG)).shape == (2, len(ARTICLE_RELATIONS), 9, 9 + 1)


def test_nodes_that_cannot_answer_get_no_probability(head: ArticleHead):
    nodes = nodes_of(4, kinds=["content", "person", "source", "relay"], can_speak=[False, True, True, False])

    [speaker, relay] = probabilities(head, nodes)[0]

    assert (speaker[:, [0, 3]] == 0).all()
    assert (relay[:, [0, 1, 2]] == 0).all()
    assert (speaker[:, [1, 2, 4]] > 0).all()
    assert (relay[:, [3, 4]] > 0).all()


def test_padding_gets_no_probability(head: ArticleHead):
    assert (probabilities(head, SHORT, LONG)[0, :, :, 5:9] == 0).all()


def test_where_no_node_can_answer_it_is_nobody(head: ArticleHead):
    nodes = nodes_of(2, kinds=["content", "content"], can_speak=[False, False])

    assert (probabilities(head, nodes)[..., -1] == 1).all()


def test_padding_an_article_with_a_longer_one_changes_nothing(head: ArticleHead):
    alone, together = probabilities(head, SHORT)[0], probabilities(head, SHORT, LONG)[0, :, :5]

    assert torch.allclose(together[..., [0, 1, 2, 3, 4, 9]], alone, atol=1e-5)


def test_neighbours_in_a_batch_change_nothing(head: ArticleHead):
    assert torch.allclose(probabilities(head, SHORT, LONG)[1], probabilities(head, LONG)[0], atol=1e-5)


def test_article_without_nodes_leaves_the_scores_of_its_neighbours(head: ArticleHead):
    scores = head(batch_of(nodes_of(0), SHORT))

    assert torch.isfinite(scores).all()
    assert torch.allclose(torch.softmax(scores[1], dim=-1), probabilities(head, SHORT)[0], atol=1e-5)


def three_nodes(**changed: Any) -> ArticleNodes:
    """A content and two people."""
    people = {"kinds": ["content", "person", "person"], "can_speak": [False, True, True], "entities": [-1, 0, 1]}
    given: dict[str, Any] = people | changed
    return nodes_of(3, **given)


@pytest.mark.parametrize(
    ("changed", "table", "row"),
    [
        pytest.param({"sources": [2, -1, -1]}, 1, TIES.index("its source"), id="tie"),
        # 80 pieces lie between 64 and 128: the 7th number behind that of the same piece
        pytest.param({"firsts": [0, 2, 80]}, 0, N_DISTANCES // 2 + 7, id="distance"),
        pytest.param({"paragraphs": [0, 0, 1]}, 2, N_PARAGRAPHS // 2 + 1, id="paragraph"),
    ],
)
def test_learned_bias_moves_the_answer_to_the_node_that_stands_so(changed: dict[str, Any], table: int, row: int):
    torch.manual_seed(5)
    head = ArticleHead(WIDTH, node_width=NODE_WIDTH, n_layers=1).eval().requires_grad_(False)
    before = probabilities(head, three_nodes(**changed))[0, 0, 0]

    list(head.bias.parameters())[table][row, 0] = 9.0

    after = probabilities(head, three_nodes(**changed))[0, 0, 0]
    # e to the 9th is 8103
    assert float(after[2] / after[1]) == pytest.approx(8103 * float(before[2] / before[1]), rel=1e-3)
    assert float(after[2]) > 0.9 > float(before[2])


def test_bias_of_a_relation_leaves_the_other_one_alone():
    head = make_head()
    nodes = nodes_of(3, kinds=["content", "person", "relay"], can_speak=[False, True, False])
    before = probabilities(head, nodes)[0]

    list(head.bias.parameters())[1][TIES.index("none"), 0] += 9.0

    after = probabilities(head, nodes)[0]
    assert not torch.allclose(after[0], before[0], atol=1e-3)
    assert torch.allclose(after[1], before[1], atol=1e-6)


@pytest.mark.parametrize("table", range(3), ids=["distances", "ties", "paragraphs"])
def test_bias_inside_a_layer_moves_the_answers_too(table: int):
    head = make_head(n_layers=1)
    before = probabilities(head, LONG)
    [layer] = head.layers
    assert isinstance(layer, NodeLayer)

    list(layer.bias.parameters())[table].normal_(std=20)

    assert not torch.allclose(probabilities(head, LONG), before, atol=1e-3)


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"kinds": ["content", "person", "organization"]}, id="kind"),
        pytest.param({"entities": [-1, 0, -1]}, id="count"),
    ],
)
def test_what_a_node_is_moves_the_answers(head: ArticleHead, changed: dict[str, Any]):
    left, right = probabilities(head, three_nodes()), probabilities(head, three_nodes(**changed))

    assert not torch.allclose(left, right, atol=1e-4)


def test_states_of_the_ends_move_the_answers(head: ArticleHead):
    left, right = (head(pad_nodes([LONG], [ends_of(LONG, seed=seed)])) for seed in (1, 2))

    assert not torch.allclose(left, right, atol=1e-3)


def test_fresh_bias_is_zero_and_can_be_learned():
    tables = list(PairBias(2).parameters())

    assert not any(table.any() for table in tables)
    assert all(table.requires_grad for table in tables)


def test_bias_is_the_sum_of_its_three_tables():
    bias = PairBias(1)
    with torch.no_grad():
        for table, scale in zip(bias.parameters(), (1, 100, 10_000), strict=True):
            table.copy_(scale * torch.arange(len(table))[:, None])

    found = bias(batch_of(nodes_of(2, firsts=[0, 1], paragraphs=[0, 2], entities=[3, 3])))

    # paragraph step, tie and distance: 5, itself and 13; on 7, same entity and 14; back 3, same entity and 1
    assert found[0, 0].tolist() == [[50_113, 70_214], [30_201, 50_113]]


def test_every_part_of_the_head_is_taught():
    torch.manual_seed(5)
    head = ArticleHead(WIDTH, node_width=NODE_WIDTH, n_layers=2).eval()

    torch.log_softmax(head(batch_of(LONG)), dim=-1)[..., [0, -1]].sum().backward()

    assert [name for name, p in head.named_parameters() if p.grad is None or not p.grad.any()] == []
