"""Teaches a ranker on articles whose answers the network was not taught, so that it meets the network's own faults.

What a network says of answers that it has learned is surer than what it will say when it serves (Wolpert 1992).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from models.attribution import Findings
from models.evaluation.agreement import same_outlet, same_speaker
from models.evaluation.alignment import align_parts, pieces
from models.evaluation.gold import article_of
from models.evaluation.readings import QuotationReading, Reading, SpeakerReading, reading_of_gold
from models.evaluation.worldquotes import SAME_PIECE
from models.network.questions import Asked
from models.network.ranker import RankerHead
from models.pipeline import ArticlePipeline
from models.resolve.evidence import Bearer
from models.resolve.outlet_places import NamedOutlet
from models.training.losses import answer_loss

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float32]
Row = Mapping[str, Any]
"""An article in the worldquotes form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankerConfig:
    """How long and how fast each part of a ranker learns; a batch is of so many quotations."""

    n_parts: int = 3
    passes: int = 30
    rate: float = 3e-3
    weight_decay: float = 0.02
    batch: int = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedSlate:
    """The candidates for one answer about a quotation, and which of them are right, at least one.

    features: (n_candidates, n_features)
    is_right: (n_candidates,)
    """

    features: Floats
    is_right: Bools


Slates = dict[Asked, list[MarkedSlate]]
"""What each ranker learns from."""


def marked_slates(rows: Iterable[Row], pipeline: ArticlePipeline) -> Slates:
    """Of every marked quotation that the pipeline finds: where the right answers are among its candidates."""
    slates: Slates = {"speaker": [], "relay": []}
    for row in rows:
        findings = pipeline.findings(article_of(dict(row)))
        for number, marked in _marked(row, findings).items():
            speakers, relays = findings.slates[number], findings.relay_slates[number]
            said = [same_speaker(marked.speaker, _read(findings, number, bearer)) for bearer in speakers.bearers]
            passed = _are_relays(marked.relay, relays.outlets)
            slates["speaker"].append(MarkedSlate(features=speakers.features, is_right=np.asarray(said)))
            slates["relay"].append(MarkedSlate(features=relays.features, is_right=np.asarray(passed)))
    return {asked: [slate for slate in found if slate.is_right.any()] for asked, found in slates.items()}


def _marked(row: Row, findings: Findings) -> dict[int, QuotationReading]:
    """What the marks say, by the number of the quotation among those found."""
    gold = reading_of_gold(row)
    given = Reading(text=row["text"], quotations=tuple(_bare_quotations(findings)))
    marked: dict[int, QuotationReading] = {}
    for pair in align_parts(pieces(gold), pieces(given), least=SAME_PIECE).pairs:
        marked.setdefault(pair.given.number, pair.gold)
    return marked


def _are_relays(marked: str | None, outlets: Sequence[NamedOutlet | None]) -> list[bool]:
    """Which outlets are called as marked, by their one name or in the text's words; if none is, which about so."""
    if marked is None:
        return [outlet is None for outlet in outlets]
    exact = [outlet is not None and marked.casefold() in outlet.called for outlet in outlets]
    alike = (outlet is not None and any(same_outlet(marked, name) for name in outlet.called) for outlet in outlets)
    return exact if any(exact) else list(alike)


def _bare_quotations(findings: Findings) -> Iterator[QuotationReading]:
    for number, quotation in enumerate(findings.quotations):
        spans = tuple(content.span for content in quotation.found.contents)
        kind, nobody = quotation.found.type, SpeakerReading()
        yield QuotationReading(number=number, type=kind, spans=spans, speaker=nobody, outlet=None, relay=None)


def _read(findings: Findings, number: int, bearer: Bearer | None) -> SpeakerReading:
    """What would be answered if this bearer was chosen."""
    mention = findings.quotations[number].found.mention
    choice = findings.finder.given(bearer, mention, probability=1.0)
    return SpeakerReading(name=findings.name_of(choice), kind=choice.kind)


def train_ranker(ranker: RankerHead, slates: Sequence[MarkedSlate], *, config: RankerConfig, seed: int) -> None:
    """Train in place, if there is anything to learn from; the seed decides the order and what is dropped.

    What comes of it is the mean of some smaller rankers, which varies less from one seed to the next.
    """
    ranker.requires_grad_(False).eval()
    if not slates:
        return
    widths = [len(part) for part in np.array_split(np.arange(ranker.second.in_features), config.n_parts)]
    parts = [
        _trained(ranker.asked, width, slates, config=config, seed=seed + number) for number, width in enumerate(widths)
    ]
    _put_together(ranker, parts)


def _trained(asked: Asked, width: int, slates: Sequence[MarkedSlate], *, config: RankerConfig, seed: int) -> RankerHead:
    torch.manual_seed(seed)
    ranker = RankerHead(asked, width)
    n_steps = config.passes * -(-len(slates) // config.batch)
    optimizer = torch.optim.AdamW(ranker.parameters(), lr=config.rate, weight_decay=config.weight_decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, config.rate, total_steps=n_steps)
    for _ in range(config.passes):
        for numbers in torch.randperm(len(slates)).split(config.batch):
            optimizer.zero_grad()
            _loss(ranker, [slates[number] for number in numbers.tolist()]).backward()
            optimizer.step()
            schedule.step()
    return ranker


@torch.no_grad()
def _put_together(ranker: RankerHead, parts: Sequence[RankerHead]) -> None:
    """Turn a ranker into the mean of smaller ones, whose units stand in it side by side."""
    ranker.first.weight.copy_(torch.cat([part.first.weight for part in parts]))
    ranker.first.bias.copy_(torch.cat([part.first.bias for part in parts]))
    ranker.second.weight.copy_(torch.block_diag(*(part.second.weight for part in parts)))
    ranker.second.bias.copy_(torch.cat([part.second.bias for part in parts]))
    ranker.score.weight.copy_(torch.cat([part.score.weight for part in parts], dim=1) / len(parts))
    for name in ("score.bias", "plain.weight", "plain.bias"):
        mean = torch.stack([part.get_parameter(name) for part in parts]).mean(dim=0)
        ranker.get_parameter(name).copy_(mean)


def _loss(ranker: RankerHead, slates: Sequence[MarkedSlate]) -> Tensor:
    """Negative log probability that the candidate is a right one, a quotation."""
    scores = ranker(torch.from_numpy(np.concatenate([slate.features for slate in slates])))
    parts = scores.split([len(slate.is_right) for slate in slates])
    padded = torch.nn.utils.rnn.pad_sequence(parts, batch_first=True, padding_value=-1e4)
    right = [torch.from_numpy(slate.is_right) for slate in slates]
    is_right = torch.nn.utils.rnn.pad_sequence(right, batch_first=True, padding_value=False)
    return answer_loss(padded, is_right) / len(slates)
