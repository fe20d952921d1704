"""Nodes of some articles, with the states of their pieces, as one padded batch."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from models.network.article_head import NodeBatch
from models.network.nodes import ArticleNodes, distances, mention_counts, paragraph_steps, ties


def pad_nodes(articles: Sequence[ArticleNodes], ends: Sequence[Tensor]) -> NodeBatch:
    """One row an article.

    ends: for each article (n_nodes, 2 * width), the states of the first and the last piece side by side
    """
    width = max(1, *(len(nodes) for nodes in articles))

    def padded(measure: Callable[[ArticleNodes], npt.NDArray[Any]], *, axes: int = 1) -> Tensor:
        rows = [measure(nodes) for nodes in articles]
        return torch.from_numpy(np.stack([np.pad(row, [(0, width - len(row))] * axes) for row in rows]))

    answering = [padded(lambda nodes: nodes.can_speak), padded(lambda nodes: nodes.can_relay)]
    return NodeBatch(
        ends=torch.nn.utils.rnn.pad_sequence(list(ends), batch_first=True),
        kinds=padded(lambda nodes: nodes.kinds),
        counts=padded(mention_counts),
        distances=padded(distances, axes=2),
        ties=padded(ties, axes=2),
        paragraphs=padded(paragraph_steps, axes=2),
        mask=torch.arange(width)[None] < torch.tensor([[len(nodes)] for nodes in articles]),
        can_answer=torch.stack(answering, dim=1),
    )
