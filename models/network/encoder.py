"""The encoder: a small BERT whose word embedding also carries case, quotation marks and line breaks."""

from typing import Any

from torch import Tensor, nn
from transformers import BertConfig, BertModel

from models.text.pieces import FEATURE_SIZES


class PieceEncoder(nn.Module):
    """Pieces in, one contextual vector a piece out; as BERT (Devlin et al. 2019) but for the added features."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.bert = BertModel(config, add_pooling_layer=False)
        tables = [nn.Embedding(size, config.hidden_size) for size in FEATURE_SIZES]
        for table in tables:
            nn.init.normal_(table.weight, std=0.01)
        self.features = nn.ModuleList(tables)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Encode a batch of windows.

        ids:      (n_windows, n_pieces) vocabulary numbers, with the special pieces at both ends
        features: (n_windows, n_pieces, 4) indices into the feature tables
        mask:     (n_windows, n_pieces) bool, False for padding
        Returns:  (n_windows, n_pieces, width)
        """
        return self.layer_states(ids, features, mask)[-1]

    def layer_states(self, ids: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        """The same after each layer: (n_windows, n_pieces, width) a layer, the last one is what `forward` gives."""
        embedded: Tensor = self.bert.embeddings.word_embeddings(ids)
        for column, table in enumerate(self.features):
            embedded = embedded + table(features[..., column])
        answer = self.bert(inputs_embeds=embedded, attention_mask=mask, output_hidden_states=True)
        states: tuple[Tensor, ...] = answer.hidden_states
        return states[1:]


def narrow_bert(settings: dict[str, Any]) -> BertConfig:
    """The encoder's shape from the model's own configuration; without dropout inside, which is slow on CPUs."""
    fixed: dict[str, Any] = {
        "attention_probs_dropout_prob": 0.0,
        "hidden_dropout_prob": 0.0,
        "attn_implementation": "sdpa",
    }
    return BertConfig(**settings, **fixed)
