"""The tensors of a weights file by the names that the torch modules give them, checked against the configuration."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError
from safetensors.numpy import load

from models.config import NetworkConfig
from models.errors import WeightsCorrupt
from models.network.graphs.shapes import EncoderShape, tensor_shapes

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    """A linear layer as torch keeps it.

    weights: (n_out, n_in)
    bias:    (n_out,)
    """

    weights: Floats
    bias: Floats


class NetworkTensors:
    """Tensors in the precision of the file; those that are asked for come in single precision."""

    def __init__(self, tensors: Mapping[str, npt.NDArray[np.floating]]) -> None:
        self._tensors = tensors

    def stored(self, name: str) -> npt.NDArray[np.floating]:
        """A tensor as the file holds it."""
        return self._tensors[name]

    def __getitem__(self, name: str) -> Floats:
        return self._tensors[name].astype(np.float32)

    def linear(self, name: str) -> Linear:
        """Weights and bias of a layer."""
        return Linear(weights=self[f"{name}.weight"], bias=self[f"{name}.bias"])

    @classmethod
    def unpack(cls, content: bytes, config: NetworkConfig, *, path: Path) -> "NetworkTensors":
        """Those of a safetensors file; WeightsCorrupt when they are not those that the configuration needs."""
        try:
            tensors = load(content)
            needed = tensor_shapes(config, EncoderShape(**config.encoder))
        except ValueError as error:
            raise WeightsCorrupt(path=path, reason=str(error)) from error
        except (SafetensorError, TypeError) as error:
            raise WeightsCorrupt(path=path, reason="its tensors do not fit config.json") from error
        if {name: tensor.shape for name, tensor in tensors.items()} != needed:
            raise WeightsCorrupt(path=path, reason="its tensors do not fit config.json")
        return cls(tensors)
