"""The network by onnxruntime: the encoder's products in eight bits, a window a run, without torch."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from onnxruntime import InferenceSession

from models.backends import Precision, Runtime
from models.config import ModelConfig, WindowConfig
from models.network.backend import Floats, Ints, Reading, WindowScores, read_in_steps
from models.network.fields import impossible_starts, impossible_steps
from models.network.graphs.article import article_session, pair_numbers
from models.network.graphs.encoder import encoder_session
from models.network.graphs.links import link_buckets, link_session
from models.network.graphs.ranker import ranker_session
from models.network.graphs.shapes import EncoderShape
from models.network.graphs.tensors import NetworkTensors
from models.network.labels import LAYERS
from models.network.nodes import ArticleNodes, mention_counts
from models.network.processor import instruction_set
from models.network.questions import N_FEATURES, Asked
from models.network.special_pieces import SpecialIds
from models.steps import Stage, finish
from models.text.pieces import PieceCutter, Pieces
from models.text.windows import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Sessions:
    """The graphs, ready to run, and the log weights of one tag after another by layer."""

    encoder: InferenceSession
    links: InferenceSession
    article: InferenceSession
    rankers: Mapping[Asked, InferenceSession]
    fields: dict[str, Floats]


class OnnxBackend:
    """Owns the sessions; all windows are run alone, so that none is padded."""

    def __init__(self, sessions: Sessions, cutter: PieceCutter, windows: WindowConfig, *, precision: Precision) -> None:
        self.windows = windows
        self._sessions = sessions
        self._precision: Precision = precision
        self._specials = SpecialIds.of(cutter)

    @classmethod
    def load(
        cls,
        weights: bytes,
        config: ModelConfig,
        cutter: PieceCutter,
        *,
        path: Path,
        n_threads: int,
        precision: Precision | None = None,
    ) -> "OnnxBackend":
        """From the content of a weights file; WeightsCorrupt when it does not fit the configuration.

        precision: of the encoder's products; None for the one that the weights were trained for
        """
        taken = precision or config.network.precision
        tensors = NetworkTensors.unpack(weights, config.network, path=path)
        shape = EncoderShape(**config.network.encoder)
        sessions = Sessions(
            encoder=encoder_session(tensors, shape, precision=taken, n_threads=n_threads),
            # The heads take a few hundredths of the time: not worth threads of their own.
            links=link_session(tensors, n_threads=1),
            article=article_session(tensors, n_layers=config.network.n_node_layers, n_threads=1),
            rankers={asked: ranker_session(tensors, asked, n_threads=1) for asked in N_FEATURES},
            fields={layer.name: tensors[f"tags.fields.{layer.name}.steps"] for layer in LAYERS},
        )
        return cls(sessions, cutter, config.windows, precision=taken)

    @property
    def runtime(self) -> Runtime:
        """Eight bits on every processor: the sums are whole numbers, so that all processors round alike."""
        return Runtime(backend="onnx", precision=self._precision, instructions=instruction_set())

    def field_weights(self, layer_name: str) -> tuple[Floats, Floats]:
        """(n_tags, n_tags) log weights of one tag after another, and (n_tags,) of a first tag."""
        layer = next(layer for layer in LAYERS if layer.name == layer_name)
        return self._sessions.fields[layer_name] + impossible_steps(layer), impossible_starts(layer)

    def read(self, articles: Sequence[Pieces]) -> list[Reading]:
        """What the network sees in each article."""
        return finish(self.read_in_steps(articles))

    def read_in_steps(self, articles: Sequence[Pieces]) -> Generator[Stage, None, list[Reading]]:
        """The same, some windows a step."""
        return read_in_steps(self, articles)

    def run_windows(self, parts: Sequence[tuple[Pieces, Window]]) -> list[WindowScores]:
        """The windows one after the other."""
        return [self._run_window(pieces, window) for pieces, window in parts]

    def _run_window(self, pieces: Pieces, window: Window) -> WindowScores:
        inside = slice(window.start, window.end)
        ids = np.concatenate(([self._specials.start], pieces.ids[inside], [self._specials.end]))
        features = np.pad(pieces.features[inside], [(1, 1), (0, 0)])
        states, emissions = self._sessions.encoder.run(None, {"ids": ids, "features": features})
        return WindowScores(states=states, emissions=emissions[1:-1])

    def link(self, states: Floats, ends: Ints) -> Floats:
        """(n_relations, n_spans, n_pieces + 2) probabilities."""
        buckets = link_buckets(ends, n_pieces=len(states) - 2)
        [probabilities] = self._sessions.links.run(None, {"states": states, "ends": ends + 1, "buckets": buckets})
        scores: Floats = probabilities
        return scores

    def look(self, nodes: ArticleNodes, ends: Floats) -> Floats:
        """(n_relations, n_nodes, n_nodes + 1) probabilities."""
        asked = {
            "ends": ends,
            "kinds": nodes.kinds,
            "counts": mention_counts(nodes),
            "pairs": pair_numbers(nodes),
            "answers": np.stack([nodes.can_speak, nodes.can_relay]),
        }
        [probabilities] = self._sessions.article.run(None, asked)
        scores: Floats = probabilities
        return scores

    def rank(self, features: Floats, *, asked: Asked) -> Floats:
        """(n_candidates,) log weights."""
        [scores] = self._sessions.rankers[asked].run(None, {"features": features})
        fitting: Floats = scores[:, 0]
        return fitting
