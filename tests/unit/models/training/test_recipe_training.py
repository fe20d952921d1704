"""A whole training on files of a line or two: stage by stage to weights that serve, with rankers of their own."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load

from models.config import ModelConfig, parse_config
from models.corpora.marks import fingerprint
from models.evaluation.gold import article_of
from models.network.multitask import QuoteNetwork
from models.network.questions import N_FEATURES
from models.network.weight_files import (
    CONFIG_FILE,
    MANIFEST_FILE,
    TOKENIZER_FILE,
    WEIGHTS_FILE,
    config_bytes,
    write_weights,
)
from models.network.weights import pack_network
from models.pipeline import ArticlePipeline, load_pipeline
from models.training import recipe
from models.training.base import fresh_network
from models.training.batches import BatchConfig
from models.training.distillation import Teacher
from models.training.loop import LoopConfig
from models.training.ranking import MarkedSlate, Row, Slates
from models.training.recipe import CHECKPOINT_FILE, Given, Recipe, own_slates, train_model
from models.training.stages import StageConfig, Stages
from models.training.student import StudentShape
from tests.unit.models.corpora.rows import quote_row, write_rows
from tests.unit.models.network.tiny import CONFIG, tiny_network, tiny_tokenizer
from tests.unit.models.training.corpus_files import write_base, write_corpora
from tests.unit.models.training.recipe_files import TEXT, write_measured

SMALL = StageConfig(batches=BatchConfig(batch_pieces=200, overlap=4), loop=LoopConfig(log_every=1))
QUICK = Recipe(
    seed=3,
    n_threads=1,
    windows=SMALL,
    articles=SMALL,
    student=SMALL,
    rounded=SMALL,
    polish=SMALL,
    last=SMALL,
    shape=StudentShape(layers=(1,), n_hidden=8),
)
SLATES: Slates = {
    asked: [MarkedSlate(features=np.eye(3, n_features, dtype=np.float32), is_right=np.array([True, False, False]))]
    for asked, n_features in N_FEATURES.items()
}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(recipe, "MARKS_OF", {})
    return write_measured(tmp_path / "data")


@pytest.fixture
def whole_data(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Development files as before, training files of two lines, a slate for each ranker, and a tiny base encoder."""
    base = write_base(tmp_path / "base")
    monkeypatch.setattr(recipe, "base_folder", lambda: base)
    monkeypatch.setattr(recipe, "marked_slates", lambda rows, pipeline: SLATES)
    return write_corpora(data, n_lines=2)


def skip_stages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every stage leaves the network as it is; what is not a stage, the rankers' training too, is done."""
    monkeypatch.setattr(Stages, "over_windows", lambda self, network, config: network)
    monkeypatch.setattr(Stages, "over_articles", lambda self, network, config: network)
    monkeypatch.setattr(Stages, "under_teacher", lambda self, student, config, teacher: student)
    monkeypatch.setattr(Stages, "rounded", lambda self, student, config: student)
    monkeypatch.setattr(Stages, "polished", lambda self, student, config, teacher: student)
    monkeypatch.setattr(Stages, "finished", lambda self, student, config: student.eval())


def config_of(folder: Path) -> ModelConfig:
    path = folder / CONFIG_FILE
    return parse_config(path.read_bytes(), path=path)


def unranked(weights: bytes) -> dict[str, list[float]]:
    """All weights but the rankers'."""
    return {name: tensor.tolist() for name, tensor in load(weights).items() if not name.startswith("rankers.")}


def rankers_that_differ(one: bytes, other: bytes) -> set[str]:
    """What is asked of those rankers whose weights differ."""
    ours, theirs = load(one), load(other)
    rankers = [name for name in ours if name.startswith("rankers.")]
    return {name.split(".")[1] for name in rankers if not torch.equal(ours[name], theirs[name])}


def train(data: Path, out: Path, **given: Path) -> list[dict[str, Any]]:
    """The lines of progress of a whole training."""
    lines: list[str] = []
    train_model(data, out, recipe=QUICK, report=lines.append, given=Given(**given))
    return [json.loads(line) for line in lines]


