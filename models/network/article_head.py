"""The second look: attention over all spans found in an article, to tell who speaks and through whom it came.

A window sees a few paragraphs, one way of reading them at a time. Here the nodes of the whole article see each other,
with what is already known between them as a bias on the attention (Shaw et al. 2018): how far apart they
stand, whether they name the same person, whether one is the written source of the other.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from models.network.labels import ARTICLE_RELATIONS
from models.network.nodes import N_COUNTS, N_DISTANCES, N_PARAGRAPHS, NODE_KINDS, TIES


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeBatch:
    """Padded nodes of some articles.

    ends:       (n_articles, n_nodes, 2 * width) states of the first and the last piece, side by side
    kinds, counts: (n_articles, n_nodes)
    distances, ties, paragraphs: (n_articles, n_nodes, n_nodes)
    mask:       (n_articles, n_nodes) bool, False for padding
    can_answer: (n_articles, n_relations, n_nodes) bool
    """

    ends: Tensor
    kinds: Tensor
    counts: Tensor
    distances: Tensor
    ties: Tensor
    paragraphs: Tensor
    mask: Tensor
    can_answer: Tensor


class PairBias(nn.Module):
    """A learned number for each of some channels, by how two nodes stand to each other."""

    def __init__(self, n_channels: int) -> None:
        super().__init__()
        sizes = (N_DISTANCES, len(TIES), N_PARAGRAPHS)
        self.tables = nn.ModuleList(
            [nn.Embedding.from_pretrained(torch.zeros(n, n_channels), freeze=False) for n in sizes]
        )

    def forward(self, nodes: NodeBatch) -> Tensor:
        """(n_articles, n_channels, n_nodes, n_nodes)."""
        numbers = (nodes.distances, nodes.ties, nodes.paragraphs)
        parts = [table(number) for table, number in zip(self.tables, numbers, strict=True)]
        return torch.stack(parts).sum(dim=0).permute(0, 3, 1, 2)


class NodeLayer(nn.Module):
    """A transformer layer, normalised at its entrance, whose attention knows the ties between the nodes."""

    def __init__(self, width: int, n_heads: int, dropout: float) -> None:
        super().__init__()
        self.n_heads = n_heads
        self.bias = PairBias(n_heads)
        self.before_attention, self.before_hidden = nn.LayerNorm(width), nn.LayerNorm(width)
        self.projections = nn.Linear(width, 3 * width)
        self.gathered = nn.Linear(width, width)
        self.hidden = nn.Sequential(nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width))
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, nodes: NodeBatch) -> Tensor:
        """(n_articles, n_nodes, width) in and out."""
        split = self.projections(self.before_attention(states)).unflatten(-1, (3, self.n_heads, -1))
        query, key, value = split.permute(2, 0, 3, 1, 4)
        bias = self.bias(nodes).masked_fill(~nodes.mask[:, None, None], -1e4)
        weights = torch.softmax(query @ key.transpose(-1, -2) * query.shape[-1] ** -0.5 + bias, dim=-1)
        attended = (weights @ value).transpose(1, 2).flatten(2)
        states = states + self.dropout(self.gathered(attended))
        changed: Tensor = states + self.dropout(self.hidden(self.before_hidden(states)))
        return changed


class ArticleHead(nn.Module):
    """Scores every node as the speaker and as the relay of every node."""

    def __init__(self, width: int, *, node_width: int, n_layers: int, n_heads: int = 6, dropout: float = 0.1) -> None:
        super().__init__()
        n_relations = len(ARTICLE_RELATIONS)
        self.node_width = node_width
        self.enter = nn.Linear(2 * width, node_width)
        self.kinds = nn.Embedding(len(NODE_KINDS), node_width)
        self.counts = nn.Embedding(N_COUNTS, node_width)
        self.layers = nn.ModuleList([NodeLayer(node_width, n_heads, dropout) for _ in range(n_layers)])
        self.leave = nn.LayerNorm(node_width)
        self.query = nn.Linear(node_width, n_relations * node_width)
        self.key = nn.Linear(node_width, n_relations * node_width)
        self.nobody = nn.Linear(node_width, n_relations)
        self.bias = PairBias(n_relations)
        self.dropout = nn.Dropout(dropout)

    def forward(self, nodes: NodeBatch) -> Tensor:
        """(n_articles, n_relations, n_nodes, n_nodes + 1) log weights; the last one is nobody.

        Nodes that cannot be an answer hold -1e4.
        """
        states = self.dropout(self.enter(nodes.ends)) + self.kinds(nodes.kinds) + self.counts(nodes.counts)
        for layer in self.layers:
            states = layer(states, nodes)
        states = self.leave(states)
        scores = self._split(self.query(states)) @ self._split(self.key(states)).transpose(-1, -2)
        scores = scores * self.node_width**-0.5 + self.bias(nodes)
        scores = scores.masked_fill(~nodes.can_answer[:, :, None], -1e4)
        return torch.cat([scores, self.nobody(states).transpose(1, 2)[..., None]], dim=-1).float()

    def _split(self, projected: Tensor) -> Tensor:
        """(n_articles, n_nodes, n_relations * node_width) → (n_articles, n_relations, n_nodes, node_width)."""
        split: Tensor = projected.unflatten(-1, (len(ARTICLE_RELATIONS), self.node_width))
        return split.transpose(1, 2)
