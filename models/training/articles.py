"""Whole articles as batches: all windows of some articles, and their nodes for the second look."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from models.network.node_batches import pad_nodes
from models.network.special_pieces import SpecialIds
from models.text.windows import Window, cut_windows, owners_of
from models.training.batches import BatchConfig, NodeTargets, TrainingBatch, collate, fill
from models.training.nodes import PreparedNodes
from models.training.targets import PreparedExample, window_targets

_POOL_ARTICLES = 60
"""So many articles are sorted by the length of their windows together, so that little is padded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedArticle:
    """An annotated article in pieces and in nodes."""

    example: PreparedExample
    nodes: PreparedNodes


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleWindows:
    """An article and windows that cover it."""

    article: PreparedArticle
    windows: tuple[Window, ...]


def draw_articles(
    articles: Sequence[PreparedArticle], *, widths: Sequence[int], config: BatchConfig, rng: random.Random
) -> list[list[ArticleWindows]]:
    """Batches of whole articles in random order; every one once, alone where it is longer than a batch.

    widths: each article's windows are at most as wide as one of these, drawn anew
    """
    drawn = [_windows(article, width=rng.choice(widths), config=config, rng=rng) for article in articles]
    rng.shuffle(drawn)
    batches: list[list[ArticleWindows]] = []
    for start in range(0, len(drawn), _POOL_ARTICLES):
        pool = sorted(drawn[start : start + _POOL_ARTICLES], key=_longest)
        covered = [one for one in pool if one.windows]
        batches += fill(
            covered, n_windows=lambda one: len(one.windows), width=_longest, batch_pieces=config.batch_pieces
        )
    rng.shuffle(batches)
    return batches


def _windows(article: PreparedArticle, *, width: int, config: BatchConfig, rng: random.Random) -> ArticleWindows:
    """Windows of nearly equal length, so that little is padded; a random overlap moves their borders each time."""
    overlap = rng.randint(config.overlap, 2 * config.overlap)
    windows = cut_windows(len(article.example.pieces), width=width, overlap=overlap)
    return ArticleWindows(article=article, windows=tuple(windows))


def _longest(one: ArticleWindows) -> int:
    return max(map(len, one.windows), default=0)


def make_article_batches(
    drawn: Sequence[Sequence[ArticleWindows]],
    *,
    config: BatchConfig,
    specials: SpecialIds,
    rng: np.random.Generator,
) -> Iterator[TrainingBatch]:
    """The drawn articles as tensors, made one batch at a time."""
    for batch in drawn:
        targets = [window_targets(one.article.example, window) for one in batch for window in one.windows]
        yield collate(targets, specials=specials, mask_share=config.mask_share, rng=rng, nodes=node_targets(batch))


def node_targets(batch: Sequence[ArticleWindows]) -> NodeTargets | None:
    """Nodes and answers of the articles of one batch; None where there is nothing to ask."""
    if not any(one.article.nodes.answers.any() for one in batch):
        return None
    prepared = [one.article.nodes for one in batch]
    places, row = [], 0
    for one in batch:
        places.append(torch.from_numpy(_places(one)) + torch.tensor([row, 0]))
        row += len(one.windows)
    width = max(len(p.nodes) for p in prepared)
    answers = np.zeros((len(batch), prepared[0].answers.shape[0], width, width + 1), dtype=bool)
    for number, p in enumerate(prepared):
        n_nodes = len(p.nodes)
        answers[number, :, :n_nodes, :n_nodes] = p.answers[..., :-1]
        answers[number, :, :n_nodes, -1] = p.answers[..., -1]
    return NodeTargets(
        nodes=pad_nodes([p.nodes for p in prepared], [torch.zeros(len(p.nodes), 0) for p in prepared]),
        places=torch.nn.utils.rnn.pad_sequence(places, batch_first=True),
        answers=torch.from_numpy(answers),
    )


def _places(one: ArticleWindows) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """(n_nodes, 2, 2) for the first and the last piece of each node its window's number and its column there."""
    ends = one.article.nodes.nodes.ends
    owner = owners_of(ends, one.windows)
    starts = np.asarray([window.start for window in one.windows])
    return np.stack([owner, ends - starts[owner] + 1], axis=-1)
