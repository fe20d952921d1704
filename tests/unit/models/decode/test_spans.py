import numpy as np
import pytest

from models.decode.spans import layer_spans, mean_probabilities
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
    chain = chain_of([1, 0, 0])

    [whole, end] = mean_probabilities(chain, [PieceSpan(first=0, last=1), PieceSpan(first=2, last=2)])

    assert (whole, end) == pytest.approx(((0.95 + 0.1) / 2, 0.1))


def test_probability_of_each_span_is_that_of_its_class():
    chain = chain_of([1, 3], n_tags=5)
    spans = [PieceSpan(first=0, last=0), PieceSpan(first=1, last=1)]

    assert mean_probabilities(chain, spans, classes=np.asarray([1, 1])) == pytest.approx([0.05, SURE + 0.025])


@pytest.mark.parametrize("tags", [[2, 0], [0, 2], [1, 4]], ids=["at the front", "after nothing", "of another class"])
def test_stray_inner_tag_belongs_to_no_span(tags: list[int]):
    spans = layer_spans(LAYER, chain_of(tags, n_tags=5), word_pieces("one two"))

    assert [s.pieces for s in spans] == [PieceSpan(first=0, last=0)][: tags.count(1)]


def test_no_pieces_hold_no_spans():
    assert layer_spans(LAYER, chain_of([], n_tags=5), word_pieces("")) == []
