"""Attention for training: over short windows the fused kernel's backward pass is slower than plain products."""

from typing import Any

import torch
from torch import Tensor, nn
from transformers import AttentionInterface, AttentionMaskInterface, PreTrainedModel
from transformers.integrations.sdpa_attention import sdpa_attention_forward
from transformers.masking_utils import sdpa_mask

NAME = "plain_when_short"
_SHORT_PIECES = 300


def _attend(
    module: nn.Module, query: Tensor, key: Tensor, value: Tensor, attention_mask: Tensor | None, **options: Any
) -> tuple[Tensor, None]:
    """Attend as the encoder's library asks its attention functions to.

    query, key, value: (n_windows, n_heads, n_pieces, head_width)
    Returns:           (n_windows, n_pieces, n_heads, head_width), and no attention weights
    """
    if query.shape[2] > _SHORT_PIECES:
        attended, _ = sdpa_attention_forward(module, query, key, value, attention_mask, **options)
        return attended, None
    scores = (query * query.shape[-1] ** -0.5) @ key.transpose(-1, -2)
    if attention_mask is not None:
        scores = scores + torch.zeros_like(attention_mask, dtype=scores.dtype).masked_fill(~attention_mask, -1e4)
    return (torch.softmax(scores, dim=-1, dtype=scores.dtype) @ value).transpose(1, 2), None


def use_training_attention(encoder: PreTrainedModel) -> None:
    """Switch an encoder over; the weights and, but for rounding, the results stay the same."""
    AttentionInterface.register(NAME, _attend)
    AttentionMaskInterface.register(NAME, sdpa_mask)
    encoder.config._attn_implementation = NAME
