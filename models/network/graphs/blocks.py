"""The parts of which every graph here is made: linear layers, normalisation, attention."""

from collections.abc import Sequence

import numpy as np

from models.network.graphs.builder import MICROSOFT, GraphBuilder
from models.network.graphs.rounding import round_weights
from models.network.graphs.tensors import Linear, NetworkTensors

_LAST_AXIS = np.asarray([-1])


def linear(graph: GraphBuilder, states: str, layer: Linear) -> str:
    """(n, n_in) → (n, n_out) in single precision."""
    return graph.add("Gemm", states, graph.weight(layer.weights), graph.weight(layer.bias), transB=1)


def linears(graph: GraphBuilder, states: str, layers: Sequence[Linear]) -> list[str]:
    """The same states through some layers side by side."""
    return [linear(graph, states, layer) for layer in layers]


def rounded_linears(graph: GraphBuilder, states: str, layers: Sequence[Linear]) -> list[str]:
    """The same with products of bytes.

    The states become 0 to 255 over their range, zero in it, all with one step; the weights become what
    `round_weights` makes of them. The sums are exact, and the outputs in single precision again.
    """
    rounded = graph.add_many("DynamicQuantizeLinear", states, n_outputs=3)
    return [_rounded_linear(graph, rounded, layer) for layer in layers]


def _rounded_linear(graph: GraphBuilder, rounded: Sequence[str], layer: Linear) -> str:
    values, step, zero = rounded
    weights = round_weights(layer.weights.T)
    factors = (values, graph.weight(weights.values), step, graph.weight(weights.scales), zero)
    bias = graph.weight(layer.bias)
    return graph.add("MatMulIntegerToFloat", *factors, "", bias, domain=MICROSOFT)


def normalise(graph: GraphBuilder, states: str, tensors: NetworkTensors, name: str, *, epsilon: float) -> str:
    """(n, width) in and out.

    Centred first and scaled after: onnxruntime's own LayerNormalization sums one number after another, which
    takes five times as long.
    """
    means = graph.add("ReduceMean", states, graph.weight(_LAST_AXIS), keepdims=1)
    centred = graph.add("Sub", states, means)
    weights = graph.weight(tensors[f"{name}.weight"])
    scaled = graph.add("RMSNormalization", centred, weights, axis=-1, epsilon=epsilon)
    return graph.add("Add", scaled, graph.weight(tensors[f"{name}.bias"]))


def attend(graph: GraphBuilder, query: str, key: str, value: str, *, n_heads: int, bias: str = "") -> str:
    """(n, width) in and out.

    bias: (n_heads, n, n) added to the scores, or nothing
    """
    first = graph.weight(np.asarray([0]))
    inputs = [graph.add("Unsqueeze", states, first) for states in (query, key, value)]
    added = [graph.add("Unsqueeze", bias, first)] if bias else []
    attended = graph.add("Attention", *inputs, *added, q_num_heads=n_heads, kv_num_heads=n_heads)
    return graph.add("Squeeze", attended, first)
