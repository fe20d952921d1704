"""Annotated examples → the nodes of whole articles, and who and what the second look should find."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.attribution import relay_candidates
from models.corpora.examples import Example, LabelledSpan, Link
from models.corpora.naming import name_words
from models.decode.nodes import NodeLayout
from models.decode.spans import ScoredSpan
from models.network.backend import PieceSpan
from models.network.labels import ARTICLE_RELATIONS
from models.network.nodes import ArticleNodes
from models.resolve.entities import gather
from models.resolve.layout import ContentPlace, article_layout
from models.spans import CharSpan
from models.text.pieces import Pieces

Bools = npt.NDArray[np.bool_]
FindOutlets = Callable[[str], Sequence[CharSpan]]
"""Where a text names outlets that the registry knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedNodes:
    """The nodes of one article and the right answers.

    answers: (n_relations, n_nodes, n_nodes + 1) bool, the last one for nobody; a row without any True asks nothing
    """

    nodes: ArticleNodes
    answers: Bools


def prepare_nodes(example: Example, pieces: Pieces, *, find_outlets: FindOutlets) -> PreparedNodes:
    """The nodes of an example: its names and relays as labelled, the contents and sources that its links hold."""
    names = _scored(sorted((*_labelled(example, "name"), *example.names), key=lambda s: s.span), pieces)
    relays = _scored(_labelled(example, "relay"), pieces)
    known = _scored([LabelledSpan(span=s, kind="outlet") for s in find_outlets(example.text)], pieces)
    candidates = relay_candidates(relays, names, known)
    sources = _sources(example, pieces)
    contents = sorted({link.query for link in example.links if link.relation == "cue"})
    places = list(_places(example, contents, [s.span for s in sources], pieces))
    layout = article_layout(
        example.text,
        pieces,
        contents=[place for _, place in places],
        sources=sources,
        cast=gather(example.text, names),
        relays=candidates,
    )
    asked = {span: int(node) for (span, _), node in zip(places, layout.contents, strict=True)}
    asked |= {source.span: int(node) for source, node in zip(sources, layout.sources, strict=True)}
    return PreparedNodes(
        nodes=layout.nodes,
        answers=_answers(example, layout, asked=asked, names=names, sources=sources, relays=candidates),
    )


def _labelled(example: Example, layer: str) -> tuple[LabelledSpan, ...]:
    return example.layers[layer].spans if layer in example.layers else ()


def _scored(spans: Sequence[LabelledSpan], pieces: Pieces) -> list[ScoredSpan]:
    return [
        ScoredSpan(span=s.span, pieces=PieceSpan.of(inside), kind=s.kind, confidence=1.0)
        for s in spans
        if (inside := pieces.within(s.span))
    ]


def _sources(example: Example, pieces: Pieces) -> list[ScoredSpan]:
    """All written sources that a link knows, from either side."""
    written = {answer for link in example.links if link.relation == "source" for answer in link.answers}
    pointing = {link.query for link in example.links if link.relation == "antecedent"}
    return _scored([LabelledSpan(span=span, kind="source") for span in sorted(written | pointing)], pieces)


def _places(
    example: Example, contents: Sequence[CharSpan], sources: Sequence[CharSpan], pieces: Pieces
) -> Iterator[tuple[CharSpan, ContentPlace]]:
    """The content pieces; those that share a cue are one quotation."""
    first = {(link.relation, link.query): link.answers[:1] for link in example.links}
    quotations: dict[tuple[CharSpan, ...], int] = {}
    for number, content in enumerate(contents):
        inside = pieces.within(content)
        if inside:
            cue, source = first.get(("cue", content), ()), first.get(("source", content), ())
            quotation = quotations.setdefault(cue or (content,), number)
            written = sources.index(source[0]) if source and source[0] in sources else None
            yield content, ContentPlace(pieces=PieceSpan.of(inside), quotation=quotation, source=written)


def _answers(
    example: Example,
    layout: NodeLayout,
    *,
    asked: dict[CharSpan, int],
    names: Sequence[ScoredSpan],
    sources: Sequence[ScoredSpan],
    relays: Sequence[ScoredSpan],
) -> Bools:
    """Every labelled answer that is a node; where a labelled answer is none, nothing is asked."""
    n_nodes = len(layout.nodes)
    answers = np.zeros((len(ARTICLE_RELATIONS), n_nodes, n_nodes + 1), dtype=bool)
    speakers = [*zip(names, layout.names, strict=True), *zip(sources, layout.sources, strict=True)]
    for link in example.links:
        if link.relation == "bearer" and link.query in asked:
            allowed = {int(n) for s, n in speakers if s.span in link.answers and layout.nodes.can_speak[n]}
            _mark(answers[0, asked[link.query]], link, allowed)
        elif link.relation == "relay" and link.query in asked:
            allowed = {int(n) for r, n in zip(relays, layout.relays, strict=True) if _is_relay(example.text, r, link)}
            _mark(answers[1, asked[link.query]], link, allowed)
    return answers


def _mark(row: Bools, link: Link, allowed: set[int]) -> None:
    if allowed:
        row[list(allowed)] = True
    elif not link.answers:
        row[-1] = True


def _is_relay(text: str, relay: ScoredSpan, link: Link) -> bool:
    """Whether a span names the right outlet: at one of the places that are marked, or elsewhere by the same words."""
    words = name_words(relay.span.cut(text))
    return any(
        relay.span.overlap(answer) > len(answer) / 2 or (words and words == name_words(answer.cut(text)))
        for answer in link.answers
    )
