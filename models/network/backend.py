"""Runs the network over whole articles: windows in, scores of every piece and link out, as numpy arrays."""

from bisect import bisect_left
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from models.config import WindowConfig
from models.network.labels import LAYERS
from models.network.multitask import QuoteNetwork
from models.network.node_batches import pad_nodes
from models.network.nodes import ArticleNodes
from models.network.padding import SpecialIds, pad_windows
from models.steps import Stage, finish
from models.text.pieces import PieceCutter, Pieces
from models.text.windows import Window, cut_windows, owners, owners_of

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_BATCH_PIECES = 2048
"""Bounds the memory of one pass and the time of one step; more than this brings no speed on a processor."""
_NODE_BLOCK, _NODE_OVERLAP = 384, 160
"""Nodes that see each other; more stand in articles of several thousand words only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceSpan:
    """First and last piece of a span, both included, counted over the article."""

    first: int
    last: int

    @classmethod
    def of(cls, pieces: range) -> "PieceSpan":
        """A range of pieces, at least one, such as `Pieces.within` gives."""
        return cls(first=pieces.start, last=pieces.stop - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowLinks:
    """Link probabilities as one window sees them.

    rows:          which of the asked spans the window holds whole, as indices into the question
    probabilities: (n_relations, len(rows), len(window) + 2); the last two are "none" and "elsewhere"
    """

    window: Window
    rows: tuple[int, ...]
    probabilities: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeLinks:
    """Who said it and through whom, for the nodes that one block of an article sees best.

    block:         the nodes that see each other
    rows:          numbers of the nodes that are answered here
    probabilities: (n_relations, len(rows), len(block) + 1) in the order of ARTICLE_RELATIONS; the last is nobody
    """

    block: range
    rows: Ints
    probabilities: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class _WindowStates:
    window: Window
    states: Tensor


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the network saw in one article.

    emissions: layer name → (n_pieces, n_tags) log weights, each piece from the window that sees it best
    """

    emissions: dict[str, Floats]
    states: tuple[_WindowStates, ...]
    network: QuoteNetwork

    def look_again(self, nodes: ArticleNodes) -> Iterator[NodeLinks]:
        """Ask the article head about all nodes, block by block; every node is answered once."""
        blocks = cut_windows(len(nodes), width=_NODE_BLOCK, overlap=_NODE_OVERLAP)
        owner = owners(len(nodes), blocks)
        for number, block in enumerate(blocks):
            rows = np.flatnonzero(owner == number)
            scores = self._node_scores(nodes.part(start=block.start, end=block.end))[:, rows - block.start]
            yield NodeLinks(block=range(block.start, block.end), rows=rows, probabilities=scores)

    @torch.inference_mode()
    def _node_scores(self, nodes: ArticleNodes) -> Floats:
        """(n_relations, n_nodes, n_nodes + 1) probabilities."""
        ends = self._piece_states(nodes.ends.ravel()).unflatten(0, (-1, 2)).flatten(1)
        scores: Floats = torch.softmax(self.network.article(pad_nodes([nodes], [ends]))[0], dim=-1).numpy()
        return scores

    def _piece_states(self, numbers: Ints) -> Tensor:
        """(len(numbers), width) the states of some pieces, each from the window that sees it best."""
        owner = owners_of(numbers, [part.window for part in self.states])
        states = self.states[0].states.new_empty(len(numbers), self.states[0].states.shape[-1])
        for index in np.unique(owner):
            mine, part = np.flatnonzero(owner == index), self.states[index]
            states[mine] = part.states[numbers[mine] - part.window.start + 1]
        return states

    def links(self, spans: Sequence[PieceSpan]) -> Iterator[WindowLinks]:
        """Ask every window where the cue, source, speaker ... of the spans that it holds whole are.

        spans: in any order
        """
        order = sorted(range(len(spans)), key=lambda i: spans[i].first)
        firsts = [spans[i].first for i in order]
        for part in self.states:
            near = order[bisect_left(firsts, part.window.start) : bisect_left(firsts, part.window.end)]
            rows = [i for i in near if spans[i].last < part.window.end]
            if rows:
                yield self._window_links(part, spans, rows)

    @torch.inference_mode()
    def _window_links(self, part: _WindowStates, spans: Sequence[PieceSpan], rows: Sequence[int]) -> WindowLinks:
        window = part.window
        places = [[spans[i].first - window.start + 1, spans[i].last - window.start + 1] for i in rows]
        mask = torch.ones(1, len(window) + 2, dtype=torch.bool)
        mask[0, [0, -1]] = False
        scores = self.network.links(part.states[None], torch.tensor([places]), mask)[0]
        probabilities = torch.softmax(scores, dim=-1).numpy()
        kept = np.concatenate([probabilities[..., 1:-3], probabilities[..., -2:]], axis=-1)
        return WindowLinks(window=window, rows=tuple(rows), probabilities=kept)


