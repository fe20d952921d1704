"""Products in eight bits are what the training imitates, to the last digits of single precision."""

import numpy as np
import pytest

from models.network.graphs.blocks import normalise, rounded_linears
from models.network.graphs.builder import GraphBuilder
from models.network.graphs.rounding import LARGEST, round_weights
from models.network.graphs.tensors import Linear, NetworkTensors

N_IN, N_OUT = 96, 40
RNG = np.random.default_rng(4)


def floats(*shape: int, scale: float = 1.0) -> np.ndarray:
    return (RNG.normal(size=shape) * scale).astype(np.float32)


def product_of(states: np.ndarray, layer: Linear) -> np.ndarray:
    graph = GraphBuilder()
    outputs = rounded_linears(graph, graph.input("states", np.float32, ["n", N_IN]), [layer])
    [product] = graph.session(outputs, n_threads=1).run(None, {"states": states})
    return product


def imitation(states: np.ndarray, layer: Linear) -> np.ndarray:
    """The same by plain numpy: one step and one zero for all states, a step for each output."""
    least, most = min(states.min(), 0.0), max(states.max(), 0.0)
    step = np.float32((most - least) / 255)
    zero = np.rint(-least / step)
    values = np.clip(np.rint(states / step) + zero, 0, 255) - zero
    scales = np.abs(layer.weights).max(axis=1) / 63
    weights = np.clip(np.rint(layer.weights / scales[:, None]), -63, 63)
    return (values @ weights.T) * step * scales + layer.bias


@pytest.mark.parametrize(
    "states",
    [
        pytest.param(floats(7, N_IN), id="both sides of zero"),
        pytest.param(np.abs(floats(7, N_IN)) + 2, id="all above zero"),
        pytest.param(-np.abs(floats(7, N_IN)) - 2, id="all below zero"),
        pytest.param(floats(300, N_IN, scale=30), id="many large ones"),
        pytest.param(floats(1, N_IN, scale=1e-3), id="one row of small ones"),
    ],
)
def test_product_is_that_of_the_rounded_numbers(states: np.ndarray):
    layer = Linear(weights=floats(N_OUT, N_IN), bias=floats(N_OUT))

    expected = imitation(states, layer)
    assert np.allclose(product_of(states, layer), expected, atol=1e-5 * np.abs(expected).max())


@pytest.mark.parametrize("sign", [1, -1])
def test_largest_products_do_not_overflow(sign: int):
    states = np.full((9, N_IN), 255.0, dtype=np.float32)
    layer = Linear(weights=np.full((N_OUT, N_IN), sign * 63.0, dtype=np.float32), bias=np.zeros(N_OUT, np.float32))

    assert np.allclose(product_of(states, layer), sign * 255 * 63 * N_IN)


def test_weights_keep_within_seven_bits():
    rounded = round_weights(floats(N_IN, N_OUT, scale=9))

    assert np.abs(rounded.values).max(axis=0).tolist() == [LARGEST] * N_OUT


def test_output_without_weights_stays_without():
    rounded = round_weights(np.zeros((3, 2), dtype=np.float32))

    assert (rounded.values.any(), rounded.scales.tolist()) == (False, [1.0, 1.0])


def test_states_are_normalised_row_by_row():
    states, weight, bias = floats(5, N_IN, scale=20) + 3, floats(N_IN), floats(N_IN)
    graph, tensors = GraphBuilder(), NetworkTensors({"norm.weight": weight, "norm.bias": bias})
    output = normalise(graph, graph.input("states", np.float32, ["n", N_IN]), tensors, "norm", epsilon=1e-5)

    [found] = graph.session([output], n_threads=1).run(None, {"states": states})

    centred = states - states.mean(axis=1, keepdims=True)
    expected = centred / np.sqrt(states.var(axis=1, keepdims=True) + 1e-5) * weight + bias
    assert np.allclose(found, expected, atol=1e-5)
