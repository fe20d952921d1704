"""The training loop: AdamW with warm-up and decay, bfloat16 autocast, an averaged copy of the weights."""

import copy
import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import torch
from torch import nn

from models.network.multitask import QuoteNetwork
from models.training.batches import TrainingBatch
from models.training.losses import Loss, LossOf, batch_loss

MULTIPLIES_BFLOAT16 = any(torch.cpu.get_capabilities().get(name) for name in ("avx512_bf16", "amx_bf16"))
"""Processors without it take up to twenty times as long over bfloat16 as over single precision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopConfig:
    """Rates are of the encoder, the heads and the article head; `average_decay` is a step's weight of the past."""

    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    article_rate: float = 1e-3
    weight_decay: float = 0.01
    warmup_share: float = 0.06
    average_decay: float = 0.998
    clip_norm: float = 5.0
    log_every: int = 20


def move_towards(network: QuoteNetwork, other: QuoteNetwork, *, share: float) -> None:
    """Move the weights of one network by a share in [0, 1] of the way to another's; in place."""
    with torch.no_grad():
        for weight, aim in zip(network.parameters(), other.parameters(), strict=True):
            weight.lerp_(aim, share)


class WeightAverage:
    """An exponentially averaged copy of a network (Polyak and Juditsky 1992)."""

    def __init__(self, network: QuoteNetwork, *, decay: float) -> None:
        self.network = copy.deepcopy(network).requires_grad_(False)
        self._decay = decay
        self._n_steps = 0

    def update(self, network: QuoteNetwork) -> None:
        """Move towards the network's present weights; faster in the first steps."""
        self._n_steps += 1
        decay = min(self._decay, (1 + self._n_steps) / (10 + self._n_steps))
        move_towards(self.network, network, share=1 - decay)


def run_training(
    network: QuoteNetwork,
    batches: Iterable[TrainingBatch],
    *,
    n_batches: int,
    config: LoopConfig,
    report: Callable[[str], None],
    checkpoint: Callable[[QuoteNetwork], None],
    checkpoint_every_s: float = 600,
    loss_of: LossOf = batch_loss,
) -> QuoteNetwork:
    """Train on every batch once; returns the averaged network, which may be trained on.

    report gets a JSON line now and then, checkpoint the averaged network about every `checkpoint_every_s`.
    """
    network.requires_grad_(True).train()
    optimizer, schedule = _optimizer(network, n_batches=n_batches, config=config)
    average = WeightAverage(network, decay=config.average_decay)
    progress = _Progress(n_batches=n_batches)
    saved_at = time.monotonic()
    for number, batch in enumerate(batches, start=1):
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=MULTIPLIES_BFLOAT16):
            loss = loss_of(network, batch, 1 - (number - 1) / n_batches)
        _step(network, loss, optimizer, clip_norm=config.clip_norm)
        progress.add(loss, batch)
        schedule.step()
        average.update(network)
        if number % config.log_every == 0:
            report(progress.line(number))
        if time.monotonic() - saved_at > checkpoint_every_s:
            checkpoint(average.network)
            saved_at = time.monotonic()
    return average.network.eval()


def _optimizer(
    network: QuoteNetwork, *, n_batches: int, config: LoopConfig
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    encoder, article = list(network.encoder.bert.parameters()), list(network.article.parameters())
    known = {id(p) for p in (*encoder, *article)}
    heads = [p for p in network.parameters() if id(p) not in known]
    rates = ((encoder, config.encoder_rate), (heads, config.head_rate), (article, config.article_rate))
    groups = [{"params": parameters, "lr": rate} for parameters, rate in rates]
    optimizer = torch.optim.AdamW(groups, weight_decay=config.weight_decay, fused=True)
    n_warmup = max(1, int(n_batches * config.warmup_share))

    def rate(step: int) -> float:
        return min((step + 1) / n_warmup, max(0.02, (n_batches - step) / max(1, n_batches - n_warmup)))

    return optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, rate)


def _step(network: QuoteNetwork, loss: Loss, optimizer: torch.optim.Optimizer, *, clip_norm: float) -> None:
    optimizer.zero_grad(set_to_none=True)
    loss.total.backward()
    nn.utils.clip_grad_norm_(network.parameters(), clip_norm)
    optimizer.step()


class _Progress:
    """Sums losses and pieces between two log lines."""

    def __init__(self, *, n_batches: int) -> None:
        self._n_batches = n_batches
        self._reset()

    def _reset(self) -> None:
        self._tags = self._links = self._nodes = self._states = 0.0
        self._pieces = self._steps = 0
        self._started = time.monotonic()

    def add(self, loss: Loss, batch: TrainingBatch) -> None:
        self._tags += float(loss.tags.detach())
        self._links += float(loss.links.detach())
        self._nodes += float(loss.nodes.detach())
        self._states += float(loss.states.detach())
        self._pieces += int(batch.windows.mask.sum())
        self._steps += 1

    def line(self, number: int) -> str:
        """One JSON line of the averages since the last one."""
        values = {
            "batch": number,
            "of": self._n_batches,
            "tags": round(self._tags / self._steps, 3),
            "links": round(self._links / self._steps, 3),
            "nodes": round(self._nodes / self._steps, 3),
            "states": round(self._states / self._steps, 3),
            "pieces_per_s": round(self._pieces / (time.monotonic() - self._started)),
        }
        self._reset()
        return json.dumps(values)
