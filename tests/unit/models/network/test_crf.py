from collections.abc import Iterator
from itertools import pairwise, product
from math import exp

import pytest
import torch
from torch import Tensor

from models.network.crf import ChainField, fold_log_products
from models.network.labels import Layer

LAYER = Layer(name="two", classes=("a", "b"))


@pytest.fixture
def field() -> ChainField:
    torch.manual_seed(3)
    field = ChainField(LAYER).requires_grad_(False)
    field.steps.normal_()
    return field


def random_emissions(*shape: int) -> Tensor:
    return torch.randn(*shape, LAYER.n_tags, generator=torch.Generator().manual_seed(5))


def possible_sequences(n_pieces: int) -> Iterator[tuple[int, ...]]:
    steps, starts = LAYER.allowed_steps(), LAYER.allowed_starts()
    for tags in product(range(LAYER.n_tags), repeat=n_pieces):
        if starts[tags[0]] and all(steps[pair] for pair in pairwise(tags)):
            yield tags


def summed_weights(field: ChainField, emissions: Tensor, allowed: Tensor) -> float:
    """Sum over every possible sequence whose tags are all allowed, one by one."""
    total = 0.0
    for tags in possible_sequences(len(emissions)):
        if all(allowed[place, tag] for place, tag in enumerate(tags)):
            score = sum(float(emissions[place, tag]) for place, tag in enumerate(tags))
            total += exp(score + sum(float(field.steps[pair]) for pair in pairwise(tags)))
    return total


def everything(*shape: int) -> Tensor:
    return torch.ones(*shape, LAYER.n_tags, dtype=torch.bool)


@pytest.mark.parametrize("n_pieces", [pytest.param(n, id=f"{n} pieces") for n in (1, 2, 3, 5)])
def test_log_partition_sums_all_possible_sequences(field: ChainField, n_pieces: int):
    emissions = random_emissions(1, n_pieces)

    partition = field.log_partition(emissions, torch.ones(1, n_pieces, dtype=torch.bool))

    expected = summed_weights(field, emissions[0], everything(n_pieces))
    assert float(partition.exp()) == pytest.approx(expected, rel=1e-4)


def test_loss_of_known_tags_is_their_log_probability(field: ChainField):
    emissions, allowed = random_emissions(1, 4), torch.zeros(1, 4, LAYER.n_tags, dtype=torch.bool)
    allowed[0, range(4), [0, 1, 2, 3]] = True

    loss = field.loss(emissions, allowed, torch.ones(1, 4, dtype=torch.bool))

    share = summed_weights(field, emissions[0], allowed[0]) / summed_weights(field, emissions[0], everything(4))
    assert float((-loss).exp()) == pytest.approx(share, rel=1e-3)


def test_loss_of_partly_known_tags_sums_the_sequences_that_fit(field: ChainField):
    emissions, allowed = random_emissions(1, 4), everything(1, 4)
    allowed[0, 1] = torch.tensor([True, True, False, False, False])
    allowed[0, 2] = torch.tensor([True, False, True, False, False])

    loss = field.loss(emissions, allowed, torch.ones(1, 4, dtype=torch.bool))

    share = summed_weights(field, emissions[0], allowed[0]) / summed_weights(field, emissions[0], everything(4))
    assert float((-loss).exp()) == pytest.approx(share, rel=1e-3)


def test_loss_is_nothing_where_everything_is_allowed(field: ChainField):
    loss = field.loss(random_emissions(2, 4), everything(2, 4), torch.ones(2, 4, dtype=torch.bool))

    assert loss.tolist() == [0.0, 0.0]


@pytest.mark.parametrize("n_pieces", [pytest.param(n, id=f"{n} of 6 pieces") for n in (1, 2, 5)])
def test_padding_changes_nothing(field: ChainField, n_pieces: int):
    emissions, allowed = random_emissions(1, 6), everything(1, 6)
    allowed[0, 0] = torch.tensor([False, True, False, True, False])
    mask = torch.arange(6)[None] < n_pieces

    padded = field.loss(emissions, allowed, mask)

    alone = field.loss(emissions[:, :n_pieces], allowed[:, :n_pieces], mask[:, :n_pieces])
    assert padded.tolist() == pytest.approx(alone.tolist(), abs=1e-5)


def test_windows_of_a_batch_do_not_mix(field: ChainField):
    emissions, mask = random_emissions(3, 4), torch.ones(3, 4, dtype=torch.bool)

    together = field.log_partition(emissions, mask)

    assert together.tolist() == pytest.approx([float(field.log_partition(e[None], mask[:1])) for e in emissions])


@pytest.mark.parametrize("n_steps", [pytest.param(n, id=f"{n} steps") for n in (1, 2, 3, 7, 8)])
def test_fold_is_the_product_one_by_one(n_steps: int):
    steps = torch.randn(2, n_steps, 3, 3, generator=torch.Generator().manual_seed(n_steps))

    expected = steps[:, 0].exp()
    for place in range(1, n_steps):
        expected = expected @ steps[:, place].exp()

    assert torch.allclose(fold_log_products(steps).exp(), expected, rtol=1e-4)


def test_impossible_steps_stay_shut_whatever_was_learned(field: ChainField):
    field.steps.fill_(50.0)

    assert (field.step_weights()[torch.from_numpy(~LAYER.allowed_steps())] < -1000).all()
