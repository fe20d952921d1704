"""Annotated examples → what the network should answer for one window of pieces."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.corpora.examples import Example, LayerLabels, Link
from models.network.labels import (
    ANSWER_ELSEWHERE,
    LAYERS,
    N_SPECIAL_ANSWERS,
    NO_ANSWER,
    RELATIONS,
    Layer,
)
from models.text.pieces import Pieces
from models.text.windows import Window

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceLink:
    """A link in pieces of the article; answers are the first pieces of the right spans."""

    relation: int
    first: int
    last: int
    answers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedExample:
    """An example in pieces.

    allowed: layer name → (n_pieces, n_tags) bool; layers that the corpus does not label are left out
    """

    id: str
    pieces: Pieces
    allowed: dict[str, Bools]
    links: tuple[PieceLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowTargets:
    """One window and its right answers.

    spans:   (n_spans, 2) first and last piece of every link's span, counted from the window's first piece
    answers: (n_relations, n_spans, n_pieces + 2) bool; a row without any True asks nothing
    """

    example: PreparedExample
    window: Window
    spans: npt.NDArray[np.int64]
    answers: Bools


def prepare(example: Example, pieces: Pieces) -> PreparedExample:
    """Turn an example's code points into pieces; links whose spans hold no piece are dropped."""
    allowed = {
        layer.name: allowed_tags(layer, example.layers[layer.name], pieces)
        for layer in LAYERS
        if layer.name in example.layers
    }
    links = [p for link in example.links if link.relation in RELATIONS and (p := _piece_link(link, pieces))]
    return PreparedExample(id=example.id, pieces=pieces, allowed=allowed, links=tuple(links))


def allowed_tags(layer: Layer, labels: LayerLabels, pieces: Pieces) -> Bools:
    """(n_pieces, n_tags) True for every tag that the labels do not rule out."""
    allowed = np.zeros((len(pieces), layer.n_tags), dtype=bool)
    allowed[:, 0] = True
    for stretch in labels.unknown:
        allowed[_slice(pieces.within(stretch))] = True
    for barred in labels.barred:
        begin = layer.begin(barred.kind)
        allowed[_slice(pieces.within(barred.span)), begin : begin + 2] = False
    for labelled in labels.spans:
        inside = pieces.within(labelled.span)
        if inside:
            begin = layer.begin(labelled.kind)
            allowed[_slice(inside)] = False
            allowed[inside.start, begin] = True
            allowed[inside.start + 1 : inside.stop, begin + 1] = True
    return allowed


def _slice(pieces: range) -> slice:
    return slice(pieces.start, pieces.stop)


def _piece_link(link: Link, pieces: Pieces) -> PieceLink | None:
    inside = pieces.within(link.query)
    starts = [r.start for answer in link.answers if (r := pieces.within(answer))]
    if not inside or (link.answers and not starts):
        return None
    return PieceLink(
        relation=RELATIONS.index(link.relation), first=inside.start, last=inside.stop - 1, answers=tuple(starts)
    )


def window_targets(example: PreparedExample, window: Window) -> WindowTargets:
    """The right answers in one window; links whose span is cut by its borders are left out."""
    links = [k for k in example.links if window.start <= k.first and k.last < window.end]
    spans = sorted({(k.first - window.start, k.last - window.start) for k in links})
    answers = np.zeros((len(RELATIONS), len(spans), len(window) + N_SPECIAL_ANSWERS), dtype=bool)
    row = {span: number for number, span in enumerate(spans)}
    for link in links:
        number = row[link.first - window.start, link.last - window.start]
        answers[link.relation, number, _answer_places(link, window)] = True
    return WindowTargets(
        example=example, window=window, spans=np.asarray(spans, dtype=np.int64).reshape(-1, 2), answers=answers
    )


def _answer_places(link: PieceLink, window: Window) -> Sequence[int]:
    inside = [a - window.start for a in link.answers if window.start <= a < window.end]
    return inside or [len(window) + (ANSWER_ELSEWHERE if link.answers else NO_ANSWER)]


def known_tags(target: WindowTargets, layer: Layer) -> Bools:
    """(n_pieces, n_tags) of the window; all True where the corpus does not label the layer."""
    allowed = target.example.allowed.get(layer.name)
    window = target.window
    if allowed is None:
        return np.ones((len(window), layer.n_tags), dtype=bool)
    known = allowed[window.start : window.end].copy()
    entered = (~known[0, 0]) & known[0, 2::2]
    known[0, 1::2] |= entered
    return known
