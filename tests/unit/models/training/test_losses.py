import numpy as np
import pytest
import torch

from models.network.multitask import QuoteNetwork
from models.text.windows import Window
from models.training.batches import TrainingBatch, collate
from models.training.losses import batch_loss, link_loss, tag_loss
from models.training.targets import PreparedExample, window_targets
from tests.unit.models.network.tiny import tiny_network
from tests.unit.models.training.cases import IDS, example_of

SILENT = example_of(8)
TAGGED = example_of(8, spans={"cue": [(2, 3)], "content": [(4, 6)]})
LINKED = example_of(8, links=[("cue", (4, 5), [(2, 3)]), ("source", (4, 5), [])])


@pytest.fixture(scope="module")
def network() -> QuoteNetwork:
    return tiny_network().requires_grad_(False)


def batch_of(*examples: PreparedExample) -> TrainingBatch:
    targets = [window_targets(e, Window(start=0, end=len(e.pieces))) for e in examples]
    return collate(targets, specials=IDS, mask_share=0.0, rng=np.random.default_rng(1))


def test_example_without_labels_teaches_nothing(network: QuoteNetwork):
    loss = batch_loss(network, batch_of(SILENT))

    assert (float(loss.tags), float(loss.links), float(loss.total)) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("example", "teaches"),
    [pytest.param(TAGGED, (True, False), id="tags alone"), pytest.param(LINKED, (False, True), id="links alone")],
)
def test_each_task_teaches_where_it_is_labelled(
    network: QuoteNetwork, example: PreparedExample, teaches: tuple[bool, bool]
):
    loss = batch_loss(network, batch_of(example))

    assert (float(loss.tags) > 0, float(loss.links) > 0) == teaches


def test_loss_is_a_window_on_average(network: QuoteNetwork):
    alone, with_silent = batch_loss(network, batch_of(TAGGED)), batch_loss(network, batch_of(TAGGED, SILENT))

    assert float(with_silent.tags) == pytest.approx(float(alone.tags) / 2, rel=1e-4)


def test_tag_loss_is_summed_over_layers(network: QuoteNetwork):
    both, cue, content = (
        batch_of(e)
        for e in (TAGGED, example_of(8, spans={"cue": [(2, 3)]}), example_of(8, spans={"content": [(4, 6)]}))
    )
    states = network.states(both.windows)

    parts = float(tag_loss(network, states, cue)) + float(tag_loss(network, states, content))
    assert float(tag_loss(network, states, both)) == pytest.approx(parts, rel=1e-4)


def test_link_loss_is_the_log_probability_of_the_right_places(network: QuoteNetwork):
    batch = batch_of(LINKED)
    states = network.states(batch.windows)
    probabilities = torch.softmax(network.links(states, batch.spans, batch.windows.mask), dim=-1)[0]

    # cue: piece 2 behind the special piece; source: the first of the two answers behind 10 pieces
    expected = -torch.log(probabilities[1, 0, 3]) - torch.log(probabilities[0, 0, 10])
    assert float(link_loss(network, states, batch)) == pytest.approx(float(expected), rel=1e-4)


def test_answer_in_any_of_the_right_places_is_right(network: QuoteNetwork):
    every_place = [(number, number) for number in range(8)]
    wide = batch_of(example_of(8, links=[("cue", (4, 5), every_place)]))
    narrow = batch_of(example_of(8, links=[("cue", (4, 5), every_place[:1])]))
    states = network.states(wide.windows)

    assert float(link_loss(network, states, wide)) < float(link_loss(network, states, narrow))
