"""A ranker learns which numbers tell the right candidates, the same each time."""

import copy
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
import torch

from models.network.questions import N_FEATURES, Asked
from models.network.ranker import RankerHead
from models.network.relay_features import RELAY_FEATURES
from models.network.speaker_features import SPEAKER_FEATURES
from models.training.ranking import MarkedSlate, RankerConfig, train_ranker

QUICK = RankerConfig(passes=20, rate=0.03, batch=16)
FEATURES: Mapping[Asked, Sequence[str]] = {"speaker": SPEAKER_FEATURES, "relay": RELAY_FEATURES}


def toy_slates(rule: str, *, n: int, seed: int, asked_for: Asked = "speaker") -> list[MarkedSlate]:
    """Two to six candidates, of whom one number tells those who are right, one or two; the others tell nothing."""
    rng = np.random.default_rng(seed)
    slates = []
    for _ in range(n):
        features = rng.normal(size=(rng.integers(2, 7), N_FEATURES[asked_for])).astype(np.float32)
        is_right = np.zeros(len(features), dtype=np.bool_)
        is_right[rng.permutation(len(features))[: rng.integers(1, 3)]] = True
        features[:, FEATURES[asked_for].index(rule)] = is_right
        slates.append(MarkedSlate(features=features, is_right=is_right))
    return slates


def share_right(ranker: RankerHead, slates: Sequence[MarkedSlate]) -> float:
    """How often the best candidate is a right one."""
    best = [int(ranker(torch.from_numpy(slate.features)).argmax()) for slate in slates]
    return float(np.mean([slate.is_right[number] for slate, number in zip(slates, best, strict=True)]))


def fresh_ranker(asked_for: Asked) -> RankerHead:
    """As it serves."""
    torch.manual_seed(5)
    return RankerHead(asked_for, 48).requires_grad_(False).eval()


@pytest.fixture
def ranker() -> RankerHead:
    return fresh_ranker("speaker")


def trained(ranker: RankerHead, *, seed: int) -> list[torch.Tensor]:
    """The weights of a copy that has learned a little."""
    copied = copy.deepcopy(ranker)
    config = RankerConfig(passes=2, batch=16)
    train_ranker(copied, toy_slates("guess", n=40, seed=1), config=config, seed=seed)
    return list(copied.state_dict().values())


@pytest.mark.parametrize(
    ("asked_for", "rule"), [("speaker", "guess"), ("speaker", "last person"), ("relay", "told in paragraph")]
)
def test_ranker_learns_which_number_decides(asked_for: Asked, rule: str):
    ranker, unseen = fresh_ranker(asked_for), toy_slates(rule, n=200, seed=2, asked_for=asked_for)
    before = share_right(ranker, unseen)

    train_ranker(ranker, toy_slates(rule, n=200, seed=1, asked_for=asked_for), config=QUICK, seed=1)

    assert before < 0.6
    assert share_right(ranker, unseen) > 0.9


def test_same_seed_trains_the_same_ranker(ranker: RankerHead):
    first = trained(ranker, seed=1)
    torch.rand(1)
    again, other = trained(ranker, seed=1), trained(ranker, seed=2)

    assert all(map(torch.equal, first, again))
    assert not all(map(torch.equal, first, other))


@pytest.mark.parametrize(
    "widths",
    [pytest.param((16, 16, 16), id="alike"), pytest.param((17, 17, 16), id="width that cannot be shared evenly")],
)
def test_ranker_scores_as_the_mean_of_smaller_ones_of_seeds_in_a_row(widths: Sequence[int]):
    slates = toy_slates("guess", n=40, seed=1)
    whole, alone = RankerHead("speaker", sum(widths)), [RankerHead("speaker", width) for width in widths]
    for seed, small in enumerate(alone, start=7):
        train_ranker(small, slates, config=RankerConfig(n_parts=1, passes=2, batch=16), seed=seed)

    train_ranker(whole, slates, config=RankerConfig(n_parts=len(widths), passes=2, batch=16), seed=7)

    asked = torch.from_numpy(toy_slates("guess", n=1, seed=2)[0].features)
    scores = torch.stack([small(asked) for small in alone])
    assert torch.allclose(whole(asked), scores.mean(dim=0), atol=1e-5)
    assert not torch.allclose(scores[0], scores[1], atol=1e-3)


def test_trained_ranker_is_ready_to_serve(ranker: RankerHead):
    train_ranker(ranker, toy_slates("guess", n=10, seed=1), config=QUICK, seed=1)

    assert not any(module.training for module in ranker.modules())
    assert not any(weight.requires_grad for weight in ranker.parameters())


def test_ranker_that_has_nothing_to_learn_from_stays_as_it_is(ranker: RankerHead):
    before = copy.deepcopy(ranker).state_dict()

    train_ranker(ranker.train().requires_grad_(True), [], config=QUICK, seed=1)

    assert all(torch.equal(weight, before[name]) for name, weight in ranker.state_dict().items())
    assert not ranker.training
    assert not any(weight.requires_grad for weight in ranker.parameters())
