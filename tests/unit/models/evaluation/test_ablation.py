"""Each part switched off leaves a pipeline that can be measured, lacks just that part, and spares the original."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
import torch

from models.answer import AnswerMaker
from models.config import CalibrationConfig, DecodeConfig
from models.decode.layers import LayerDecoder
from models.evaluation.ablation import PARTS, ablate
from models.evaluation.gold import GoldFile, GoldForm
from models.evaluation.measurement import measure
from models.network.article_head import PairBias
from models.network.multitask import QuoteNetwork
from models.network.questions import N_FEATURES, Asked
from models.network.relay_features import RELAY_FEATURES
from models.network.speaker_features import SPEAKER_FEATURES
from models.network.torch_backend import TorchBackend
from models.pipeline import ArticlePipeline
from models.records import Article
from models.resolve.registry import load_registry
from tests.unit.models.evaluation.fakes import MODEL, FakePipeline
from tests.unit.models.network.tiny import CONFIG, tiny_cutter, tiny_network

TEXT = "“Rain is here again,” said Ada Moor of the Hill Fund. It was raining, she told Reuters."
SPEAKER = {"mention": [27, 35], "name": "Ada Moor", "kind": "person", "role": None}
QUOTE = {"spans": [[0, 21]], "type": "direct", "cue": [22, 26], "speaker": SPEAKER, "relay": None}
ATTRIBUTION = {"source": [[27, 35]], "cue": [[22, 26]], "content": [[0, 21]]}
FEATURES, LAYERS, TIES, DISTANCES, COUNTS, SPEAKERS, RELAYS, REGISTRY, READINESS, NAMESAKES, OVERLAP = PARTS


@pytest.fixture
def pipeline() -> ArticlePipeline:
    """A tiny pipeline in which every part has weight: what begins at zero is given some."""
    network, cutter = tiny_network(spread=30.0), tiny_cutter()
    with torch.no_grad():
        for bias in biases_of(network):
            for weight in bias.parameters():
                weight.normal_()
        for weight in network.encoder.features.parameters():
            weight.normal_()
    backend = TorchBackend(network, cutter, CONFIG.windows)
    return ArticlePipeline(
        model=MODEL,
        cutter=cutter,
        backend=backend,
        decoder=LayerDecoder(backend, DecodeConfig(readiness={"cue": 1.5, "role": 0.5}, least_speaker=0.25)),
        maker=AnswerMaker(registry=load_registry(), calibration=CalibrationConfig()),
    )


def network_of(pipeline: ArticlePipeline) -> QuoteNetwork:
    assert isinstance(pipeline.backend, TorchBackend)
    return pipeline.backend.network


def biases_of(network: QuoteNetwork) -> list[PairBias]:
    return [module for module in network.article.modules() if isinstance(module, PairBias)]


def gold(form: GoldForm) -> GoldFile:
    line = {"id": "a1", "text": TEXT}
    marked = {"quotes": [QUOTE], "publisher": None} if form == "worldquotes" else {"attributions": [ATTRIBUTION]}
    return GoldFile(name="gold.jsonl", sha256="aa", form=form, lines=({**line, **marked},))


def weights_of(network: QuoteNetwork) -> Mapping[str, torch.Tensor]:
    return {name: weight.clone() for name, weight in network.state_dict().items()}


def changed_weights(network: QuoteNetwork, other: QuoteNetwork) -> set[str]:
    """The names of the weights that are other or gone; new ones are not to be."""
    before, after = network.state_dict(), other.state_dict()
    assert after.keys() <= before.keys()
    return {name for name in before if name not in after or not torch.equal(before[name], after[name])}


@pytest.mark.parametrize("form", ["worldquotes", "polnear"])
def test_every_part_is_measured_in_the_figures_of_the_whole(pipeline: ArticlePipeline, form: GoldForm) -> None:
    whole = measure(gold(form), pipeline)
    found = list(ablate(gold(form), pipeline))
    assert [ablation.part for ablation in found] == list(PARTS)
    assert all(ablation.figures.keys() == whole.figures(whole.rows[0]).keys() for ablation in found)
    assert all(0.0 <= value <= 100.0 for ablation in found for value in ablation.figures.values())


def test_stand_in_has_no_parts() -> None:
    assert list(ablate(gold("worldquotes"), FakePipeline())) == []


@pytest.mark.parametrize(
    ("part", "asked", "feature"),
    [
        pytest.param(SPEAKERS, "speaker", SPEAKER_FEATURES.index("guess"), id="speakers: the guess of the rules"),
        pytest.param(RELAYS, "relay", RELAY_FEATURES.index("log mean"), id="relays: what both looks say"),
    ],
)
def test_without_a_ranker_what_was_known_before_it_decides(
    pipeline: ArticlePipeline, part: str, asked: Asked, feature: int
) -> None:
    network, other = network_of(pipeline), network_of(PARTS[part](pipeline))
    features = torch.randn(5, N_FEATURES[asked])
    features[:, feature] = torch.tensor([0.0, 0.0, 1.0, 0.0, 0.0])
    assert other.ranker(asked)(features).argmax() == 2
    assert all(name.startswith(f"rankers.{asked}.") for name in changed_weights(network, other))


@pytest.mark.parametrize("part", PARTS)
def test_original_stays_as_it_was(pipeline: ArticlePipeline, part: str) -> None:
    weights, windows, config = weights_of(network_of(pipeline)), pipeline.backend.windows, pipeline.decoder.config
    answers = pipeline.attribute([Article(text=TEXT)])

    PARTS[part](pipeline).attribute([Article(text=TEXT)])

    after = network_of(pipeline).state_dict()
    assert all(torch.equal(weight, after[name]) for name, weight in weights.items())
    assert (pipeline.backend.windows, pipeline.decoder.config) == (windows, config)
    assert pipeline.attribute([Article(text=TEXT)]) == answers


@pytest.mark.parametrize(
    ("part", "prefixes"),
    [
        pytest.param(FEATURES, ("encoder.features.",), id="features"),
        pytest.param(LAYERS, ("article.layers.",), id="layers of the second look"),
        pytest.param(
            TIES,
            ("article.bias.tables.1.", "article.layers.0.bias.tables.1.", "article.layers.1.bias.tables.1."),
            id="ties",
        ),
        pytest.param(
            DISTANCES,
            tuple(
                f"article.{bias}.tables.{number}."
                for bias in ("bias", "layers.0.bias", "layers.1.bias")
                for number in (0, 2)
            ),
            id="distances",
        ),
        pytest.param(COUNTS, ("article.counts.",), id="counts"),
        pytest.param(REGISTRY, (), id="registry"),
        pytest.param(READINESS, (), id="readiness"),
        pytest.param(NAMESAKES, (), id="namesakes"),
        pytest.param(OVERLAP, (), id="overlap"),
    ],
)
def test_weights_of_a_part_are_gone_and_no_others(
    pipeline: ArticlePipeline, part: str, prefixes: tuple[str, ...]
) -> None:
    network, other = network_of(pipeline), network_of(PARTS[part](pipeline))
    changed = changed_weights(network, other)
    assert changed == {name for name in network.state_dict() if name.startswith(prefixes or ("none",))}
    assert not any(weight.any() for name, weight in other.state_dict().items() if name in changed)
    assert not other.training


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        pytest.param(READINESS, {"readiness": {}}, id="readiness"),
        pytest.param(NAMESAKES, {"least_rival": 0.0, "clear_lead": 0.0}, id="namesakes"),
        *(
            pytest.param(part, {}, id=part)
            for part in (FEATURES, LAYERS, TIES, DISTANCES, COUNTS, SPEAKERS, RELAYS, REGISTRY, OVERLAP)
        ),
    ],
)
def test_decoding_changes_in_what_the_part_names_alone(
    pipeline: ArticlePipeline, part: str, expected: Mapping[str, object]
) -> None:
    wanted = replace(pipeline.decoder.config, **expected)  # type: ignore[arg-type]  # fields by name
    assert PARTS[part](pipeline).decoder.config == wanted


def test_registry_that_is_switched_off_knows_no_outlet(pipeline: ArticlePipeline) -> None:
    assert pipeline.maker.registry.find_in(TEXT)
    assert not PARTS[REGISTRY](pipeline).maker.registry.find_in(TEXT)


def test_windows_without_overlap_share_no_piece(pipeline: ArticlePipeline) -> None:
    windows = PARTS[OVERLAP](pipeline).backend.windows
    assert windows == replace(CONFIG.windows, overlap=0)


@pytest.mark.parametrize("part", [FEATURES, LAYERS, TIES, DISTANCES, COUNTS])
def test_changed_network_is_the_one_that_reads(pipeline: ArticlePipeline, part: str) -> None:
    backend = PARTS[part](pipeline).backend
    [reading] = backend.read([pipeline.cutter.cut(TEXT)])
    assert reading.backend is backend
    assert network_of(replace(pipeline, backend=backend)) is not network_of(pipeline)


def test_pieces_score_otherwise_without_what_stands_beside_the_words(pipeline: ArticlePipeline) -> None:
    pieces = pipeline.cutter.cut(TEXT)
    [whole], [less] = pipeline.backend.read([pieces]), PARTS[FEATURES](pipeline).backend.read([pieces])
    assert all((whole.emissions[name] != less.emissions[name]).any() for name in whole.emissions)
