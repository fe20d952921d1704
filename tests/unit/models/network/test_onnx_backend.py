"""Graphs say what the torch modules say, and nothing depends on what else is read."""

from dataclasses import replace

import numpy as np
import pytest
from torch import Tensor, nn

from models.backends import Precision
from models.network.backend import PieceSpan, Reading
from models.network.labels import LAYERS
from models.network.onnx_backend import OnnxBackend
from models.network.questions import N_FEATURES, Asked
from models.network.torch_backend import TorchBackend
from tests.unit.models.network.graphs.onnx_networks import PATH, rounded_network, tiny_backend
from tests.unit.models.network.node_cases import random_nodes
from tests.unit.models.network.tiny import CONFIG, tiny_cutter
from tests.unit.models.text.cutters import word_pieces

SHORT = word_pieces("The old bridge will open again.")
LONG = word_pieces(
    "“The council,” of the OLD town\n\nmet by the river and spoke of rain, roads and ‘the new bridge’, all day."
)
CONTENT, NETWORK = rounded_network(spread=20)
FULL, EIGHT_BITS = tiny_backend(CONTENT, precision="float32"), tiny_backend(CONTENT)
TORCH = TorchBackend(NETWORK, tiny_cutter(), CONFIG.windows)


def random_spans(n_spans: int, *, n_pieces: int) -> list[PieceSpan]:
    firsts = np.random.default_rng(2).integers(n_pieces, size=n_spans).tolist()
    return [PieceSpan(first=first, last=min(first + number % 3, n_pieces - 1)) for number, first in enumerate(firsts)]


def random_candidates(n_candidates: int, *, asked: Asked, scale: float = 1.0) -> np.ndarray:
    return np.random.default_rng(3).normal(scale=scale, size=(n_candidates, N_FEATURES[asked])).astype(np.float32)


def scores_of(reading: Reading) -> list[np.ndarray]:
    """All that can be asked of a reading."""
    n_pieces = len(reading.emissions["cue"])
    links = [link.probabilities for link in reading.links(random_spans(7, n_pieces=n_pieces))]
    looks = [look.probabilities for look in reading.look_again(random_nodes(9, n_pieces=n_pieces))]
    ranked = [reading.rank(random_candidates(9, asked=asked), asked=asked) for asked in N_FEATURES]
    return [*reading.emissions.values(), *(part.states for part in reading.states), *links, *looks, *ranked]


def test_full_precision_is_that_of_torch():
    for ours, theirs in zip(FULL.read([SHORT, LONG]), TORCH.read([SHORT, LONG]), strict=True):
        for score, expected in zip(scores_of(ours), scores_of(theirs), strict=True):
            assert np.allclose(score, expected, atol=1e-4)


@pytest.mark.parametrize("trained_for", ["int8", "float32"])
def test_products_are_as_the_weights_were_trained(trained_for: Precision):
    config = replace(CONFIG, network=replace(CONFIG.network, precision=trained_for))
    backend = OnnxBackend.load(CONTENT, config, tiny_cutter(), path=PATH, n_threads=1)

    [[found], [expected]] = (one.read([SHORT]) for one in (backend, tiny_backend(CONTENT, precision=trained_for)))

    assert backend.runtime.precision == trained_for
    assert np.array_equal(found.states[0].states, expected.states[0].states)


@pytest.mark.parametrize("backend", [pytest.param(FULL, id="full"), pytest.param(EIGHT_BITS, id="eight bits")])
@pytest.mark.parametrize("asked", N_FEATURES)
@pytest.mark.parametrize(
    ("n_candidates", "scale"),
    [
        pytest.param(1, 1.0, id="one candidate"),
        pytest.param(40, 1.0, id="many"),
        pytest.param(7, 10.0, id="large numbers"),
        pytest.param(3, 0.0, id="nothing known"),
    ],
)
def test_candidates_are_ranked_as_by_torch_in_either_precision(
    backend: OnnxBackend, asked: Asked, n_candidates: int, scale: float
):
    features = random_candidates(n_candidates, asked=asked, scale=scale)

    found, expected = backend.rank(features, asked=asked), TORCH.rank(features, asked=asked)

    assert (found.shape, found.dtype) == (expected.shape, expected.dtype) == ((n_candidates,), np.float32)
    assert np.allclose(found, expected, atol=1e-4)