class TorchBackend:
    """Owns the network, the sizes of its windows and the numbers of the special pieces; for one thread at a time."""

    def __init__(self, network: QuoteNetwork, cutter: PieceCutter, windows: WindowConfig) -> None:
        self.network = network
        self.windows = windows
        self._specials = SpecialIds.of(cutter)

    def field_weights(self, layer_name: str) -> tuple[Floats, Floats]:
        """(n_tags, n_tags) log weights of one tag after another, and (n_tags,) of a first tag."""
        field = self.network.tags.field(layer_name)
        return field.step_weights().detach().numpy(), field.shut_starts.numpy()

    def read(self, articles: Sequence[Pieces]) -> list[Reading]:
        """What the network sees in each article."""
        return finish(self.read_in_steps(articles))

    def read_in_steps(self, articles: Sequence[Pieces]) -> Generator[Stage, None, list[Reading]]:
        """One encoder pass over all windows of all articles, short windows batched with short ones, a batch a step."""
        windows = [
            cut_windows(len(pieces), width=self.windows.width, overlap=self.windows.overlap) for pieces in articles
        ]
        asked = [(number, window) for number, cut in enumerate(windows) for window in cut]
        order = sorted(range(len(asked)), key=lambda i: len(asked[i][1]))
        done: dict[int, tuple[Tensor, dict[str, Tensor]]] = {}
        for batch in self._batches(order, asked):
            parts = [(articles[asked[i][0]], asked[i][1]) for i in batch]
            done.update(zip(batch, self._run(parts), strict=True))
            yield "encode"
        by_article: list[list[tuple[Window, Tensor, dict[str, Tensor]]]] = [[] for _ in articles]
        for i, (number, window) in enumerate(asked):
            by_article[number].append((window, *done[i]))
        return [self._reading(pieces, parts) for pieces, parts in zip(articles, by_article, strict=True)]

    @staticmethod
    def _batches(order: Sequence[int], asked: Sequence[tuple[int, Window]]) -> list[list[int]]:
        batches: list[list[int]] = []
        for i in order:
            width = len(asked[i][1])
            if batches and (len(batches[-1]) + 1) * width <= _BATCH_PIECES:
                batches[-1].append(i)
            else:
                batches.append([i])
        return batches

    @torch.inference_mode()
    def _run(self, parts: Sequence[tuple[Pieces, Window]]) -> list[tuple[Tensor, dict[str, Tensor]]]:
        """States with the special pieces, and emissions without them, for each window of one batch."""
        states = self.network.states(pad_windows(parts, self._specials))
        emissions = self.network.tags(states)
        return [
            (states[row, : len(w) + 2], {name: e[row, 1 : len(w) + 1] for name, e in emissions.items()})
            for row, (_, w) in enumerate(parts)
        ]

    def _reading(self, pieces: Pieces, parts: Sequence[tuple[Window, Tensor, dict[str, Tensor]]]) -> Reading:
        owner = owners(len(pieces), [window for window, _, _ in parts])
        emissions = {layer.name: np.zeros((len(pieces), layer.n_tags), dtype=np.float32) for layer in LAYERS}
        for number, (window, _, scores) in enumerate(parts):
            mine = owner[window.start : window.end] == number
            for name, values in scores.items():
                emissions[name][window.start : window.end][mine] = values.numpy()[mine]
        states = tuple(_WindowStates(window=window, states=tensor) for window, tensor, _ in parts)
        return Reading(emissions=emissions, states=states, network=self.network)
