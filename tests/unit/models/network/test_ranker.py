"""A ranker gives every candidate a score of its own, the same each time it is asked."""

import pytest
import torch
from torch import Tensor

from models.network.questions import N_FEATURES
from models.network.ranker import RankerHead


@pytest.fixture(params=N_FEATURES)
def head(request: pytest.FixtureRequest) -> RankerHead:
    torch.manual_seed(3)
    return RankerHead(request.param, 8).eval()


def candidates(head: RankerHead, *shape: int) -> Tensor:
    return torch.randn(*shape, N_FEATURES[head.asked], generator=torch.Generator().manual_seed(4))


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param((1,), id="one candidate"),
        pytest.param((5,), id="candidates of one quotation"),
        pytest.param((2, 5), id="of two quotations"),
    ],
)
def test_every_candidate_has_one_score(head: RankerHead, shape: tuple[int, ...]):
    assert head(candidates(head, *shape)).shape == shape


def test_score_does_not_depend_on_the_other_candidates(head: RankerHead):
    five = candidates(head, 5)

    assert torch.allclose(head(five)[3:4], head(five[3:4]), atol=1e-6)
    assert torch.allclose(head(five)[[4, 2, 0]], head(five[[4, 2, 0]]), atol=1e-6)


def test_each_number_moves_the_score(head: RankerHead):
    changed = candidates(head, 1) + torch.eye(N_FEATURES[head.asked])

    assert ((head(changed) - head(candidates(head, 1))).abs() > 1e-4).all()


def test_nothing_is_dropped_once_training_is_over(head: RankerHead):
    served, again = head(candidates(head, 5)), head(candidates(head, 5))

    assert torch.equal(served, again)
    assert not torch.allclose(head.train()(candidates(head, 5)), served, atol=1e-4)


def test_every_part_of_the_head_is_taught(head: RankerHead):
    torch.log_softmax(head(candidates(head, 40)), dim=0)[0].backward()

    # a bias that is the same for all candidates changes nothing
    untaught = [name for name, p in head.named_parameters() if p.grad is None or float(p.grad.abs().max()) < 1e-6]
    assert untaught == ["score.bias", "plain.bias"]
