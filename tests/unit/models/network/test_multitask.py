import pytest
import torch
from torch import Tensor

from models.network.multitask import QuoteNetwork, WindowBatch
from models.text.pieces import FEATURE_SIZES
from tests.unit.models.network.tiny import VOCABULARY_SIZE, tiny_network


@pytest.fixture(scope="module")
def network() -> QuoteNetwork:
    return tiny_network()


def random_batch(*shape: int) -> WindowBatch:
    generator = torch.Generator().manual_seed(4)
    return WindowBatch(
        ids=torch.randint(5, VOCABULARY_SIZE, shape, generator=generator),
        features=torch.stack([torch.randint(0, n, shape, generator=generator) for n in FEATURE_SIZES], dim=-1),
        mask=torch.ones(*shape, dtype=torch.bool),
    )


@torch.inference_mode()
def states_of(network: QuoteNetwork, batch: WindowBatch) -> Tensor:
    return network.states(batch)


def test_every_piece_has_a_state(network: QuoteNetwork):
    assert states_of(network, random_batch(3, 9)).shape == (3, 9, 16)


def test_padding_does_not_reach_the_states(network: QuoteNetwork):
    batch = random_batch(1, 9)
    mask = torch.arange(9)[None] < 6

    padded = states_of(network, WindowBatch(ids=batch.ids, features=batch.features, mask=mask))[:, :6]

    alone = WindowBatch(ids=batch.ids[:, :6], features=batch.features[:, :6], mask=mask[:, :6])
    assert torch.allclose(padded, states_of(network, alone), atol=1e-5)


@pytest.mark.parametrize("column", [pytest.param(i, id=f"feature {i}") for i in range(len(FEATURE_SIZES))])
def test_each_feature_reaches_the_states(network: QuoteNetwork, column: int):
    batch = random_batch(1, 5)
    changed = batch.features.clone()
    changed[0, 2, column] = (changed[0, 2, column] + 1) % FEATURE_SIZES[column]

    other = states_of(network, WindowBatch(ids=batch.ids, features=changed, mask=batch.mask))

    assert not torch.allclose(other, states_of(network, batch), atol=1e-5)


def test_same_seed_gives_the_same_network():
    left, right = tiny_network(seed=7).state_dict(), tiny_network(seed=7).state_dict()

    assert all(torch.equal(left[name], right[name]) for name in left)
