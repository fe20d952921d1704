"""Runs the network over whole articles: windows in, scores of every piece and link out, as numpy arrays."""

from bisect import bisect_left
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from models.backends import Runtime
from models.config import WindowConfig
from models.network.labels import LAYERS
from models.network.nodes import ArticleNodes
from models.network.questions import Asked
from models.steps import Stage
from models.text.pieces import Pieces
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
class WindowScores:
    """What the network makes of one window.

    states:    (len(window) + 2, width) with those of the special pieces at both ends
    emissions: (len(window), n_tags) log weights of the tags of all layers side by side
    """

    states: Floats
    emissions: Floats


class Backend(Protocol):
    """Computes the network; for one thread at a time. No answer depends on what else is asked with it."""

    @property
    def windows(self) -> WindowConfig:
        """Sizes of the windows that articles are cut into."""
        ...

    @property
    def runtime(self) -> Runtime:
        """What computes."""
        ...

    def field_weights(self, layer_name: str) -> tuple[Floats, Floats]:
        """(n_tags, n_tags) log weights of one tag after another, and (n_tags,) of a first tag."""
        ...

    def read(self, articles: Sequence[Pieces]) -> "list[Reading]":
        """What the network sees in each article."""
        ...

    def read_in_steps(self, articles: Sequence[Pieces]) -> "Generator[Stage, None, list[Reading]]":
        """The same, some windows a step."""
        ...

    def run_windows(self, parts: Sequence[tuple[Pieces, Window]]) -> list[WindowScores]:
        """The scores of each window."""
        ...

    def link(self, states: Floats, ends: Ints) -> Floats:
        """(n_relations, n_spans, n_pieces + 2) probabilities; the last two are "none" and "elsewhere".

        states: (n_pieces + 2, width) of one window
        ends:   (n_spans, 2) first and last piece of each span, the special pieces not counted
        """
        ...

    def look(self, nodes: ArticleNodes, ends: Floats) -> Floats:
        """(n_relations, n_nodes, n_nodes + 1) probabilities; the last is nobody.

        ends: (n_nodes, 2 * width) the states of the first and the last piece side by side
        """
        ...

    def rank(self, features: Floats, *, asked: Asked) -> Floats:
        """(n_candidates,) log weights, to be compared among the candidates of one quotation.

        features: (n_candidates, N_FEATURES[asked])
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowStates:
    """One window and the states of its pieces, with the special ones at both ends."""

    window: Window
    states: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the network saw in one article.

    emissions: layer name → (n_pieces, n_tags) log weights, each piece from the window that sees it best
    """

    emissions: dict[str, Floats]
    states: tuple[WindowStates, ...]
    backend: Backend

    def look_again(self, nodes: ArticleNodes) -> Iterator[NodeLinks]:
        """Ask the article head about all nodes, block by block; every node is answered once."""
        blocks = cut_windows(len(nodes), width=_NODE_BLOCK, overlap=_NODE_OVERLAP)
        owner = owners(len(nodes), blocks)
        for number, block in enumerate(blocks):
            rows = np.flatnonzero(owner == number)
            part = nodes.part(start=block.start, end=block.end)
            ends = self._piece_states(part.ends.ravel()).reshape(len(part), -1)
            scores = self.backend.look(part, ends)[:, rows - block.start]
            yield NodeLinks(block=range(block.start, block.end), rows=rows, probabilities=scores)

    def rank(self, features: Floats, *, asked: Asked) -> Floats:
        """How well candidates fit, as the backend tells."""
        return self.backend.rank(features, asked=asked)

    def _piece_states(self, numbers: Ints) -> Floats:
        """(len(numbers), width) the states of some pieces, each from the window that sees it best."""
        owner = owners_of(numbers, [part.window for part in self.states])
        states = np.empty((len(numbers), self.states[0].states.shape[-1]), dtype=np.float32)
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
                ends = np.asarray([[spans[i].first, spans[i].last] for i in rows], dtype=np.int64)
                scores = self.backend.link(part.states, ends - part.window.start)
                yield WindowLinks(window=part.window, rows=tuple(rows), probabilities=scores)


def read_in_steps(backend: Backend, articles: Sequence[Pieces]) -> Generator[Stage, None, list[Reading]]:
    """All windows of all articles, short windows batched with short ones, a batch a step."""
    sizes = backend.windows
    windows = [cut_windows(len(pieces), width=sizes.width, overlap=sizes.overlap) for pieces in articles]
    asked = [(number, window) for number, cut in enumerate(windows) for window in cut]
    done: dict[int, WindowScores] = {}
    for batch in _batches([len(window) for _, window in asked]):
        scores = backend.run_windows([(articles[asked[i][0]], asked[i][1]) for i in batch])
        done.update(zip(batch, scores, strict=True))
        yield "encode"
    by_article: list[list[tuple[Window, WindowScores]]] = [[] for _ in articles]
    for i, (number, window) in enumerate(asked):
        by_article[number].append((window, done[i]))
    return [_reading(backend, len(p), parts) for p, parts in zip(articles, by_article, strict=True)]


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    batches: list[list[int]] = []
    for i in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batches and (len(batches[-1]) + 1) * lengths[i] <= _BATCH_PIECES:
            batches[-1].append(i)
        else:
            batches.append([i])
    return batches


def _reading(backend: Backend, n_pieces: int, parts: Sequence[tuple[Window, WindowScores]]) -> Reading:
    """One article's windows put together."""
    owner = owners(n_pieces, [window for window, _ in parts])
    emissions = np.zeros((n_pieces, sum(layer.n_tags for layer in LAYERS)), dtype=np.float32)
    for number, (window, scores) in enumerate(parts):
        mine = owner[window.start : window.end] == number
        emissions[window.start : window.end][mine] = scores.emissions[mine]
    borders = np.cumsum([layer.n_tags for layer in LAYERS])[:-1]
    by_layer = zip(LAYERS, np.split(emissions, borders, axis=1), strict=True)
    return Reading(
        emissions={layer.name: values for layer, values in by_layer},
        states=tuple(WindowStates(window=window, states=scores.states) for window, scores in parts),
        backend=backend,
    )
