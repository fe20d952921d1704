import pytest

from models.network.labels import LAYERS, Layer

TWO = Layer(name="two", classes=("a", "b"))


def test_each_class_has_a_begin_and_an_inside_tag():
    assert [TWO.n_tags, TWO.begin("a"), TWO.begin("b")] == [5, 1, 3]


@pytest.mark.parametrize(
    ("before", "allowed"),
    [
        pytest.param(0, [0, 1, 3], id="outside: no inside tag"),
        pytest.param(1, [0, 1, 2, 3], id="begin: its own inside tag"),
        pytest.param(2, [0, 1, 2, 3], id="inside goes on"),
        pytest.param(3, [0, 1, 3, 4], id="begin of the other class"),
        pytest.param(4, [0, 1, 3, 4], id="inside of the other class"),
    ],
)
def test_inside_tag_follows_its_own_class_alone(before: int, allowed: list[int]):
    assert TWO.allowed_steps()[before].nonzero()[0].tolist() == allowed


def test_no_span_goes_on_from_before_the_first_piece():
    assert TWO.allowed_starts().tolist() == [True, True, False, True, False]


def test_layers_have_names_of_their_own():
    assert len({layer.name for layer in LAYERS}) == len(LAYERS)
