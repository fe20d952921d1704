"""The link head: from spans of one window to the starts of other spans."""

import numpy as np
import numpy.typing as npt
from onnxruntime import InferenceSession

from models.network.distances import distance_buckets
from models.network.graphs.blocks import linear
from models.network.graphs.builder import GraphBuilder
from models.network.graphs.tensors import Linear, NetworkTensors
from models.network.labels import N_LINK_DISTANCES, N_SPECIAL_ANSWERS, RELATIONS

Ints = npt.NDArray[np.int64]


def link_session(tensors: NetworkTensors, *, n_threads: int) -> InferenceSession:
    """From the states of a window, the ends of its spans and `link_buckets` to probabilities.

    `states` (n_pieces + 2, width) with the special pieces, `ends` (n_spans, 2) counted among them, and `buckets`
    (n_spans, n_pieces + 2); gives (n_relations, n_spans, n_pieces + 2), the last two for the special answers.
    """
    graph, width = GraphBuilder(), tensors.linear("links.key").weights.shape[1]
    states = graph.input("states", np.float32, ["n_rows", width])
    ends = graph.input("ends", np.int64, ["n_spans", 2])
    buckets = graph.input("buckets", np.int64, ["n_spans", "n_answers"])
    both = graph.add("Reshape", graph.add("Gather", states, ends), graph.weight(np.asarray([-1, 2 * width])))
    queries = _split(graph, linear(graph, both, _scaled_query(tensors)), order=[1, 0, 2])
    scores = graph.add("MatMul", queries, _keys(graph, states, tensors))
    scores = graph.add("Add", scores, _distance_bias(graph, buckets, tensors))
    return graph.session([graph.add("Softmax", scores, axis=-1)], n_threads=n_threads)


def link_buckets(ends: Ints, *, n_pieces: int) -> Ints:
    """(n_spans, n_pieces + 2) how far each piece stands from each span; the special answers have no distance.

    ends: (n_spans, 2) first and last piece of each span
    """
    places = np.arange(n_pieces)
    away = np.minimum(places - ends[:, :1], 0) + np.maximum(places - ends[:, 1:], 0)
    buckets = np.full((len(ends), n_pieces + N_SPECIAL_ANSWERS), N_LINK_DISTANCES, dtype=np.int64)
    buckets[:, :n_pieces] = distance_buckets(away, n_buckets=N_LINK_DISTANCES)
    return buckets


def _scaled_query(tensors: NetworkTensors) -> Linear:
    layer, scale = tensors.linear("links.query"), np.float32(tensors["links.special"].shape[-1] ** -0.5)
    return Linear(weights=layer.weights * scale, bias=layer.bias * scale)


def _keys(graph: GraphBuilder, states: str, tensors: NetworkTensors) -> str:
    """(n_relations, link_width, n_pieces + 2): of all pieces but the special ones, then of the special answers."""
    first, last, axis = (graph.weight(np.asarray([number])) for number in (1, -1, 0))
    pieces = graph.add("Slice", states, first, last, axis)
    keys = _split(graph, linear(graph, pieces, tensors.linear("links.key")), order=[1, 2, 0])
    return graph.add("Concat", keys, graph.weight(tensors["links.special"].transpose(0, 2, 1)), axis=2)


def _split(graph: GraphBuilder, projected: str, *, order: list[int]) -> str:
    """(n, n_relations * link_width) → (n, n_relations, link_width) in another order of the axes."""
    split = graph.add("Reshape", projected, graph.weight(np.asarray([0, len(RELATIONS), -1])))
    return graph.add("Transpose", split, perm=order)


def _distance_bias(graph: GraphBuilder, buckets: str, tensors: NetworkTensors) -> str:
    """(n_relations, n_spans, n_pieces + 2); nothing for the special answers."""
    table = np.pad(tensors["links.distance"], [(0, 0), (0, 1)])
    rows = graph.add("Gather", graph.weight(table.T), buckets)
    return graph.add("Transpose", rows, perm=[2, 0, 1])
