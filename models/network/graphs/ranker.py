"""The ranker as a graph: what is known of candidates to how well they fit."""

import numpy as np
from onnxruntime import InferenceSession

from models.network.candidates import N_FEATURES
from models.network.graphs.blocks import linear
from models.network.graphs.builder import GraphBuilder
from models.network.graphs.tensors import NetworkTensors


def ranker_session(tensors: NetworkTensors, *, n_threads: int) -> InferenceSession:
    """From `features` (n_candidates, N_FEATURES) to (n_candidates, 1) log weights."""
    graph = GraphBuilder()
    features = graph.input("features", np.float32, ["n_candidates", N_FEATURES])
    hidden = graph.add("Relu", linear(graph, features, tensors.linear("ranker.first")))
    hidden = graph.add("Relu", linear(graph, hidden, tensors.linear("ranker.second")))
    fitting = linear(graph, hidden, tensors.linear("ranker.score"))
    plain = linear(graph, features, tensors.linear("ranker.plain"))
    return graph.session([graph.add("Add", fitting, plain)], n_threads=n_threads)
