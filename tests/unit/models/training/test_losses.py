from dataclasses import replace

import numpy as np
import pytest
import torch

from models.network.multitask import QuoteNetwork
from models.network.node_batches import pad_nodes
from models.text.windows import Window
from models.training.articles import PreparedArticle, make_article_batches
from models.training.batches import BatchConfig, TrainingBatch, collate
from models.training.losses import batch_loss, link_loss, node_loss, tag_loss
from models.training.targets import PreparedExample, window_targets
from tests.unit.models.network.tiny import tiny_network
from tests.unit.models.training.article_cases import NOBODY, article_of, in_windows
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

    assert (float(loss.tags), float(loss.links), float(loss.nodes), float(loss.total)) == (0.0, 0.0, 0.0, 0.0)


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


ENDS = [(0, 1), (3, 3), (6, 7)]


def article_batch(*articles: PreparedArticle) -> TrainingBatch:
    drawn = [in_windows(article) for article in articles]
    config = BatchConfig(mask_share=0.0)
    [batch] = make_article_batches([drawn], config=config, specials=IDS, rng=np.random.default_rng(1))
    return batch


def nodes_loss(network: QuoteNetwork, batch: TrainingBatch) -> float:
    assert batch.nodes is not None
    return float(node_loss(network, network.states(batch.windows), batch.nodes))


def test_node_loss_is_the_log_probability_of_the_right_nodes(network: QuoteNetwork):
    article = article_of(8, ENDS, answers={("speaker", 0): [1, 2], ("relay", 1): [NOBODY]})
    batch = article_batch(article)
    states = network.states(batch.windows)[0, 1:]
    ends = torch.stack([torch.cat([states[first], states[last]]) for first, last in ENDS])
    [speaker, relay] = torch.softmax(network.article(pad_nodes([article.nodes.nodes], [ends])), dim=-1)[0]

    expected = -torch.log(speaker[0, 1] + speaker[0, 2]) - torch.log(relay[1, 3])
    assert nodes_loss(network, batch) == pytest.approx(float(expected), rel=1e-4)


def test_node_loss_is_a_window_on_average(network: QuoteNetwork):
    asked, silent = article_of(8, ENDS, answers={("speaker", 0): [1]}), article_of(6, [(0, 0)])
    alone, beside = (nodes_loss(network, article_batch(*articles)) for articles in ([asked], [asked, silent]))

    assert beside == pytest.approx(alone / 2, rel=1e-4)


def test_all_three_tasks_are_summed(network: QuoteNetwork):
    batch = article_batch(article_of(8, ENDS, answers={("speaker", 0): [1]}))
    taught = replace(
        batch_of(example_of(8, spans={"cue": [(2, 3)]}, links=[("cue", (4, 5), [(2, 3)])])), nodes=batch.nodes
    )

    loss = batch_loss(network, taught)

    assert min(float(loss.tags), float(loss.links), float(loss.nodes)) > 0
    assert float(loss.total) == pytest.approx(float(loss.tags) + float(loss.links) + float(loss.nodes))