def test_field_weights_are_those_of_torch():
    for layer in LAYERS:
        for found, expected in zip(FULL.field_weights(layer.name), TORCH.field_weights(layer.name), strict=True):
            assert np.array_equal(found, expected)


def test_eight_bits_are_those_that_training_imitates():
    content, network = rounded_network()
    for layer in network.encoder.bert.encoder.layer:
        for module in layer.modules():
            if isinstance(module, nn.Linear):
                round_product(module)
    torch_backend = TorchBackend(network, tiny_cutter(), CONFIG.windows)

    [[ours], [theirs]] = tiny_backend(content).read([SHORT]), torch_backend.read([SHORT])

    assert np.allclose(ours.states[0].states, theirs.states[0].states, atol=1e-4)


def round_product(module: nn.Linear) -> None:
    """Let a linear layer round its weights once and its inputs by their range whenever it is run."""
    scales = module.weight.data.abs().amax(dim=1, keepdim=True) / 63
    module.weight.data = (module.weight.data / scales).round() * scales

    def round_inputs(_module: nn.Module, inputs: tuple[Tensor]) -> tuple[Tensor]:
        [states] = inputs
        least, most = states.min().clamp(max=0), states.max().clamp(min=0)
        step = (most - least) / 255
        zero = (-least / step).round()
        return (((states / step).round() + zero).clamp(0, 255).sub(zero) * step,)

    module.register_forward_pre_hook(round_inputs)


def test_article_is_read_alike_alone_among_others_and_in_any_order():
    [alone] = EIGHT_BITS.read([LONG])

    for together, place in (([LONG, SHORT, LONG], 2), ([SHORT, SHORT, LONG], 2), ([LONG, SHORT], 0)):
        reading = EIGHT_BITS.read(together)[place]
        assert all(map(np.array_equal, scores_of(reading), scores_of(alone)))


def test_link_of_a_span_does_not_depend_on_the_other_spans():
    spans = random_spans(7, n_pieces=len(SHORT))
    [reading] = FULL.read([SHORT])

    [together], [alone] = reading.links(spans), reading.links(spans[3:4])

    assert np.allclose(together.probabilities[:, together.rows.index(3)], alone.probabilities[:, 0], atol=1e-6)


@pytest.mark.parametrize("backend", [pytest.param(FULL, id="full"), pytest.param(EIGHT_BITS, id="eight bits")])
def test_probabilities_sum_to_one(backend: OnnxBackend):
    [reading] = backend.read([LONG])

    for links in reading.links(random_spans(7, n_pieces=len(LONG))):
        assert np.allclose(links.probabilities.sum(axis=-1), 1, atol=1e-5)
    for look in reading.look_again(random_nodes(9, n_pieces=len(LONG))):
        assert np.allclose(look.probabilities.sum(axis=-1), 1, atol=1e-5)


def test_article_without_pieces_has_no_scores():
    [empty] = EIGHT_BITS.read([word_pieces("")])

    assert {name: scores.shape for name, scores in empty.emissions.items()} == {x.name: (0, x.n_tags) for x in LAYERS}
    assert (list(empty.links([])), EIGHT_BITS.read([])) == ([], [])


@pytest.mark.parametrize(
    ("backend", "expected"),
    [
        pytest.param(FULL, ("onnx", "float32"), id="full precision"),
        pytest.param(EIGHT_BITS, ("onnx", "int8"), id="eight bits"),
        pytest.param(TORCH, ("torch", "float32"), id="torch"),
    ],
)
def test_backend_says_what_computes(backend: OnnxBackend | TorchBackend, expected: tuple[str, str]):
    assert (backend.runtime.backend, backend.runtime.precision) == expected


def test_two_threads_say_what_one_says():
    two = OnnxBackend.load(CONTENT, CONFIG, tiny_cutter(), path=PATH, n_threads=2, precision="int8")

    [found], [expected] = two.read([LONG]), EIGHT_BITS.read([LONG])

    assert all(np.allclose(a, b, atol=1e-5) for a, b in zip(scores_of(found), scores_of(expected), strict=True))
