"""The same network as tensors for the graphs and as a torch module."""

from pathlib import Path

from models.backends import Precision
from models.config import ModelConfig
from models.network.graphs.shapes import EncoderShape
from models.network.graphs.tensors import NetworkTensors
from models.network.multitask import QuoteNetwork
from models.network.onnx_backend import OnnxBackend
from models.network.weights import pack_network, unpack_network
from tests.unit.models.network.tiny import CONFIG, tiny_cutter, tiny_network

PATH = Path("model.safetensors")
SHAPE = EncoderShape(**CONFIG.network.encoder)


def rounded_network(*, seed: int = 1, spread: float = 1.0) -> tuple[bytes, QuoteNetwork]:
    """A tiny network as a file holds it, in half precision, and what torch makes of that file."""
    content = pack_network(varied(tiny_network(seed=seed, spread=spread)))
    return content, unpack_network(content, CONFIG, path=PATH)


def varied(network: QuoteNetwork) -> QuoteNetwork:
    """With weight in all that begins at zero or at one."""
    for name, weight in network.named_parameters():
        if name.endswith("bias") or "distance" in name or "tables" in name or weight.std() == 0:
            weight.data.add_(weight.data.new_empty(weight.shape).normal_(std=0.5))
    return network


def tensors_of(content: bytes) -> NetworkTensors:
    return NetworkTensors.unpack(content, CONFIG.network, path=PATH)


def tiny_backend(content: bytes, *, precision: Precision = "int8", config: ModelConfig = CONFIG) -> OnnxBackend:
    return OnnxBackend.load(content, config, tiny_cutter(), path=PATH, n_threads=1, precision=precision)
