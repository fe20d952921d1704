"""The heads: tags for every layer, and links from spans to the starts of other spans."""

from typing import cast

import torch
from torch import Tensor, nn

from models.network.crf import ChainField
from models.network.distances import bucket_table
from models.network.labels import LAYERS, N_LINK_DISTANCES, N_SPECIAL_ANSWERS, RELATIONS


def distance_buckets(distances: Tensor) -> Tensor:
    """Signed distances in pieces → numbers in [0, N_LINK_DISTANCES)."""
    table = torch.from_numpy(bucket_table(N_LINK_DISTANCES).copy()).to(distances.device)
    farthest = len(table) // 2
    return table[distances.clamp(-farthest, farthest) + farthest]


class TagHead(nn.Module):
    """Scores of every tag of every layer at every piece, and the layers' chain fields."""

    def __init__(self, width: int, hidden_width: int) -> None:
        super().__init__()
        self.hidden = nn.Sequential(nn.Linear(width, hidden_width), nn.GELU())
        self.scores = nn.Linear(hidden_width, sum(layer.n_tags for layer in LAYERS))
        self.fields = nn.ModuleDict({layer.name: ChainField(layer) for layer in LAYERS})

    def forward(self, states: Tensor) -> dict[str, Tensor]:
        """states: (n_windows, n_pieces, width). Returns for each layer (n_windows, n_pieces, n_tags) log weights."""
        scores = self.scores(self.hidden(states)).float()
        parts = torch.split(scores, [layer.n_tags for layer in LAYERS], dim=-1)
        return {layer.name: part for layer, part in zip(LAYERS, parts, strict=True)}

    def field(self, layer_name: str) -> ChainField:
        """The chain field of a layer."""
        return cast("ChainField", self.fields[layer_name])


class LinkHead(nn.Module):
    """Scores every piece as the answer to "where does the cue, source, speaker ... of this span start?".

    A biaffine score (Dozat and Manning 2017) of the span's two ends with each piece, and a learned bias for
    how far away the piece stands.
    """

    def __init__(self, width: int, link_width: int) -> None:
        super().__init__()
        n_relations = len(RELATIONS)
        self.link_width = link_width
        self.query = nn.Linear(2 * width, n_relations * link_width)
        self.key = nn.Linear(width, n_relations * link_width)
        self.special = nn.Parameter(torch.randn(n_relations, N_SPECIAL_ANSWERS, link_width) * 0.02)
        self.distance = nn.Parameter(torch.zeros(n_relations, N_LINK_DISTANCES))

    def forward(self, states: Tensor, spans: Tensor, mask: Tensor) -> Tensor:
        """Score the answers of every relation for every span.

        states:  (n_windows, n_pieces, width)
        spans:   (n_windows, n_spans, 2) first and last piece of each span
        mask:    (n_windows, n_pieces) bool, False for pieces that can be no answer
        Returns: (n_windows, n_relations, n_spans, n_pieces + 2) log weights; the last two are NO_ANSWER and
                 ANSWER_ELSEWHERE. Masked pieces hold -1e4.
        """
        queries = self._split(self.query(self._ends(states, spans)))
        keys = self._split(self.key(states))
        scale = self.link_width**-0.5
        pieces = (queries @ keys.transpose(-1, -2)).float() * scale + self._distance_bias(spans, states.shape[1])
        pieces = pieces.masked_fill(~mask[:, None, None, :], -1e4)
        special = (queries @ self.special.transpose(-1, -2).to(queries.dtype)).float() * scale
        return torch.cat([pieces, special], dim=-1)

    def _ends(self, states: Tensor, spans: Tensor) -> Tensor:
        """(n_windows, n_spans, 2 * width) states of both end pieces side by side."""
        rows = torch.arange(len(states), device=states.device)[:, None, None]
        return states[rows, spans].flatten(-2)

    def _split(self, projected: Tensor) -> Tensor:
        """(n_windows, n, n_relations * link_width) → (n_windows, n_relations, n, link_width)."""
        split: Tensor = projected.unflatten(-1, (len(RELATIONS), self.link_width))
        return split.transpose(1, 2)

    def _distance_bias(self, spans: Tensor, n_pieces: int) -> Tensor:
        """(n_windows, n_relations, n_spans, n_pieces); before the span from its start, after it from its end."""
        places = torch.arange(n_pieces, device=spans.device)
        before = (places - spans[..., :1]).clamp(max=0)
        after = (places - spans[..., 1:]).clamp(min=0)
        return self.distance[:, distance_buckets(before + after)].transpose(0, 1)
