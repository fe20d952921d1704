"""Decodes the tag layers of one article."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from models.config import DecodeConfig
from models.decode.chains import ChainDecoder, ChainWeights, TagChain
from models.network.backend import Backend, Reading
from models.network.labels import LAYERS, Layer

Floats = npt.NDArray[np.float32]


class LayerDecoder:
    """Owns the transition weights of all layers, and how ready each is to see a span."""

    def __init__(self, backend: Backend, config: DecodeConfig) -> None:
        self.config = config
        weights = {layer.name: backend.field_weights(layer.name) for layer in LAYERS}
        self._weights = {name: ChainWeights(steps=steps, starts=starts) for name, (steps, starts) in weights.items()}
        self._decoders: dict[tuple[str, ...], ChainDecoder] = {}

    def decode(self, reading: Reading, layers: Sequence[Layer]) -> dict[str, TagChain]:
        """The chains of the layers asked for, at least one, by name."""
        names = tuple(layer.name for layer in layers)
        chains = self._decoder(names).decode([self._emissions(reading, name) for name in names])
        return dict(zip(names, chains, strict=True))

    def _decoder(self, names: tuple[str, ...]) -> ChainDecoder:
        if names not in self._decoders:
            self._decoders[names] = ChainDecoder([self._weights[name] for name in names])
        return self._decoders[names]

    def _emissions(self, reading: Reading, name: str) -> Floats:
        emissions = reading.emissions[name].copy()
        emissions[:, 1::2] += self.config.readiness.get(name, 0.0)
        return emissions
