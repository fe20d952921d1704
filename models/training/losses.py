"""What a batch teaches: the log loss of all known tags, links and speakers and relays of whole articles."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import torch
from torch import Tensor

from models.network.labels import LAYERS
from models.network.multitask import QuoteNetwork
from models.training.batches import NodeTargets, TrainingBatch


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Nats a window of the tags, of the links and of the second look, each a scalar tensor.

    states: how far a student is from its teacher, in pieces a window; zero without a teacher
    """

    tags: Tensor
    links: Tensor
    nodes: Tensor
    states: Tensor = field(default_factory=lambda: torch.zeros(()))

    @property
    def total(self) -> Tensor:
        """What is minimised."""
        return self.tags + self.links + self.nodes + self.states


LossOf = Callable[[QuoteNetwork, TrainingBatch, float], Loss]
"""Runs a network on a batch; the number says how much of the training is left, from 1 down."""


def batch_loss(network: QuoteNetwork, batch: TrainingBatch, _share_left: float = 0.0) -> Loss:
    """What the right answers alone teach."""
    return answers_loss(network, network.states(batch.windows), batch)


def answers_loss(network: QuoteNetwork, states: Tensor, batch: TrainingBatch) -> Loss:
    """Run the heads on a batch's states; tasks that a window does not label add nothing."""
    return Loss(
        tags=tag_loss(network, states, batch),
        links=link_loss(network, states, batch),
        nodes=node_loss(network, states, batch.nodes) if batch.nodes else torch.zeros(()),
    )


def tag_loss(network: QuoteNetwork, states: Tensor, batch: TrainingBatch) -> Tensor:
    """Negative log probability of the known tags, summed over layers, a window."""
    scores = network.tags(states)
    total = torch.zeros(())
    for layer in LAYERS:
        allowed = batch.allowed[layer.name]
        labelled = ~allowed.flatten(1).all(dim=1)
        if labelled.any():
            field = network.tags.field(layer.name)
            losses = field.loss(scores[layer.name][labelled], allowed[labelled], batch.windows.mask[labelled])
            total = total + losses.sum()
    return total / len(states)


def link_loss(network: QuoteNetwork, states: Tensor, batch: TrainingBatch) -> Tensor:
    """Negative log probability that a link's answer is among the right ones, summed over links, a window."""
    return answer_loss(network.links(states, batch.spans, batch.windows.mask), batch.answers) / len(states)


def node_loss(network: QuoteNetwork, states: Tensor, targets: NodeTargets) -> Tensor:
    """Negative log probability that the speaker, or the relay, of a node is among the right ones, a window."""
    rows, columns = targets.places.unbind(dim=-1)
    scores = network.article(replace(targets.nodes, ends=states[rows, columns].flatten(-2)))
    return answer_loss(scores, targets.answers) / len(states)


def answer_loss(scores: Tensor, answers: Tensor) -> Tensor:
    """Negative log probability that an answer is among the right ones, summed over the rows that ask something.

    scores:  (..., n_answers) log weights
    answers: of the same shape, bool
    """
    asked = answers.any(dim=-1)
    scores, answers = scores[asked], answers[asked]
    right = torch.logsumexp(scores.masked_fill(~answers, -1e4), dim=-1)
    return (torch.logsumexp(scores, dim=-1) - right).sum()
