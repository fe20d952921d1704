"""A ranker as a graph: what is known of candidates to how well they fit."""

import numpy as np
from onnxruntime import InferenceSession

from models.network.graphs.blocks import linear
from models.network.graphs.builder import GraphBuilder
from models.network.graphs.tensors import NetworkTensors
from models.network.questions import N_FEATURES, Asked


def ranker_session(tensors: NetworkTensors, asked: Asked, *, n_threads: int) -> InferenceSession:
    """From `features` (n_candidates, N_FEATURES[asked]) to (n_candidates, 1) log weights."""
    graph = GraphBuilder()
    features = graph.input("features", np.float32, ["n_candidates", N_FEATURES[asked]])
    hidden = graph.add("Relu", linear(graph, features, tensors.linear(f"rankers.{asked}.first")))
    hidden = graph.add("Relu", linear(graph, hidden, tensors.linear(f"rankers.{asked}.second")))
    fitting = linear(graph, hidden, tensors.linear(f"rankers.{asked}.score"))
    plain = linear(graph, features, tensors.linear(f"rankers.{asked}.plain"))
    return graph.session([graph.add("Add", fitting, plain)], n_threads=n_threads)
