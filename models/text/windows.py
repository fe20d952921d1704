"""Cuts the pieces of an article into overlapping windows, and tells which window sees each piece best."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Window:
    """Half-open slice of an article's pieces."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


def cut_windows(n_pieces: int, *, width: int, overlap: int) -> list[Window]:
    """Windows of at most `width` pieces that share at least `overlap` with their neighbour, of nearly equal length.

    Empty for an article without pieces. Needs 0 <= overlap < width.
    """
    if not 0 <= overlap < width:
        raise ValueError(f"need 0 <= overlap < width, got {overlap} and {width}")
    if n_pieces <= width:
        return [Window(start=0, end=n_pieces)] if n_pieces else []
    n_windows = -(-(n_pieces - overlap) // (width - overlap))
    length = min(width, -(-(n_pieces + (n_windows - 1) * overlap) // n_windows))
    starts = np.linspace(0, n_pieces - length, n_windows).round().astype(int)
    return [Window(start=int(s), end=int(s) + length) for s in starts]


def owners(n_pieces: int, windows: Sequence[Window]) -> npt.NDArray[np.int64]:
    """(n_pieces,) index of the window in which each piece stands farthest from an inner border.

    The article's own start and end are no borders: nothing was cut off there.
    """
    return owners_of(np.arange(n_pieces), windows)


def owners_of(places: npt.NDArray[np.int64], windows: Sequence[Window]) -> npt.NDArray[np.int64]:
    """The same for some pieces by their numbers, in any order and shape."""
    borders = [(right.start + left.end) // 2 for left, right in pairwise(windows)]
    return np.searchsorted(np.asarray(borders, dtype=np.int64), places, side="right")
