import json
import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from models.network.multitask import QuoteNetwork
from models.text.windows import Window
from models.training.articles import make_article_batches
from models.training.batches import BatchConfig, TrainingBatch, collate
from models.training.loop import LoopConfig, WeightAverage, run_training
from models.training.losses import batch_loss
from models.training.targets import window_targets
from tests.unit.models.network.tiny import tiny_network
from tests.unit.models.training.article_cases import article_of, in_windows
from tests.unit.models.training.cases import IDS, example_of

EXAMPLE = example_of(8, spans={"cue": [(2, 3)]}, links=[("cue", (4, 5), [(2, 3)])])


def one_batch() -> TrainingBatch:
    target = window_targets(EXAMPLE, Window(start=0, end=8))
    return collate([target], specials=IDS, mask_share=0.0, rng=np.random.default_rng(1))


@torch.inference_mode()
def loss_of(network: QuoteNetwork) -> float:
    return float(batch_loss(network.eval(), one_batch()).total)


def train(
    network: QuoteNetwork,
    *,
    n_batches: int,
    config: LoopConfig | None = None,
    batch: TrainingBatch | None = None,
    **options,
) -> QuoteNetwork:
    quiet = {"report": lambda _: None, "checkpoint": lambda _: None, **options}
    batches = [batch or one_batch()] * n_batches
    return run_training(network, batches, n_batches=n_batches, config=config or LoopConfig(warmup_share=0.0), **quiet)


@pytest.mark.parametrize("n_batches", [pytest.param(1, id="one step"), pytest.param(20, id="twenty steps")])
def test_steps_lower_the_loss(n_batches: int):
    network = tiny_network()
    before = loss_of(network)

    train(network, n_batches=n_batches)

    assert loss_of(network) < before


def article_batch() -> TrainingBatch:
    """The batch with nodes and one right speaker among them."""
    article = article_of(8, [(0, 1), (3, 3), (6, 7)], answers={("speaker", 0): [1]})
    config = BatchConfig(mask_share=0.0)
    [batch] = make_article_batches([[in_windows(article)]], config=config, specials=IDS, rng=np.random.default_rng(1))
    return replace(one_batch(), nodes=batch.nodes)


def test_second_look_is_learned_where_articles_are_whole():
    network = tiny_network()
    with torch.inference_mode():
        before = float(batch_loss(network, article_batch()).nodes)

    train(network, n_batches=20, batch=article_batch())

    with torch.inference_mode():
        assert float(batch_loss(network.eval(), article_batch()).nodes) < before


PARTS = ("encoder.bert.", "encoder.features.", "tags.", "links.", "article.")


@pytest.mark.parametrize(
    ("rate", "parts"),
    [
        pytest.param("encoder_rate", {"encoder.bert."}, id="encoder"),
        pytest.param("head_rate", {"encoder.features.", "tags.", "links."}, id="heads"),
        pytest.param("article_rate", {"article."}, id="article head"),
    ],
)
def test_each_part_of_the_network_learns_at_its_own_rate(rate: str, parts: set[str]):
    network, before = tiny_network(), tiny_network().state_dict()
    rates: dict[str, Any] = {"encoder_rate": 0.0, "head_rate": 0.0, "article_rate": 0.0, rate: 1e-3}

    train(network, n_batches=2, batch=article_batch(), config=LoopConfig(**rates, warmup_share=0.0))

    changed = {name for name, tensor in network.state_dict().items() if not tensor.equal(before[name])}
    assert {part for part in PARTS if any(name.startswith(part) for name in changed)} == parts
    assert all(name.startswith(tuple(parts)) for name in changed)


def test_averaged_network_has_learned_too_and_is_ready_to_serve():
    network = tiny_network()
    before = loss_of(network)

    averaged = train(network, n_batches=20)

    assert not averaged.training
    assert loss_of(averaged) < before
    assert averaged is not network


def test_averaged_network_can_be_trained_on():
    once = train(tiny_network(), n_batches=1)
    before = loss_of(once)

    train(once, n_batches=1)

    assert loss_of(once) < before


def test_same_seed_trains_the_same_network():
    left, right = (train(tiny_network(seed=3), n_batches=3).state_dict() for _ in range(2))

    assert all(torch.equal(left[name], right[name]) for name in left)


def test_report_gives_averages_now_and_then():
    lines: list[str] = []

    train(tiny_network(), n_batches=5, config=LoopConfig(log_every=2), report=lines.append)

    values = [json.loads(line) for line in lines]
    assert [(v["batch"], v["of"]) for v in values] == [(2, 5), (4, 5)]
    assert all(math.isfinite(v["tags"]) and v["links"] > 0 and v["nodes"] == 0 for v in values)


def test_checkpoint_gets_the_averaged_network():
    seen: list[QuoteNetwork] = []
    network = tiny_network()

    averaged = train(network, n_batches=2, checkpoint=seen.append, checkpoint_every_s=-1)

    assert [kept is averaged for kept in seen] == [True, True]


def constant(value: float) -> QuoteNetwork:
    network = tiny_network()
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.fill_(value)
    return network


def test_average_moves_a_part_of_the_way():
    average = WeightAverage(constant(0.0), decay=0.998)

    average.update(constant(1.0))

    # in the first step the past weighs 2 / 11
    assert float(average.network.links.distance[0, 0]) == pytest.approx(9 / 11)


def test_average_weighs_the_past_by_its_decay_in_the_long_run():
    average = WeightAverage(constant(0.0), decay=0.5)

    for _ in range(20):
        average.update(constant(0.0))
    average.update(constant(1.0))

    assert float(average.network.links.distance[0, 0]) == pytest.approx(0.5)


def test_average_is_a_copy_without_gradients():
    network = constant(0.0)

    average = WeightAverage(network, decay=0.9)
    with torch.no_grad():
        network.links.distance.fill_(5.0)

    assert float(average.network.links.distance[0, 0]) == 0.0
    assert not any(p.requires_grad for p in average.network.parameters())
