"""What each part of the model is worth: the figures again with one part switched off at a time.

A part is switched off in the trained network, which learned to count on it; a network trained without it would lose
less. The gap tells how much the answers rest on a part, not how much worse one would do that never had it.
"""

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import torch
from torch import nn

from models.decode.layers import LayerDecoder
from models.evaluation.counts import total
from models.evaluation.gold import GoldFile
from models.evaluation.loading import Pipeline
from models.evaluation.measurement import measure
from models.evaluation.report import Ablation
from models.network.article_head import PairBias
from models.network.multitask import QuoteNetwork
from models.network.questions import Asked
from models.network.relay_features import RELAY_FEATURES
from models.network.speaker_features import SPEAKER_FEATURES
from models.network.torch_backend import TorchBackend
from models.pipeline import ArticlePipeline
from models.resolve.registry import Registry

Change = Callable[[ArticlePipeline], ArticlePipeline]


def ablate(gold: GoldFile, pipeline: Pipeline) -> Iterator[Ablation]:
    """Each part switched off in turn; nothing for a stand-in without parts.

    A pipeline must be on the torch backend, else TypeError: a graph has no parts to switch off.
    """
    if not isinstance(pipeline, ArticlePipeline):
        return
    for part, change in PARTS.items():
        measured = measure(gold, change(pipeline))
        yield Ablation(part=part, figures=measured.figures(total(measured.rows)))


def _with_network(pipeline: ArticlePipeline, change: Callable[[QuoteNetwork], None]) -> ArticlePipeline:
    """The pipeline with a changed copy of its network."""
    backend = _torch_backend(pipeline)
    network = copy.deepcopy(backend.network)
    with torch.no_grad():
        change(network)
    return replace(pipeline, backend=TorchBackend(network, pipeline.cutter, backend.windows))


def _without_features(network: QuoteNetwork) -> None:
    for table in network.encoder.features:
        _erase(table)


def _without_node_layers(network: QuoteNetwork) -> None:
    network.article.layers = nn.ModuleList()


def _without_counts(network: QuoteNetwork) -> None:
    _erase(network.article.counts)


def _without_ranker(asked: Asked, *, feature: int) -> Callable[[QuoteNetwork], None]:
    """One feature alone decides."""

    def change(network: QuoteNetwork) -> None:
        ranker = network.ranker(asked)
        _erase(ranker)
        ranker.plain.weight[0, feature] = 1.0

    return change


def _without_pair_tables(*numbers: int) -> Callable[[QuoteNetwork], None]:
    def change(network: QuoteNetwork) -> None:
        for bias in (module for module in network.article.modules() if isinstance(module, PairBias)):
            for number in numbers:
                _erase(bias.tables[number])

    return change


def _erase(table: nn.Module) -> None:
    for weight in table.parameters():
        weight.zero_()


def _without_registry(pipeline: ArticlePipeline) -> ArticlePipeline:
    return replace(pipeline, maker=replace(pipeline.maker, registry=Registry.of(())))


def _without_overlap(pipeline: ArticlePipeline) -> ArticlePipeline:
    backend = _torch_backend(pipeline)
    windows = replace(backend.windows, overlap=0)
    return replace(pipeline, backend=TorchBackend(backend.network, pipeline.cutter, windows))


def _torch_backend(pipeline: ArticlePipeline) -> TorchBackend:
    if not isinstance(pipeline.backend, TorchBackend):
        raise TypeError("only the network of the torch backend can be taken apart")
    return pipeline.backend


def _decoding(**changed: object) -> Change:
    def change(pipeline: ArticlePipeline) -> ArticlePipeline:
        config = replace(pipeline.decoder.config, **changed)  # type: ignore[arg-type]  # by name
        return replace(pipeline, decoder=LayerDecoder(pipeline.backend, config))

    return change


def _network(change: Callable[[QuoteNetwork], None]) -> Change:
    return lambda pipeline: _with_network(pipeline, change)


PARTS: Mapping[str, Change] = {
    "case, marks and line breaks beside the words": _network(_without_features),
    "layers of the second look": _network(_without_node_layers),
    "its ties (same name, source, quotation)": _network(_without_pair_tables(1)),
    "its distances in pieces and paragraphs": _network(_without_pair_tables(0, 2)),
    "its counts of mentions": _network(_without_counts),
    "ranker of speakers": _network(_without_ranker("speaker", feature=SPEAKER_FEATURES.index("guess"))),
    "ranker of relays": _network(_without_ranker("relay", feature=RELAY_FEATURES.index("log mean"))),
    "registry of outlets": _without_registry,
    "readiness of the tag layers": _decoding(readiness={}),
    "abstaining between namesakes": _decoding(least_rival=0.0, clear_lead=0.0),
    "overlap of windows": _without_overlap,
}