def test_training_goes_through_all_stages_and_leaves_weights_alone(whole_data: Path, tmp_path: Path):
    progress = train(whole_data, tmp_path / "new")

    assert [line["batch"] for line in progress].count(1) == 6
    assert load_pipeline(tmp_path / "new", n_threads=1).model.version == recipe.VERSION
    assert {path.name for path in (tmp_path / "new").iterdir()} == {
        WEIGHTS_FILE,
        CONFIG_FILE,
        TOKENIZER_FILE,
        MANIFEST_FILE,
    }


def test_training_may_start_with_the_second_stage_from_earlier_weights(
    whole_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    network, _ = fresh_network(tmp_path / "base")
    (tmp_path / WEIGHTS_FILE).write_bytes(pack_network(network))
    begun: list[QuoteNetwork] = []

    def over_articles(self: Stages, network: QuoteNetwork, config: StageConfig) -> QuoteNetwork:
        begun.append(network)
        return network.eval()

    monkeypatch.setattr(Stages, "over_articles", over_articles)

    train(whole_data, tmp_path / "new", windows=tmp_path / WEIGHTS_FILE)

    halved = {name: tensor.half().float() for name, tensor in network.state_dict().items()}
    assert all(tensor.equal(halved[name]) for name, tensor in begun[0].state_dict().items())


def test_training_may_start_with_the_student_of_an_earlier_teacher(
    whole_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    network, _ = fresh_network(tmp_path / "base")
    (tmp_path / WEIGHTS_FILE).write_bytes(pack_network(network))
    teachers: list[Teacher] = []

    def under_teacher(self: Stages, student: QuoteNetwork, config: StageConfig, *, teacher: Teacher) -> QuoteNetwork:
        teachers.append(teacher)
        return student

    skip_stages(monkeypatch)
    monkeypatch.setattr(Stages, "under_teacher", under_teacher)

    progress = train(whole_data, tmp_path / "new", teacher=tmp_path / WEIGHTS_FILE)

    halved = {name: tensor.half().float() for name, tensor in network.state_dict().items()}
    assert progress == []
    assert all(tensor.equal(halved[name]) for name, tensor in teachers[0].network.state_dict().items())


def test_weights_are_the_students_with_the_windows_that_it_serves_in(whole_data: Path, tmp_path: Path):
    train(whole_data, tmp_path / "new")

    config = config_of(tmp_path / "new")
    assert (config.network.encoder["num_hidden_layers"], config.network.encoder["intermediate_size"]) == (1, 8)
    assert config.network.precision == "int8"
    assert config.windows == recipe.WINDOW_SIZES


def test_checkpoint_is_laid_in_the_weights_directory_while_training_runs(
    whole_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    seen: list[bytes] = []

    def at_last(self: Stages, network: QuoteNetwork, config: StageConfig) -> QuoteNetwork:
        self.checkpoint(network)
        seen.append((tmp_path / "new" / CHECKPOINT_FILE).read_bytes())
        return network.eval()

    skip_stages(monkeypatch)
    monkeypatch.setattr(Stages, "finished", at_last)

    train(whole_data, tmp_path / "new")

    assert unranked(seen[0]) == unranked((tmp_path / "new" / WEIGHTS_FILE).read_bytes())
    assert not (tmp_path / "new" / CHECKPOINT_FILE).exists()


def test_rankers_learn_from_articles_as_the_student_read_them_before_its_last_stage(
    whole_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    opened: list[tuple[bytes, ModelConfig]] = []
    finished: list[bytes] = []

    def opening(folder: Path, *, n_threads: int) -> ArticlePipeline:
        opened.append(((folder / WEIGHTS_FILE).read_bytes(), config_of(folder)))
        return load_pipeline(folder, n_threads=n_threads)

    def at_last(self: Stages, network: QuoteNetwork, config: StageConfig) -> QuoteNetwork:
        with torch.no_grad():
            network.tags.scores.weight.add_(1.0)
        finished.append(pack_network(network))
        return network.eval()

    skip_stages(monkeypatch)
    monkeypatch.setattr(Stages, "finished", at_last)
    monkeypatch.setattr(recipe, "load_pipeline", opening)

    train(whole_data, tmp_path / "new")

    [(read, reading_config), (served, serving_config)], [after] = opened, finished
    assert unranked(read) != unranked(after) == unranked(served)
    assert rankers_that_differ(served, after) == {"speaker", "relay"}
    assert reading_config == serving_config


def test_earlier_weights_stay_until_the_new_ones_are_whole(
    whole_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    kept = tmp_path / "new" / WEIGHTS_FILE
    kept.parent.mkdir()
    kept.write_bytes(b"earlier")
    seen: list[bytes] = []

    def marked_slates(rows: Iterable[Row], pipeline: ArticlePipeline) -> Slates:
        seen.append(kept.read_bytes())
        return SLATES

    skip_stages(monkeypatch)
    monkeypatch.setattr(recipe, "marked_slates", marked_slates)

    train(whole_data, kept.parent)

    assert set(seen) == {b"earlier"}
    assert kept.read_bytes() != b"earlier"


ROW = {"id": "w1", "text": TEXT, "quotes": [quote_row(TEXT, [TEXT], kind=None)], "entities": []}
MARKS = {"text_sha256": fingerprint(TEXT), "quotes": [{"spans": [[0, len(TEXT)]], "type": "direct", "kind": "unknown"}]}
"""Of the article of the data that has the same text."""


def slates_of(data: Path) -> Slates:
    network, recipe = tiny_network(spread=30.0), Recipe(seed=3, n_threads=1)
    return own_slates(network, CONFIG, tiny_tokenizer(), data=data, recipe=recipe)


def numbers_of(slates: Sequence[MarkedSlate]) -> list[tuple[object, object]]:
    return [(slate.features.tolist(), slate.is_right.tolist()) for slate in slates]


def test_slates_are_those_that_the_network_makes_of_the_projects_own_articles(
    data: Path, tmp_path: Path, written: Path
):
    write_rows(written / "first.jsonl", [ROW])
    write_rows(tmp_path / "marked" / "worldner.jsonl", [MARKS])
    network = tiny_network(spread=30.0)
    files = {WEIGHTS_FILE: pack_network(network), TOKENIZER_FILE: tiny_tokenizer(), CONFIG_FILE: config_bytes(CONFIG)}
    write_weights(tmp_path / "same", files=files, manifest={"name": "tiny", "version": "1", "data": []})

    slates = slates_of(data)

    found = load_pipeline(tmp_path / "same", n_threads=1).findings(article_of(ROW))
    [speakers], [relays] = found.slates, found.relay_slates
    of_speakers = (speakers.features.tolist(), [who is None for who in speakers.bearers])
    of_relays = (relays.features.tolist(), [outlet is None for outlet in relays.outlets])
    assert numbers_of(slates["speaker"]) == [of_speakers, of_speakers]
    assert numbers_of(slates["relay"]) == [of_relays]


@pytest.mark.parametrize(
    ("n_written", "n_marked", "expected"),
    [
        pytest.param(2, 0, {"speaker": 2, "relay": 0}, id="written articles teach no relays"),
        pytest.param(0, 1, {"speaker": 1, "relay": 1}, id="marked ones teach both"),
    ],
)
def test_each_ranker_is_taught_by_the_articles_that_do_not_mislead_it(
    data: Path, tmp_path: Path, written: Path, n_written: int, n_marked: int, expected: dict[str, int]
):
    write_rows(written / "first.jsonl", [{**ROW, "id": f"w{number}"} for number in range(n_written)])
    write_rows(tmp_path / "marked" / "worldner.jsonl", [MARKS] * n_marked)

    assert {asked: len(found) for asked, found in slates_of(data).items()} == expected
