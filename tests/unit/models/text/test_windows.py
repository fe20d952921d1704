from itertools import pairwise

import numpy as np
import pytest

from models.text.windows import Window, cut_windows, owners

SIZES = [
    pytest.param(1, 5, 2, id="one piece"),
    pytest.param(5, 5, 2, id="just one window"),
    pytest.param(6, 5, 2, id="one piece too many"),
    pytest.param(100, 7, 0, id="no overlap"),
    pytest.param(100, 7, 6, id="all but one shared"),
    pytest.param(1000, 510, 128, id="the sizes in use"),
    pytest.param(37, 10, 3, id="uneven"),
]


@pytest.mark.parametrize(("n_pieces", "width", "overlap"), SIZES)
def test_windows_cover_every_piece(n_pieces: int, width: int, overlap: int):
    seen = {place for w in cut_windows(n_pieces, width=width, overlap=overlap) for place in range(w.start, w.end)}

    assert seen == set(range(n_pieces))


@pytest.mark.parametrize(("n_pieces", "width", "overlap"), SIZES)
def test_windows_are_no_wider_than_asked(n_pieces: int, width: int, overlap: int):
    assert all(len(w) <= width for w in cut_windows(n_pieces, width=width, overlap=overlap))


@pytest.mark.parametrize(("n_pieces", "width", "overlap"), SIZES)
def test_neighbours_share_the_overlap(n_pieces: int, width: int, overlap: int):
    windows = cut_windows(n_pieces, width=width, overlap=overlap)

    assert all(left.end - right.start >= overlap for left, right in pairwise(windows))


def test_windows_are_of_one_length():
    assert {len(w) for w in cut_windows(1000, width=510, overlap=128)} == {419}


def test_short_article_is_one_window():
    assert cut_windows(3, width=5, overlap=2) == [Window(start=0, end=3)]


def test_article_without_pieces_has_no_window():
    assert cut_windows(0, width=5, overlap=2) == []


@pytest.mark.parametrize("overlap", [pytest.param(-1, id="negative"), pytest.param(5, id="as wide as the window")])
def test_overlap_must_be_less_than_the_width(overlap: int):
    with pytest.raises(ValueError, match="0 <= overlap < width"):
        cut_windows(9, width=5, overlap=overlap)


def distance_to_cut(place: int, window: Window, *, n_pieces: int) -> int:
    """Pieces between a place and the nearest border of the window that the article does not end at."""
    left = place - window.start if window.start else n_pieces
    right = window.end - 1 - place if window.end < n_pieces else n_pieces
    return min(left, right)


@pytest.mark.parametrize(("n_pieces", "width", "overlap"), SIZES)
def test_owner_sees_its_piece_farthest_from_a_cut(n_pieces: int, width: int, overlap: int):
    windows = cut_windows(n_pieces, width=width, overlap=overlap)

    for place, owner in enumerate(owners(n_pieces, windows)):
        holding = [w for w in windows if w.start <= place < w.end]
        best = max(distance_to_cut(place, w, n_pieces=n_pieces) for w in holding)
        assert windows[owner] in holding
        assert distance_to_cut(place, windows[owner], n_pieces=n_pieces) == best


def test_owners_of_two_windows_change_in_the_middle_of_the_overlap():
    windows = [Window(start=0, end=6), Window(start=4, end=10)]

    assert np.array_equal(owners(10, windows), [0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
