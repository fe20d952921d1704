"""Windows of any lengths as one padded batch, with the special pieces at both ends of each."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from models.network.multitask import WindowBatch
from models.text.pieces import FEATURE_SIZES, PieceCutter, Pieces
from models.text.windows import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialIds:
    """Vocabulary numbers of the special pieces."""

    start: int
    end: int
    padding: int
    mask: int

    @classmethod
    def of(cls, cutter: PieceCutter) -> "SpecialIds":
        """Those of a tokenizer; KeyError when it has none."""
        start, end, padding, mask = (cutter.special_id(token) for token in ("[CLS]", "[SEP]", "[PAD]", "[MASK]"))
        return cls(start=start, end=end, padding=padding, mask=mask)


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
