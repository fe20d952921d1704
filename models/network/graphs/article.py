"""The second look at the spans of a whole article: who speaks, and through whom it came."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from onnxruntime import InferenceSession

from models.network.graphs.blocks import attend, linear, normalise
from models.network.graphs.builder import GraphBuilder
from models.network.graphs.shapes import N_NODE_HEADS
from models.network.graphs.tensors import Linear, NetworkTensors
from models.network.labels import ARTICLE_RELATIONS
from models.network.nodes import N_PARAGRAPHS, TIES, ArticleNodes, distances, paragraph_steps, ties

Ints = npt.NDArray[np.int64]

_EPSILON = 1e-5
_NEVER = -1e4


def article_session(tensors: NetworkTensors, *, n_layers: int, n_threads: int) -> InferenceSession:
    """From nodes and how each two stand to each other to probabilities.

    `ends` (n_nodes, 2 * width), `kinds` and `counts` (n_nodes,), `pairs` (n_nodes, n_nodes) by `pair_numbers` and
    `answers` (n_relations, n_nodes) bool; gives (n_relations, n_nodes, n_nodes + 1), the last for nobody.
    """
    return ArticleGraph(tensors, n_layers).session(n_threads=n_threads)


def pair_numbers(nodes: ArticleNodes) -> Ints:
    """(n_nodes, n_nodes) one number for distance, tie and paragraphs together."""
    return (distances(nodes) * len(TIES) + ties(nodes)) * N_PARAGRAPHS + paragraph_steps(nodes)


class ArticleGraph:
    """Writes the graph layer by layer."""

    def __init__(self, tensors: NetworkTensors, n_layers: int) -> None:
        self._graph = GraphBuilder()
        self._tensors, self._n_layers = tensors, n_layers
        self._width = tensors["article.kinds.weight"].shape[1]

    def session(self, *, n_threads: int) -> InferenceSession:
        """The whole way from nodes to answers."""
        pairs = self._graph.input("pairs", np.int64, ["n_nodes", "n_nodes"])
        answers = self._graph.input("answers", np.bool_, [len(ARTICLE_RELATIONS), "n_nodes"])
        *layer_biases, bias = self._biases(pairs)
        states = self._enter()
        for number, layer_bias in enumerate(layer_biases):
            states = self._layer(states, layer_bias, f"article.layers.{number}")
        states = normalise(self._graph, states, self._tensors, "article.leave", epsilon=_EPSILON)
        return self._graph.session([self._answer(states, bias, answers)], n_threads=n_threads)

    def _enter(self) -> str:
        graph, linear_in = self._graph, self._tensors.linear("article.enter")
        ends = graph.input("ends", np.float32, ["n_nodes", linear_in.weights.shape[1]])
        states = linear(graph, ends, linear_in)
        for name in ("kinds", "counts"):
            numbers = graph.input(name, np.int64, ["n_nodes"])
            table = graph.weight(self._tensors[f"article.{name}.weight"])
            states = graph.add("Add", states, graph.add("Gather", table, numbers))
        return states

    def _biases(self, pairs: str) -> Iterator[str]:
        """(n_channels, n_nodes, n_nodes) for each layer, and at last for the answers; all are looked up at once."""
        names = [*(f"article.layers.{number}.bias" for number in range(self._n_layers)), "article.bias"]
        table = np.concatenate([self._pair_table(name) for name in names], axis=1)
        rows = self._graph.add("Gather", self._graph.weight(table), pairs)
        sizes = np.asarray([*[N_NODE_HEADS] * self._n_layers, len(ARTICLE_RELATIONS)])
        channels = self._graph.add("Transpose", rows, perm=[2, 0, 1])
        yield from self._graph.add_many("Split", channels, self._graph.weight(sizes), n_outputs=len(sizes), axis=0)

    def _pair_table(self, name: str) -> npt.NDArray[np.float32]:
        """(n_pair_numbers, n_channels) the sum of the three tables for each number."""
        away, tied, later = (self._tensors[f"{name}.tables.{number}.weight"] for number in range(3))
        sums: npt.NDArray[np.float32] = away[:, None, None] + tied[:, None] + later
        return sums.reshape(-1, away.shape[1])

    def _layer(self, states: str, bias: str, at: str) -> str:
        graph, tensors = self._graph, self._tensors
        entered = normalise(graph, states, tensors, f"{at}.before_attention", epsilon=_EPSILON)
        projected = linear(graph, entered, tensors.linear(f"{at}.projections"))
        query, key, value = graph.add_many("Split", projected, n_outputs=3, axis=1, num_outputs=3)
        attended = attend(graph, query, key, value, n_heads=N_NODE_HEADS, bias=bias)
        states = graph.add("Add", states, linear(graph, attended, tensors.linear(f"{at}.gathered")))
        hidden = normalise(graph, states, tensors, f"{at}.before_hidden", epsilon=_EPSILON)
        hidden = graph.add("Gelu", linear(graph, hidden, tensors.linear(f"{at}.hidden.0")))
        return graph.add("Add", states, linear(graph, hidden, tensors.linear(f"{at}.hidden.2")))

    def _answer(self, states: str, bias: str, answers: str) -> str:
        graph, tensors = self._graph, self._tensors
        query = tensors.linear("article.query")
        scale = np.float32(self._width**-0.5)
        scaled = Linear(weights=query.weights * scale, bias=query.bias * scale)
        queries = self._split(linear(graph, states, scaled), order=[1, 0, 2])
        keys = self._split(linear(graph, states, tensors.linear("article.key")), order=[1, 2, 0])
        scores = graph.add("Add", graph.add("MatMul", queries, keys), bias)
        possible = graph.add("Unsqueeze", answers, graph.weight(np.asarray([1])))
        scores = graph.add("Where", possible, scores, graph.weight(_NEVER))
        nobody = graph.add("Transpose", linear(graph, states, tensors.linear("article.nobody")), perm=[1, 0])
        nobody = graph.add("Unsqueeze", nobody, graph.weight(np.asarray([2])))
        return graph.add("Softmax", graph.add("Concat", scores, nobody, axis=2), axis=-1)

    def _split(self, projected: str, *, order: list[int]) -> str:
        """(n_nodes, n_relations * width) → (n_nodes, n_relations, width) in another order of the axes."""
        split = self._graph.add(
            "Reshape", projected, self._graph.weight(np.asarray([0, len(ARTICLE_RELATIONS), self._width]))
        )
        return self._graph.add("Transpose", split, perm=order)
