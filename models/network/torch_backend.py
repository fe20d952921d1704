"""The network by torch: in full precision, as it was trained."""

from collections.abc import Generator, Sequence
from pathlib import Path

import numpy as np
import torch

from models.backends import Runtime
from models.config import ModelConfig, WindowConfig
from models.network.backend import Floats, Ints, Reading, WindowScores, read_in_steps
from models.network.labels import N_SPECIAL_ANSWERS
from models.network.multitask import QuoteNetwork
from models.network.node_batches import pad_nodes
from models.network.nodes import ArticleNodes
from models.network.padding import pad_windows
from models.network.processor import instruction_set
from models.network.questions import Asked
from models.network.special_pieces import SpecialIds
from models.network.weights import unpack_network
from models.steps import Stage, finish
from models.text.pieces import PieceCutter, Pieces
from models.text.windows import Window


class TorchBackend:
    """Owns the network as a module, which training and the measuring of its parts can reach into."""

    def __init__(self, network: QuoteNetwork, cutter: PieceCutter, windows: WindowConfig) -> None:
        self.network = network
        self.windows = windows
        self._specials = SpecialIds.of(cutter)

    @classmethod
    def load(
        cls, weights: bytes, config: ModelConfig, cutter: PieceCutter, *, path: Path, n_threads: int
    ) -> "TorchBackend":
        """From the content of a weights file; WeightsCorrupt when it does not fit the configuration."""
        torch.set_num_threads(n_threads)
        return cls(unpack_network(weights, config, path=path), cutter, config.windows)

    @property
    def runtime(self) -> Runtime:
        """Single precision by torch."""
        return Runtime(backend="torch", precision="float32", instructions=instruction_set())

    def field_weights(self, layer_name: str) -> tuple[Floats, Floats]:
        """(n_tags, n_tags) log weights of one tag after another, and (n_tags,) of a first tag."""
        field = self.network.tags.field(layer_name)
        return field.step_weights().detach().numpy(), field.shut_starts.numpy()

    def read(self, articles: Sequence[Pieces]) -> list[Reading]:
        """What the network sees in each article."""
        return finish(self.read_in_steps(articles))

    def read_in_steps(self, articles: Sequence[Pieces]) -> Generator[Stage, None, list[Reading]]:
        """The same, a batch of windows a step."""
        return read_in_steps(self, articles)

    @torch.inference_mode()
    def run_windows(self, parts: Sequence[tuple[Pieces, Window]]) -> list[WindowScores]:
        """All windows in one padded batch."""
        states = self.network.states(pad_windows(parts, self._specials))
        emissions = torch.cat(list(self.network.tags(states).values()), dim=-1)
        return [
            WindowScores(states=states[row, : len(w) + 2].numpy(), emissions=emissions[row, 1 : len(w) + 1].numpy())
            for row, (_, w) in enumerate(parts)
        ]

    @torch.inference_mode()
    def link(self, states: Floats, ends: Ints) -> Floats:
        """(n_relations, n_spans, n_pieces + 2) probabilities; the special pieces can be no answer."""
        mask = torch.ones(1, len(states), dtype=torch.bool)
        mask[0, [0, -1]] = False
        scores = self.network.links(torch.from_numpy(states)[None], torch.from_numpy(ends + 1)[None], mask)[0]
        probabilities = torch.softmax(scores, dim=-1).numpy()
        n_rows = len(states)
        pieces, special = probabilities[..., 1 : n_rows - 1], probabilities[..., -N_SPECIAL_ANSWERS:]
        return np.concatenate([pieces, special], axis=-1)

    @torch.inference_mode()
    def look(self, nodes: ArticleNodes, ends: Floats) -> Floats:
        """(n_relations, n_nodes, n_nodes + 1) probabilities."""
        scores = self.network.article(pad_nodes([nodes], [torch.from_numpy(ends)]))[0]
        probabilities: Floats = torch.softmax(scores, dim=-1).numpy()
        return probabilities

    @torch.inference_mode()
    def rank(self, features: Floats, *, asked: Asked) -> Floats:
        """(n_candidates,) log weights."""
        scores: Floats = self.network.ranker(asked)(torch.from_numpy(features)).numpy()
        return scores
