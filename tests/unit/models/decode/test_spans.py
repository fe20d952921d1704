import pytest

from models.decode.spans import layer_spans, mean_probability
from models.network.backend import PieceSpan
from models.network.labels import Layer
from tests.unit.models.decode.scores import SURE, chain_of
from tests.unit.models.text.cutters import word_pieces

LAYER = Layer(name="two", classes=("a", "b"))
TEXT = "one two three four"


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        pytest.param([0, 0, 0, 0], [], id="nothing"),
        pytest.param([1, 0, 0, 0], [("one", "a")], id="one piece"),
        pytest.param([0, 1, 2, 2], [("two three four", "a")], id="to the end"),
        pytest.param([3, 4, 0, 0], [("one two", "b")], id="second class"),
        pytest.param([1, 2, 1, 2], [("one two", "a"), ("three four", "a")], id="side by side"),
        pytest.param([1, 3, 4, 0], [("one", "a"), ("two three", "b")], id="another class right behind"),
        pytest.param([1, 1, 1, 1], [(w, "a") for w in TEXT.split()], id="each for itself"),
    ],
)
def test_each_begin_tag_opens_a_span(tags: list[int], expected: list[tuple[str, str]]):
    spans = layer_spans(LAYER, chain_of(tags, n_tags=5), word_pieces(TEXT))

    assert [(s.span.cut(TEXT), s.kind) for s in spans] == expected


def test_span_keeps_its_pieces_and_how_sure_they_are():
    [span] = layer_spans(LAYER, chain_of([0, 3, 4, 0], n_tags=5), word_pieces(TEXT))

    assert span.pieces == PieceSpan(first=1, last=2)
    assert span.confidence == pytest.approx(SURE + 0.025)


def test_probability_is_the_mean_over_pieces():
    chain = chain_of([1, 0])

    assert mean_probability(chain, PieceSpan(first=0, last=1)) == pytest.approx((0.95 + 0.1) / 2)


def test_no_pieces_hold_no_spans():
    assert layer_spans(LAYER, chain_of([], n_tags=5), word_pieces("")) == []
