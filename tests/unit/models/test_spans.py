import pytest

from models.spans import CharSpan


@pytest.mark.parametrize(
    ("start", "end"),
    [pytest.param(3, 3, id="empty"), pytest.param(4, 3, id="backwards"), pytest.param(-1, 3, id="before the text")],
)
def test_span_refuses_what_is_no_slice(start: int, end: int):
    with pytest.raises(ValueError, match="0 <= start < end"):
        CharSpan(start=start, end=end)


def test_span_cuts_code_points():
    assert CharSpan(start=1, end=3).cut("a😀éz") == "😀é"


def test_length_is_in_code_points():
    assert len(CharSpan(start=2, end=7)) == 5


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param(CharSpan(start=0, end=2), 0, id="touching before"),
        pytest.param(CharSpan(start=0, end=4), 2, id="over the start"),
        pytest.param(CharSpan(start=3, end=5), 2, id="inside"),
        pytest.param(CharSpan(start=0, end=99), 5, id="around"),
        pytest.param(CharSpan(start=7, end=9), 0, id="touching after"),
    ],
)
def test_overlap_counts_shared_code_points(other: CharSpan, expected: int):
    assert CharSpan(start=2, end=7).overlap(other) == expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param(CharSpan(start=2, end=7), True, id="itself"),
        pytest.param(CharSpan(start=3, end=6), True, id="inside"),
        pytest.param(CharSpan(start=1, end=6), False, id="begins before"),
        pytest.param(CharSpan(start=3, end=8), False, id="ends after"),
    ],
)
def test_span_holds_what_lies_wholly_inside(other: CharSpan, expected: bool):
    assert CharSpan(start=2, end=7).holds(other) is expected


def test_spans_sort_by_start_then_end():
    spans = [CharSpan(start=2, end=5), CharSpan(start=1, end=9), CharSpan(start=2, end=3)]

    assert [(span.start, span.end) for span in sorted(spans)] == [(1, 9), (2, 3), (2, 5)]
