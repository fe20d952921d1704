"""The ranker: how well each candidate fits as the speaker of a quotation."""

import torch
from torch import Tensor, nn

from models.network.candidates import N_FEATURES


class RankerHead(nn.Module):
    """Two small layers, and a plain sum beside them, over what is known of a candidate."""

    def __init__(self, width: int, *, dropout: float = 0.2) -> None:
        super().__init__()
        self.first = nn.Linear(N_FEATURES, width)
        self.second = nn.Linear(width, width)
        self.score = nn.Linear(width, 1)
        self.plain = nn.Linear(N_FEATURES, 1)
        self.dropout = nn.Dropout(dropout)

    def forward(self, features: Tensor) -> Tensor:
        """(..., N_FEATURES) → (...) log weights, to be compared among the candidates of one quotation."""
        hidden = self.dropout(torch.relu(self.first(features)))
        hidden = self.dropout(torch.relu(self.second(hidden)))
        scores: Tensor = (self.score(hidden) + self.plain(features)).squeeze(-1)
        return scores
