"""The encoder and the tags on its states, for one window a run.

A window is run alone, so that nothing is padded and nothing depends on its neighbours. Only the encoder layers' linear
products are rounded: their inputs to eight bits by the range of the window, their weights by the range of each output.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from onnxruntime import InferenceSession

from models.backends import Precision
from models.network.graphs.blocks import attend, linear, linears, normalise, rounded_linears
from models.network.graphs.builder import GraphBuilder
from models.network.graphs.shapes import EncoderShape
from models.network.graphs.tensors import Linear, NetworkTensors
from models.text.pieces import FEATURE_SIZES

FEATURE_STEPS = np.asarray([int(np.prod(FEATURE_SIZES[n + 1 :])) for n in range(len(FEATURE_SIZES))], dtype=np.int64)
"""By how much each feature moves the row of the table that holds all their combinations."""


def encoder_session(
    tensors: NetworkTensors, shape: EncoderShape, *, precision: Precision, n_threads: int
) -> InferenceSession:
    """From `ids` (n_pieces,) and `features` (n_pieces, 4) to states (n_pieces, width) and emissions (n_pieces, n_tags).

    The special pieces are among the pieces; the tags of all layers stand side by side.
    """
    return EncoderGraph(tensors, shape, precision).session(n_threads=n_threads)


class EncoderGraph:
    """Writes the graph layer by layer."""

    def __init__(self, tensors: NetworkTensors, shape: EncoderShape, precision: Precision) -> None:
        self._graph = GraphBuilder()
        self._tensors, self._shape, self._precision = tensors, shape, precision

    def session(self, *, n_threads: int) -> InferenceSession:
        """The whole way from pieces to states and emissions."""
        ids = self._graph.input("ids", np.int64, ["n_pieces"])
        features = self._graph.input("features", np.int64, ["n_pieces", len(FEATURE_SIZES)])
        states = self._embed(ids, features)
        for number in range(self._shape.num_hidden_layers):
            states = self._layer(states, f"encoder.bert.encoder.layer.{number}")
        return self._graph.session([states, self._tags(states)], n_threads=n_threads)

    def _embed(self, ids: str, features: str) -> str:
        """Words and positions stay in the precision of the file: that of the encoder's largest table by far."""
        graph, at = self._graph, "encoder.bert.embeddings"
        words = graph.add("Gather", graph.weight(self._tensors.stored(f"{at}.word_embeddings.weight")), ids)
        words = graph.add("Cast", words, to=1)
        rows = graph.add("MatMul", features, graph.weight(FEATURE_STEPS))
        beside = graph.add("Gather", graph.weight(self._table_beside_words()), rows)
        positions = graph.weight(self._tensors[f"{at}.position_embeddings.weight"])
        first = graph.weight(np.asarray([0]))
        places = graph.add("Slice", positions, first, graph.add("Shape", ids), first)
        together = graph.add("Add", graph.add("Add", words, beside), places)
        return self._normalise(together, f"{at}.LayerNorm")

    def _table_beside_words(self) -> npt.NDArray[np.float32]:
        """(n_combinations, width) the sum of all features' embeddings for each of their combinations."""
        sums = self._tensors["encoder.bert.embeddings.token_type_embeddings.weight"][:1]
        for number in range(len(FEATURE_SIZES)):
            table = self._tensors[f"encoder.features.{number}.weight"]
            sums = (sums[:, None] + table).reshape(-1, table.shape[1])
        return sums

    def _layer(self, states: str, at: str) -> str:
        parts = [self._tensors.linear(f"{at}.attention.self.{part}") for part in ("query", "key", "value")]
        query, key, value = self._products(states, parts)
        attended = attend(self._graph, query, key, value, n_heads=self._shape.num_attention_heads)
        [gathered] = self._products(attended, [self._tensors.linear(f"{at}.attention.output.dense")])
        states = self._normalise(self._graph.add("Add", gathered, states), f"{at}.attention.output.LayerNorm")
        [hidden] = self._products(states, [self._tensors.linear(f"{at}.intermediate.dense")])
        [left] = self._products(self._graph.add("Gelu", hidden), [self._tensors.linear(f"{at}.output.dense")])
        return self._normalise(self._graph.add("Add", left, states), f"{at}.output.LayerNorm")

    def _normalise(self, states: str, at: str) -> str:
        return normalise(self._graph, states, self._tensors, at, epsilon=self._shape.layer_norm_eps)

    def _products(self, states: str, layers: Sequence[Linear]) -> list[str]:
        """The states through some linear layers side by side."""
        multiply = linears if self._precision == "float32" else rounded_linears
        return multiply(self._graph, states, layers)

    def _tags(self, states: str) -> str:
        hidden = self._graph.add("Gelu", linear(self._graph, states, self._tensors.linear("tags.hidden.0")))
        return linear(self._graph, hidden, self._tensors.linear("tags.scores"))
