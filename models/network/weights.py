"""The network's tensors out of and into the bytes of a safetensors file."""

from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor

from models.config import ModelConfig
from models.errors import WeightsCorrupt
from models.network.encoder import narrow_bert
from models.network.multitask import QuoteNetwork


def build_network(config: ModelConfig) -> QuoteNetwork:
    """A network of the configured shape with fresh weights."""
    return QuoteNetwork(
        encoder=narrow_bert(config.network.encoder),
        tag_width=config.network.tag_width,
        link_width=config.network.link_width,
        node_width=config.network.node_width,
        n_node_layers=config.network.n_node_layers,
        ranker_width=config.network.ranker_width,
    )


def pack_network(network: QuoteNetwork) -> bytes:
    """The weights in half precision, as the bytes of a safetensors file."""
    tensors = {name: tensor.detach().to(torch.float16).contiguous() for name, tensor in network.state_dict().items()}
    return save(tensors)


def unpack_network(content: bytes, config: ModelConfig, *, path: Path) -> QuoteNetwork:
    """A network ready to serve; WeightsCorrupt when the tensors are not those that the configuration needs."""
    network = build_network(config)
    try:
        tensors: dict[str, Tensor] = {name: tensor.float() for name, tensor in load(content).items()}
        network.load_state_dict(tensors)
    except (SafetensorError, RuntimeError) as error:
        raise WeightsCorrupt(path=path, reason="its tensors do not fit config.json") from error
    return network.eval()
