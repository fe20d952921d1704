"""What shuts impossible tags out of a layer's chain: log weights that no score can make up for."""

import numpy as np
import numpy.typing as npt

from models.network.labels import Layer

NEVER = -1e4


def impossible_steps(layer: Layer) -> npt.NDArray[np.float32]:
    """(n_tags, n_tags) NEVER where the column's tag may not follow the row's, else 0."""
    return np.where(layer.allowed_steps(), 0.0, NEVER).astype(np.float32)


def impossible_starts(layer: Layer) -> npt.NDArray[np.float32]:
    """(n_tags,) NEVER for the tags that cannot be the first, else 0."""
    return np.where(layer.allowed_starts(), 0.0, NEVER).astype(np.float32)
