"""A linear-chain conditional random field over one tag layer (Lafferty, McCallum and Pereira 2001).

The partition sum is a product of one small matrix a step; it is folded pairwise like a tree, so that a window
of 512 pieces costs nine tensor operations instead of 511.
"""

import torch
from torch import Tensor, nn

from models.network.fields import NEVER, impossible_starts, impossible_steps
from models.network.labels import Layer


def fold_log_products(steps: Tensor) -> Tensor:
    """Product of a chain of matrices in log space.

    steps: (batch, n_steps, n_tags, n_tags), entry [i, j] the log weight of going from tag i to tag j; n_steps >= 1
    Returns: (batch, n_tags, n_tags)
    """
    while steps.shape[1] > 1:
        n_even = steps.shape[1] // 2 * 2
        left, right = steps[:, 0:n_even:2], steps[:, 1:n_even:2]
        pairs = torch.logsumexp(left.unsqueeze(-1) + right.unsqueeze(-3), dim=-2)
        steps = torch.cat([pairs, steps[:, n_even:]], dim=1)
    return steps[:, 0]


class ChainField(nn.Module):
    """Learned weights of tag transitions, with the impossible ones shut out."""

    shut_steps: Tensor
    shut_starts: Tensor

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.steps = nn.Parameter(torch.zeros(layer.n_tags, layer.n_tags))
        self.register_buffer("shut_steps", torch.from_numpy(impossible_steps(layer)), persistent=False)
        self.register_buffer("shut_starts", torch.from_numpy(impossible_starts(layer)), persistent=False)

    def step_weights(self) -> Tensor:
        """(n_tags, n_tags) log weights of one tag after another."""
        return self.steps + self.shut_steps

    def log_partition(self, emissions: Tensor, mask: Tensor) -> Tensor:
        """Log of the summed weights of all tag sequences.

        emissions: (batch, n_pieces, n_tags) log weights of each tag at each piece
        mask:      (batch, n_pieces) bool, False for padding, which stands at the end
        Returns:   (batch,)
        """
        first = emissions[:, 0] + self.shut_starts
        if emissions.shape[1] == 1:
            return torch.logsumexp(first, dim=-1)
        steps = self.step_weights() + emissions[:, 1:].unsqueeze(-2)
        stay = torch.full_like(self.steps, NEVER).fill_diagonal_(0.0)
        steps = torch.where(mask[:, 1:, None, None], steps, stay)
        return torch.logsumexp(first.unsqueeze(-1) + fold_log_products(steps), dim=(-2, -1))

    def loss(self, emissions: Tensor, allowed: Tensor, mask: Tensor) -> Tensor:
        """Negative log probability that the tags are among the allowed ones.

        allowed: (batch, n_pieces, n_tags) bool; all True at pieces whose tag is not known, so that partly
                 labelled windows teach what they can (Tsuboi et al. 2008)
        Returns: (batch,), 0 for a window in which everything is allowed
        """
        kept = emissions.masked_fill(~allowed, NEVER)
        return self.log_partition(emissions, mask) - self.log_partition(kept, mask)
