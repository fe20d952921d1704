from itertools import pairwise, product

import numpy as np
import pytest

from models.decode.chains import ChainDecoder, ChainWeights, Floats, TagChain
from models.network.labels import Layer

LAYER = Layer(name="two", classes=("a", "b"))
STEPS = np.where(LAYER.allowed_steps(), np.random.default_rng(1).normal(size=(5, 5)), -1e4).astype(np.float32)
STARTS = np.where(LAYER.allowed_starts(), 0.0, -1e4).astype(np.float32)
LENGTHS = [pytest.param(n, id=f"{n} pieces") for n in (1, 2, 3, 5)]


def random_emissions(n_pieces: int, *, seed: int = 2) -> np.ndarray:
    return (2 * np.random.default_rng(seed).normal(size=(n_pieces, 5))).astype(np.float32)


def decode_one(emissions: Floats) -> TagChain:
    return ChainDecoder([ChainWeights(steps=STEPS, starts=STARTS)]).decode([emissions])[0]


def weights_of_all_sequences(emissions: np.ndarray) -> dict[tuple[int, ...], float]:
    weights = {}
    for tags in product(range(5), repeat=len(emissions)):
        score = STARTS[tags[0]] + sum(emissions[place, tag] for place, tag in enumerate(tags))
        weights[tags] = float(np.exp(score + sum(STEPS[pair] for pair in pairwise(tags))))
    return weights


@pytest.mark.parametrize("n_pieces", LENGTHS)
def test_tags_are_the_likeliest_sequence(n_pieces: int):
    emissions = random_emissions(n_pieces)
    weights = weights_of_all_sequences(emissions)

    tags = decode_one(emissions).tags

    assert tuple(tags) == max(weights, key=lambda sequence: weights[sequence])


@pytest.mark.parametrize("n_pieces", LENGTHS)
def test_marginals_sum_the_sequences_with_a_tag(n_pieces: int):
    emissions = random_emissions(n_pieces)
    expected = np.zeros((n_pieces, 5))
    for tags, weight in weights_of_all_sequences(emissions).items():
        expected[range(n_pieces), tags] += weight

    marginals = decode_one(emissions).marginals

    assert np.allclose(marginals, expected / expected.sum(axis=1, keepdims=True), atol=1e-5)


def test_long_chain_stays_in_range():
    marginals = decode_one(random_emissions(3000)).marginals

    assert np.allclose(marginals.sum(axis=1), 1, atol=1e-4)


def test_impossible_but_likely_tags_leave_finite_marginals():
    emissions = np.zeros((3, 5), dtype=np.float32)
    emissions[:, 2] = 500.0

    chain = decode_one(emissions)

    assert np.isfinite(chain.marginals).all()
    assert chain.tags.tolist() == [1, 2, 2]


def test_no_pieces_have_no_tags():
    chain = decode_one(np.zeros((0, 5), dtype=np.float32))

    assert (chain.tags.shape, chain.marginals.shape) == ((0,), (0, 5))


def test_layers_side_by_side_are_decoded_as_each_alone():
    small = Layer(name="one", classes=("a",))
    narrow = ChainWeights(
        steps=np.where(small.allowed_steps(), 0.0, -1e4).astype(np.float32),
        starts=np.where(small.allowed_starts(), 0.0, -1e4).astype(np.float32),
    )
    wide = ChainWeights(steps=STEPS, starts=STARTS)
    scores = (2 * np.random.default_rng(3).normal(size=(7, 3))).astype(np.float32), random_emissions(7)

    together = ChainDecoder([narrow, wide]).decode(scores)

    alone = [
        ChainDecoder([weights]).decode([values])[0] for weights, values in zip((narrow, wide), scores, strict=True)
    ]
    for chain, other in zip(together, alone, strict=True):
        assert chain.tags.tolist() == other.tags.tolist()
        assert np.allclose(chain.marginals, other.marginals, atol=1e-6)
