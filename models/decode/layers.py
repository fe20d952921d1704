"""Decodes the tag layers of one article."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from models.decode.chains import TagChain, decode_chain
from models.network.backend import Reading, TorchBackend
from models.network.labels import LAYERS, Layer

Floats = npt.NDArray[np.float32]


class LayerDecoder:
    """Owns the transition weights of all layers."""

    def __init__(self, backend: TorchBackend) -> None:
        self._weights: Mapping[str, tuple[Floats, Floats]] = {
            layer.name: backend.field_weights(layer.name) for layer in LAYERS
        }

    def decode(self, reading: Reading, layers: Sequence[Layer]) -> dict[str, TagChain]:
        """The chains of the layers asked for, by name."""
        return {layer.name: self._chain(reading, layer) for layer in layers}

    def _chain(self, reading: Reading, layer: Layer) -> TagChain:
        steps, starts = self._weights[layer.name]
        return decode_chain(reading.emissions[layer.name], steps=steps, starts=starts)
