"""Whole articles in counted words with their nodes, for tests of training on them."""

from collections.abc import Mapping, Sequence

import numpy as np

from models.network.labels import ARTICLE_RELATIONS
from models.text.windows import cut_windows
from models.training.articles import ArticleWindows, PreparedArticle
from models.training.nodes import PreparedNodes
from tests.unit.models.network.node_cases import nodes_of
from tests.unit.models.training.cases import example_of

NOBODY = -1
Answers = Mapping[tuple[str, int], Sequence[int]]
NO_ANSWERS: Answers = {}


def article_of(
    n_words: int, ends: Sequence[tuple[int, int]] = (), *, answers: Answers = NO_ANSWERS, id: str = "a"
) -> PreparedArticle:
    """Nodes that stand at some words and can all speak; answers by relation and asking node, NOBODY among them."""
    n_nodes = len(ends)
    table = np.zeros((len(ARTICLE_RELATIONS), n_nodes, n_nodes + 1), dtype=bool)
    for (relation, node), right in answers.items():
        table[ARTICLE_RELATIONS.index(relation), node, list(right)] = True
    nodes = PreparedNodes(nodes=nodes_of(n_nodes, ends=ends), answers=table)
    return PreparedArticle(example=example_of(n_words, id=id), nodes=nodes)


def in_windows(article: PreparedArticle, *, width: int = 50, overlap: int = 4) -> ArticleWindows:
    windows = cut_windows(len(article.example.pieces), width=width, overlap=overlap)
    return ArticleWindows(article=article, windows=tuple(windows))
