"""A network small enough to be run in every test, with random weights that are the same each time."""

import torch
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import BertPreTokenizer

from models.config import ModelConfig, NetworkConfig, WindowConfig
from models.network.multitask import QuoteNetwork
from models.network.weights import build_network
from models.text.pieces import PieceCutter

SPECIALS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
VOCABULARY_SIZE = 60
CONFIG = ModelConfig(
    network=NetworkConfig(
        tag_width=8,
        link_width=4,
        node_width=12,
        n_node_layers=2,
        ranker_width=6,
        encoder={
            "vocab_size": VOCABULARY_SIZE,
            "hidden_size": 16,
            "num_hidden_layers": 2,
            "num_attention_heads": 2,
            "intermediate_size": 32,
            "max_position_embeddings": 64,
        },
    ),
    windows=WindowConfig(width=10, overlap=4),
)


def tiny_network(*, seed: int = 1, spread: float = 1.0) -> QuoteNetwork:
    """A network in evaluation mode; `spread` multiplies the scores of its tags so that they are far from even."""
    torch.manual_seed(seed)
    network = build_network(CONFIG).eval()
    with torch.no_grad():
        network.tags.scores.weight.mul_(spread)
    return network


def tiny_tokenizer() -> bytes:
    """A tokenizer of whole words that knows the special pieces and no word."""
    tokenizer = Tokenizer(WordLevel({token: number for number, token in enumerate(SPECIALS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return tokenizer.to_str().encode()


def tiny_cutter() -> PieceCutter:
    return PieceCutter(tiny_tokenizer())
