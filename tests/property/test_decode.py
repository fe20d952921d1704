"""Whatever the scores, what is decoded of them is possible, in order and in line with the quotation marks."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.decode.chains import ChainDecoder, ChainWeights, TagChain
from models.decode.contents import MIN_QUOTED, content_spans
from models.decode.spans import layer_spans, mean_probabilities
from models.network.backend import PieceSpan
from models.network.labels import CONTENT, NAME, Layer
from models.spans import CharSpan
from models.text.pieces import Pieces
from tests.unit.models.text.cutters import word_pieces

texts = st.text(st.sampled_from('“”"‘’« »ab .\n'), max_size=40)


def random_chain(layer: Layer, n_pieces: int, *, seed: int, spread: float) -> TagChain:
    """The chain of random scores; a wide spread makes most tags sure."""
    emissions = np.random.default_rng(seed).normal(scale=spread, size=(n_pieces, layer.n_tags)).astype(np.float32)
    steps = np.where(layer.allowed_steps(), 0.0, -1e4).astype(np.float32)
    starts = np.where(layer.allowed_starts(), 0.0, -1e4).astype(np.float32)
    return ChainDecoder([ChainWeights(steps=steps, starts=starts)]).decode([emissions])[0]


seeds, spreads = st.integers(0, 10_000), st.sampled_from([0.1, 3.0, 300.0])


@given(n_pieces=st.integers(0, 30), seed=seeds, spread=spreads)
def test_tags_follow_each_other_as_the_layer_allows(n_pieces: int, seed: int, spread: float):
    chain = random_chain(NAME, n_pieces, seed=seed, spread=spread)

    assert all(NAME.allowed_starts()[tag] for tag in chain.tags[:1])
    assert all(NAME.allowed_steps()[pair] for pair in pairwise(chain.tags))


@given(n_pieces=st.integers(0, 30), seed=seeds, spread=spreads)
def test_marginals_are_probabilities(n_pieces: int, seed: int, spread: float):
    marginals = random_chain(NAME, n_pieces, seed=seed, spread=spread).marginals

    assert np.allclose(marginals.sum(axis=1), 1, atol=1e-4)
    assert (marginals >= 0).all()


@given(text=texts, seed=seeds, spread=spreads)
def test_spans_of_a_layer_are_in_order_and_apart(text: str, seed: int, spread: float):
    pieces = word_pieces(text)

    spans = layer_spans(NAME, random_chain(NAME, len(pieces), seed=seed, spread=spread), pieces)

    assert all(left.span.end <= right.span.start for left, right in pairwise(spans))
    assert all(0 <= span.confidence <= 1.0001 for span in spans)


@given(text=texts, seed=seeds, spread=spreads)
def test_contents_are_in_order_and_apart_and_in_one_paragraph(text: str, seed: int, spread: float):
    pieces = word_pieces(text)

    contents = content_spans(random_chain(CONTENT, len(pieces), seed=seed, spread=spread), pieces)

    assert all(left.span.end <= right.span.start for left, right in pairwise(contents))
    assert not any("\n" in content.span.cut(text) for content in contents)


@given(text=texts, seed=seeds, spread=spreads)
def test_closed_segment_is_content_as_a_whole_or_has_no_border_of_one_inside(text: str, seed: int, spread: float):
    pieces = word_pieces(text)
    chain = random_chain(CONTENT, len(pieces), seed=seed, spread=spread)
    contents = [content.span for content in content_spans(chain, pieces)]

    for segment in (s.span for s in pieces.quoted if s.is_closed and not s.is_nested):
        touching = [content for content in contents if content.overlap(segment)]
        assert all(content.holds(segment) for content in touching)
        assert len(touching) == 1 or not is_likely(segment, chain, pieces)


def is_likely(segment: CharSpan, chain: TagChain, pieces: Pieces) -> bool:
    """Whether the pieces of a segment are content on the mean."""
    inside = pieces.within(segment)
    return mean_probabilities(chain, [PieceSpan.of(inside)])[0] >= MIN_QUOTED
