"""Windows of prepared examples → padded batches, in an order drawn from a seed."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import torch
from torch import Tensor

from models.network.article_head import NodeBatch
from models.network.labels import LAYERS, N_SPECIAL_ANSWERS, RELATIONS
from models.network.multitask import WindowBatch
from models.network.padding import pad_windows
from models.network.special_pieces import SpecialIds
from models.text.windows import Window
from models.training.targets import PreparedExample, WindowTargets, known_tags, window_targets

Drawn = TypeVar("Drawn")

_POOL_WINDOWS = 200
"""So many windows are sorted by length together, so that little is padded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchConfig:
    """Sizes in pieces; `mask_share` of them are hidden from the encoder, which keeps it from learning by heart."""

    batch_pieces: int = 4096
    overlap: int = 48
    mask_share: float = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """Examples to be seen once, in windows of at most `width` pieces."""

    examples: Sequence[PreparedExample]
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeTargets:
    """The nodes of the whole articles that a batch holds, and their right answers.

    nodes:   without the states of their ends, which the encoder is still to give
    places:  (n_articles, n_nodes, 2, 2) for the first and the last piece of each node its window and its column there
    answers: (n_articles, n_relations, n_nodes, n_nodes + 1) bool, all False where nothing is asked
    """

    nodes: NodeBatch
    places: Tensor
    answers: Tensor


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingBatch:
    """A batch and its right answers.

    allowed: layer name → (n_windows, n_pieces, n_tags) bool
    spans:   (n_windows, n_spans, 2), padded with zeros
    answers: (n_windows, n_relations, n_spans, n_pieces + 2) bool, all False where nothing is asked
    nodes:   of the articles, where the windows are those of whole ones and something is known of their nodes
    """

    windows: WindowBatch
    allowed: dict[str, Tensor]
    spans: Tensor
    answers: Tensor
    nodes: NodeTargets | None = None


def random_windows(n_pieces: int, *, width: int, overlap: int, rng: random.Random) -> list[Window]:
    """Windows that cover an article, the first one of random length, so that borders fall elsewhere each time."""
    if n_pieces <= width:
        return [Window(start=0, end=n_pieces)] if n_pieces else []
    windows = [Window(start=0, end=rng.randint(width // 2, width))]
    while windows[-1].end < n_pieces:
        start = windows[-1].end - overlap
        windows.append(Window(start=start, end=min(n_pieces, start + width)))
    return windows


def draw_windows(
    passes: Sequence[Pass], *, config: BatchConfig, rng: random.Random
) -> list[list[tuple[PreparedExample, Window]]]:
    """Batches of windows in random order: every example once for each pass it stands in."""
    drawn = [
        (example, window)
        for one in passes
        for example in one.examples
        for window in random_windows(len(example.pieces), width=one.width, overlap=config.overlap, rng=rng)
    ]
    rng.shuffle(drawn)
    batches: list[list[tuple[PreparedExample, Window]]] = []
    for start in range(0, len(drawn), _POOL_WINDOWS):
        pool = sorted(drawn[start : start + _POOL_WINDOWS], key=lambda pair: len(pair[1]))
        filled = fill(pool, n_windows=lambda _: 1, width=lambda pair: len(pair[1]), batch_pieces=config.batch_pieces)
        ready = list(filled)
        rng.shuffle(ready)
        batches += ready
    return batches


def fill(
    pool: Iterable[Drawn], *, n_windows: Callable[[Drawn], int], width: Callable[[Drawn], int], batch_pieces: int
) -> Iterator[list[Drawn]]:
    """Cut what was drawn into batches of at most `batch_pieces`, padding counted; alone what is larger by itself.

    pool:  in ascending order of their width
    width: of the longest window
    """
    batch: list[Drawn] = []
    for one in pool:
        if batch and sum(map(n_windows, (*batch, one))) * width(one) > batch_pieces:
            yield batch
            batch = []
        batch.append(one)
    if batch:
        yield batch


def make_batches(
    drawn: Sequence[Sequence[tuple[PreparedExample, Window]]],
    *,
    config: BatchConfig,
    specials: SpecialIds,
    rng: np.random.Generator,
) -> Iterator[TrainingBatch]:
    """The drawn windows as tensors, made one batch at a time."""
    for batch in drawn:
        targets = [window_targets(example, window) for example, window in batch]
        yield collate(targets, specials=specials, mask_share=config.mask_share, rng=rng)


def collate(
    targets: Sequence[WindowTargets],
    *,
    specials: SpecialIds,
    mask_share: float,
    rng: np.random.Generator,
    nodes: NodeTargets | None = None,
) -> TrainingBatch:
    """Pad windows to the longest, with the special pieces at both ends, some pieces hidden."""
    windows = pad_windows([(target.example.pieces, target.window) for target in targets], specials)
    for row, target in enumerate(targets):
        hidden = torch.from_numpy(rng.random(len(target.window)) < mask_share)
        windows.ids[row, 1 : len(target.window) + 1][hidden] = specials.mask
    spans, answers = _pad_links(targets, n_columns=windows.ids.shape[1])
    allowed = _pad_tags(targets, windows.ids.shape)
    return TrainingBatch(windows=windows, allowed=allowed, spans=spans, answers=answers, nodes=nodes)


def _pad_tags(targets: Sequence[WindowTargets], shape: tuple[int, ...]) -> dict[str, Tensor]:
    """The allowed tags of every layer; at special pieces and padding all of them."""
    padded: dict[str, Tensor] = {}
    for layer in LAYERS:
        allowed = np.ones((*shape, layer.n_tags), dtype=bool)
        for row, target in enumerate(targets):
            allowed[row, 1 : len(target.window) + 1] = known_tags(target, layer)
        padded[layer.name] = torch.from_numpy(allowed)
    return padded


def _pad_links(targets: Sequence[WindowTargets], *, n_columns: int) -> tuple[Tensor, Tensor]:
    """The spans and the answers of a TrainingBatch; the special answers come after the padding."""
    n_spans = max(1, *(len(target.spans) for target in targets))
    spans = np.zeros((len(targets), n_spans, 2), dtype=np.int64)
    answers = np.zeros((len(targets), len(RELATIONS), n_spans, n_columns + N_SPECIAL_ANSWERS), dtype=bool)
    for row, target in enumerate(targets):
        length, asked = len(target.window), len(target.spans)
        spans[row, :asked] = target.spans + 1
        answers[row, :, :asked, 1 : length + 1] = target.answers[..., :length]
        answers[row, :, :asked, n_columns:] = target.answers[..., length:]
    return torch.from_numpy(spans), torch.from_numpy(answers)
