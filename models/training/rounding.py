"""Training with the rounding of 8-bit products: what the network learns then survives it (Jacob et al. 2018).

Activations are rounded to 256 steps a window, weights to 127 an output channel; gradients pass as if nothing were.
"""

import torch
from torch import Tensor, nn

from models.network.graphs.rounding import LARGEST
from models.network.multitask import QuoteNetwork

_ACTIVATION_STEPS = 255
_LEAST_SCALE = 1e-8


class RoundedLinear(nn.Linear):
    """A product whose two sides are rounded; takes (n_windows, n_pieces, width)."""

    def forward(self, states: Tensor) -> Tensor:
        """As `nn.Linear`, between rounded numbers."""
        return nn.functional.linear(_round_states(states), _round_weight(self.weight), self.bias)


def round_products(network: QuoteNetwork) -> None:
    """Switch the products of the encoder's layers over; the weights stay, and so do their names."""
    for module in network.encoder.bert.encoder.modules():
        if type(module) is nn.Linear:
            module.__class__ = RoundedLinear


def _round_states(states: Tensor) -> Tensor:
    with torch.no_grad():
        low, high = states.amin((1, 2)).clamp(max=0), states.amax((1, 2)).clamp(min=0)
        scale = ((high - low) / _ACTIVATION_STEPS).clamp(min=_LEAST_SCALE).float()
        zero = (-low / scale).round().to(torch.int32)
    return torch.fake_quantize_per_channel_affine(states.float(), scale, zero, 0, 0, _ACTIVATION_STEPS)


def _round_weight(weight: Tensor) -> Tensor:
    with torch.no_grad():
        scale = (weight.abs().amax(1) / LARGEST).clamp(min=_LEAST_SCALE).float()
    zero = torch.zeros(len(weight), dtype=torch.int32)
    return torch.fake_quantize_per_channel_affine(weight.float(), scale, zero, 0, -LARGEST, LARGEST)
