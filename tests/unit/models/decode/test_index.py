import pytest

from models.decode.index import SpanIndex
from models.spans import CharSpan

INDEX = SpanIndex([CharSpan(2, 4), CharSpan(4, 6), CharSpan(9, 12)])


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param(0, 2, [], id="before all"),
        pytest.param(0, 3, [0], id="part of the first"),
        pytest.param(3, 5, [0, 1], id="two that touch"),
        pytest.param(6, 9, [], id="between"),
        pytest.param(10, 11, [2], id="inside"),
        pytest.param(0, 99, [0, 1, 2], id="around all"),
        pytest.param(12, 99, [], id="behind all"),
    ],
)
def test_index_finds_the_overlapping_spans(start: int, end: int, expected: list[int]):
    assert list(INDEX.overlapping(CharSpan(start, end))) == expected


def test_empty_index_finds_nothing():
    assert not SpanIndex([]).overlapping(CharSpan(0, 5))


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        pytest.param(0, 0, id="before all"),
        pytest.param(2, 0, id="where the first begins"),
        pytest.param(3, 1, id="inside the first"),
        pytest.param(8, 2, id="behind all"),
    ],
)
def test_first_span_from_a_place(place: int, expected: int):
    assert SpanIndex([CharSpan(2, 5), CharSpan(6, 7)]).first_from(place) == expected
