"""Decoding in blocks gives what the plain recursions give, a piece at a time, whatever the scores."""

import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st

from models.decode.chains import ChainDecoder, ChainWeights, TagChain
from models.network.labels import CUE, NAME, RELAY

LAYERS = (NAME, CUE, RELAY)
Doubles = npt.NDArray[np.float64]


@st.composite
def decoded_layers(draw: st.DrawFn) -> list[tuple[Doubles, ChainWeights, TagChain]]:
    """Emissions, weights and chain of three layers; some weights forbid a tag, a narrow spread forgets slowly."""
    random = np.random.default_rng(draw(st.integers(0, 10_000)))
    n_pieces, spread = draw(st.integers(1, 200)), draw(st.sampled_from([0.01, 1.0, 5.0, 60.0]))
    is_lasting, share_forbidden = draw(st.booleans()), draw(st.sampled_from([0.0, 0.0, 0.2]))
    emissions, weights = [], []
    for layer in LAYERS:
        scores = random.normal(scale=spread, size=(n_pieces, layer.n_tags))
        is_forbidden = random.random(size=scores.shape) < share_forbidden
        is_forbidden[:, 0] = False
        emissions.append(np.where(is_forbidden, -1e4, scores).astype(np.float32))
        steps = random.normal(size=(layer.n_tags, layer.n_tags)) + 12.0 * is_lasting * np.eye(layer.n_tags)
        allowed, starts = layer.allowed_steps(), np.where(layer.allowed_starts(), 0.0, -1e4)
        weights.append(
            ChainWeights(steps=np.where(allowed, steps, -1e4).astype(np.float32), starts=starts.astype(np.float32))
        )
    chains = ChainDecoder(weights).decode(emissions)
    return list(zip([e.astype(np.float64) for e in emissions], weights, chains, strict=True))


@given(decoded=decoded_layers())
def test_tags_weigh_as_much_as_the_best_sequence(decoded: list[tuple[Doubles, ChainWeights, TagChain]]):
    for emissions, weights, chain in decoded:
        best = weights.starts + emissions[0]
        for here in emissions[1:]:
            best = (best[:, None] + weights.steps).max(axis=0) + here
        steps = weights.steps[chain.tags[:-1], chain.tags[1:]].astype(np.float64)
        weight = weights.starts[chain.tags[0]] + emissions[np.arange(len(emissions)), chain.tags].sum() + steps.sum()
        assert np.isclose(weight, best.max(), rtol=1e-9, atol=1e-6)


@given(decoded=decoded_layers())
def test_marginals_are_those_of_sums_in_logarithms(decoded: list[tuple[Doubles, ChainWeights, TagChain]]):
    for emissions, weights, chain in decoded:
        emissions = np.maximum(emissions, emissions.max(axis=1, keepdims=True) - 80.0)
        forward, backward = np.empty_like(emissions), np.zeros_like(emissions)
        forward[0] = weights.starts + emissions[0]
        for place in range(1, len(emissions)):
            forward[place] = np.logaddexp.reduce(forward[place - 1][:, None] + weights.steps, axis=0) + emissions[place]
        for place in range(len(emissions) - 2, -1, -1):
            ahead = emissions[place + 1] + backward[place + 1]
            backward[place] = np.logaddexp.reduce(weights.steps + ahead, axis=1)
        both = forward + backward
        expected = np.exp(both - np.logaddexp.reduce(both, axis=1, keepdims=True))
        assert np.allclose(chain.marginals, expected, atol=2e-5)
