"""The whole network: one encoder pass, then all heads on its states."""

from dataclasses import dataclass
from typing import cast

from torch import Tensor, nn
from transformers import BertConfig

from models.network.article_head import ArticleHead
from models.network.encoder import PieceEncoder
from models.network.heads import LinkHead, TagHead
from models.network.questions import N_FEATURES, Asked
from models.network.ranker import RankerHead


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowBatch:
    """Padded windows, each with a special piece at both ends.

    ids:      (n_windows, n_pieces)
    features: (n_windows, n_pieces, 4)
    mask:     (n_windows, n_pieces) bool, False for padding
    """

    ids: Tensor
    features: Tensor
    mask: Tensor


class QuoteNetwork(nn.Module):
    """Encoder and heads: tags at once, links once the spans are known, the article once all its spans are known.

    The rankers read what has been made of all that, and no states; each learns by itself.
    """

    def __init__(
        self,
        *,
        encoder: BertConfig,
        tag_width: int,
        link_width: int,
        node_width: int,
        n_node_layers: int,
        ranker_width: int,
        dropout: float = 0.1,
    ) -> None:
        super().__init__()
        self.encoder = PieceEncoder(encoder)
        self.dropout = nn.Dropout(dropout)
        self.tags = TagHead(encoder.hidden_size, tag_width)
        self.links = LinkHead(encoder.hidden_size, link_width)
        self.article = ArticleHead(encoder.hidden_size, node_width=node_width, n_layers=n_node_layers)
        self.rankers = nn.ModuleDict({asked: RankerHead(asked, ranker_width) for asked in N_FEATURES})

    def ranker(self, asked: Asked) -> RankerHead:
        """The ranker of those who may answer what is asked."""
        return cast(RankerHead, self.rankers[asked])

    def states(self, batch: WindowBatch) -> Tensor:
        """(n_windows, n_pieces, width) contextual vectors of all pieces."""
        states: Tensor = self.dropout(self.encoder(batch.ids, batch.features, batch.mask))
        return states
