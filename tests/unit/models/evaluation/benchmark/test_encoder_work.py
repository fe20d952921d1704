"""Operations of an encoder so small that they can be counted by hand."""

import pytest

from models.evaluation.benchmark.encoder_work import EncoderShape, encoder_operations
from models.evaluation.loading import BUNDLED_WEIGHTS
from models.records import Article

SHAPE = EncoderShape(n_layers=2, width=3, hidden_width=5)


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        pytest.param([], 0, id="nothing"),
        # a layer: queries, keys, values and output 4 * 3 * 3, feed-forward 2 * 3 * 5, scores and sums 2 * 1 * 3
        pytest.param([1], 2 * 2 * (36 + 30 + 6), id="one-piece"),
        # two pieces: both products twice, scores and sums of two by two pieces
        pytest.param([2], 2 * 2 * (72 + 60 + 24), id="two-pieces"),
        pytest.param([1, 2], 4 * 72 + 4 * 156, id="windows-do-not-see-each-other"),
    ],
)
def test_multiplications_and_additions_are_counted(lengths: list[int], expected: int) -> None:
    assert SHAPE.n_operations(lengths) == expected


def test_titles_are_read_too() -> None:
    articles = [Article(text="Snow fell."), Article(text="Snow fell.", title="Snow")]
    without, with_title = (encoder_operations([article], BUNDLED_WEIGHTS) for article in articles)
    assert 0 < without < with_title
