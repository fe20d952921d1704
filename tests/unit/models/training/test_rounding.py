"""Products between rounded numbers: which steps there are, who takes part, and that gradients pass."""

import copy

import pytest
import torch
from torch import nn

from models.training.rounding import RoundedLinear, round_products
from tests.unit.models.network.tiny import tiny_network


def linear(weight: list[list[float]]) -> RoundedLinear:
    module = RoundedLinear(len(weight[0]), len(weight), bias=False)
    module.weight.data = torch.tensor(weight)
    return module


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(6.3, 6.3, id="largest"),
        pytest.param(-6.3, -6.3, id="least"),
        pytest.param(0.14, 0.1, id="to the nearest of 127 steps"),
        pytest.param(0.16, 0.2, id="up"),
    ],
)
def test_weights_have_127_steps_between_the_largest_and_its_opposite(value: float, expected: float):
    ones = torch.tensor([[[0.0, 255.0]]])

    assert float(linear([[6.3, value]])(ones).detach()) == pytest.approx(255 * expected, rel=1e-4)


def test_every_output_channel_has_steps_of_its_own():
    states = torch.tensor([[[255.0, 255.0]]])

    assert linear([[63.0, 0.4], [0.63, 0.4]])(states).flatten().tolist() == pytest.approx([63 * 255, 1.03 * 255])


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        pytest.param([0.0, 255.0, 10.4], [0.0, 255.0, 10.0], id="positive alone"),
        pytest.param([-100.0, 155.0, 0.6], [-100.0, 155.0, 1.0], id="both signs, zero a step"),
        pytest.param([-255.0, -0.4, -3.0], [-255.0, 0.0, -3.0], id="negative alone"),
        pytest.param([0.0, 0.0, 0.0], [0.0, 0.0, 0.0], id="nothing"),
    ],
)
def test_activations_have_256_steps_between_the_least_and_the_largest(states: list[float], expected: list[float]):
    same = linear([[63.0, 0.0, 0.0], [0.0, 63.0, 0.0], [0.0, 0.0, 63.0]])

    assert (same(torch.tensor([[states]])).flatten() / 63).tolist() == pytest.approx(expected, abs=1e-3)


def test_window_is_rounded_by_itself():
    module = linear([[1.0, -0.5], [0.25, 0.75]])
    one, other = torch.randn(1, 4, 2), 50 * torch.randn(1, 4, 2)

    assert torch.equal(module(torch.cat([one, other]))[:1], module(one))


def test_gradients_pass_as_if_nothing_were_rounded():
    module, states = linear([[0.5, -1.0]]), torch.tensor([[[0.3, 0.7]]], requires_grad=True)

    module(states).sum().backward()

    assert states.grad is not None
    assert module.weight.grad is not None
    assert states.grad.flatten().tolist() == pytest.approx([0.5, -1.0], abs=0.01)
    assert module.weight.grad.flatten().tolist() == pytest.approx([0.3, 0.7], abs=0.01)


def test_products_of_the_layers_alone_are_rounded():
    network = tiny_network()
    round_products(network)

    rounded = {name for name, module in network.named_modules() if isinstance(module, RoundedLinear)}
    every = {name for name, module in network.named_modules() if isinstance(module, nn.Linear)}
    assert rounded == {name for name in every if name.startswith("encoder.bert.encoder.layer.")}
    assert len(rounded) == 2 * 6


def test_names_and_weights_stay():
    network = tiny_network()
    before = copy.deepcopy(network.state_dict())
    round_products(network)

    after = network.state_dict()
    assert list(after) == list(before)
    assert all(tensor.equal(after[name]) for name, tensor in before.items())
