"""Whatever the text, its quoted segments, pieces and windows lie in it and never contradict each other."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.spans import CharSpan
from models.text.pieces import FEATURE_SIZES, PieceCutter
from models.text.quote_marks import quoted_segments
from models.text.windows import cut_windows, owners
from tests.unit.models.text.cutters import real_cutter, word_pieces

MARKS = "“”„‟«»\"‘’‚'"
# Lone surrogates cannot be sent as JSON in UTF-8, so that no tokenizer ever meets one.
texts = st.text(st.characters(codec="utf-8") | st.sampled_from(MARKS + " .,a1\n\r\u2028\u0301\u00a0\u00ad\x00한👩🏽‍🚒"))
marked_texts = st.text(st.sampled_from(MARKS + " .ab1\n"), max_size=40)


@pytest.fixture(scope="module")
def cutter() -> PieceCutter:
    return real_cutter()


@given(text=texts | marked_texts)
def test_quoted_segments_lie_in_the_text_and_in_one_paragraph(text: str):
    for segment in quoted_segments(text):
        assert segment.span.end <= len(text)
        assert not re.search(r"[\n\r\u2028\u2029]", segment.span.cut(text))


@given(text=texts | marked_texts)
def test_quoted_segments_begin_with_a_mark_and_closed_ones_end_with_one(text: str):
    for segment in quoted_segments(text):
        words = segment.span.cut(text)
        assert words[0] in MARKS
        assert words[-1] in MARKS or not segment.is_closed


@given(text=texts | marked_texts)
def test_segments_overlap_only_where_one_is_nested(text: str):
    found = quoted_segments(text)
    holders = [s.span for s in found if not s.is_nested]
    inner = [s.span for s in found if s.is_nested]

    assert all(left.end <= right.start for left, right in pairwise(holders))
    assert all(left.end <= right.start for left, right in pairwise(inner))
    assert all(any(holder.holds(span) for holder in holders) for span in inner)


@given(text=texts | marked_texts)
def test_pieces_are_in_order_and_apart(text: str, cutter: PieceCutter):
    pieces = cutter.cut(text)

    assert (pieces.starts < pieces.ends).all()
    assert (pieces.ends[:-1] <= pieces.starts[1:]).all()
    assert not len(pieces) or pieces.ends[-1] <= len(text)


@given(text=texts | marked_texts)
def test_every_letter_and_digit_of_ascii_is_in_a_piece(text: str, cutter: PieceCutter):
    pieces = cutter.cut(text)
    held = {place for i in range(len(pieces)) for place in range(pieces.starts[i], pieces.ends[i])}

    assert {place for place, char in enumerate(text) if char.isascii() and char.isalnum()} <= held


@given(text=texts | marked_texts)
def test_features_are_indices_of_their_tables(text: str, cutter: PieceCutter):
    features = cutter.cut(text).features

    assert (features >= 0).all()
    assert (features < FEATURE_SIZES).all()


@given(text=st.text("ab .“", min_size=1, max_size=30), ends=st.tuples(st.integers(0), st.integers(0)))
def test_within_is_every_piece_that_shares_a_code_point(text: str, ends: tuple[int, int]):
    pieces = word_pieces(text)
    start, end = sorted((ends[0] % len(text), ends[1] % len(text)))
    span = CharSpan(start, end + 1)

    expected = [i for i in range(len(pieces)) if pieces.span(first=i, last=i).overlap(span)]

    assert list(pieces.within(span)) == expected


@given(n_pieces=st.integers(0, 300), width=st.integers(1, 40), overlap=st.integers(0, 39))
def test_windows_tile_an_article_and_each_piece_has_an_owner_that_holds_it(n_pieces: int, width: int, overlap: int):
    windows = cut_windows(n_pieces, width=width, overlap=min(overlap, width - 1))

    assert all(
        windows[owner].start <= place < windows[owner].end for place, owner in enumerate(owners(n_pieces, windows))
    )
    assert all(len(w) <= width for w in windows)
    assert bool(windows) == bool(n_pieces)
