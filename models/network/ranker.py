"""A ranker: how well each candidate fits as the speaker of a quotation, or as the outlet that passed it on."""

import torch
from torch import Tensor, nn

from models.network.questions import N_FEATURES, Asked


class RankerHead(nn.Module):
    """Two small layers, and a plain sum beside them, over what is known of a candidate."""

    def __init__(self, asked: Asked, width: int, *, dropout: float = 0.2) -> None:
        super().__init__()
        self.asked, n_features = asked, N_FEATURES[asked]
        self.first = nn.Linear(n_features, width)
        self.second = nn.Linear(width, width)
        self.score = nn.Linear(width, 1)
        self.plain = nn.Linear(n_features, 1)
        self.dropout = nn.Dropout(dropout)

    def forward(self, features: Tensor) -> Tensor:
        """(..., n_features) → (...) log weights, to be compared among the candidates of one quotation."""
        hidden = self.dropout(torch.relu(self.first(features)))
        hidden = self.dropout(torch.relu(self.second(hidden)))
        scores: Tensor = (self.score(hidden) + self.plain(features)).squeeze(-1)
        return scores
