"""Windows of any lengths as one padded batch, with the special pieces at both ends of each."""

from collections.abc import Sequence

import numpy as np
import torch

from models.network.multitask import WindowBatch
from models.network.special_pieces import SpecialIds
from models.text.pieces import FEATURE_SIZES, Pieces
from models.text.windows import Window


def pad_windows(parts: Sequence[tuple[Pieces, Window]], specials: SpecialIds) -> WindowBatch:
    """One row a window; piece i of a window stands in column i + 1."""
    shape = (len(parts), max(len(window) for _, window in parts) + 2)
    ids = np.full(shape, specials.padding, dtype=np.int64)
    features = np.zeros((*shape, len(FEATURE_SIZES)), dtype=np.int64)
    mask = np.zeros(shape, dtype=bool)
    for row, (pieces, window) in enumerate(parts):
        length = len(window)
        ids[row, 1 : length + 1] = pieces.ids[window.start : window.end]
        ids[row, [0, length + 1]] = specials.start, specials.end
        features[row, 1 : length + 1] = pieces.features[window.start : window.end]
        mask[row, : length + 2] = True
    return WindowBatch(ids=torch.from_numpy(ids), features=torch.from_numpy(features), mask=torch.from_numpy(mask))
