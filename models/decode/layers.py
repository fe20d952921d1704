"""Decodes the tag layers of one article."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from models.config import DecodeConfig
from models.decode.chains import LayerScores, TagChain, decode_chains
from models.network.backend import Backend, Reading
from models.network.labels import LAYERS, Layer

Floats = npt.NDArray[np.float32]


class LayerDecoder:
    """Owns the transition weights of all layers, and how ready each is to see a span."""

    def __init__(self, backend: Backend, config: DecodeConfig) -> None:
        self.config = config
        self._weights: Mapping[str, tuple[Floats, Floats]] = {
            layer.name: backend.field_weights(layer.name) for layer in LAYERS
        }

    def decode(self, reading: Reading, layers: Sequence[Layer]) -> dict[str, TagChain]:
        """The chains of the layers asked for, at least one, by name."""
        chains = decode_chains([self._scores(reading, layer) for layer in layers])
        return {layer.name: chain for layer, chain in zip(layers, chains, strict=True)}

    def _scores(self, reading: Reading, layer: Layer) -> LayerScores:
        steps, starts = self._weights[layer.name]
        emissions = reading.emissions[layer.name].copy()
        emissions[:, 1::2] += self.config.readiness.get(layer.name, 0.0)
        return LayerScores(emissions=emissions, steps=steps, starts=starts)
