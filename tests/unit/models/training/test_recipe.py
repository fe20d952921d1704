"""Finished weights carry their curves, their figures and the hashes of the data they come from."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from models.config import CalibrationConfig, parse_config
from models.corpora.marks import MARKED
from models.evaluation.gold import read_gold
from models.network.multitask import QuoteNetwork
from models.network.weight_files import CONFIG_FILE, MANIFEST_FILE, TOKENIZER_FILE, WEIGHTS_FILE
from models.network.weights import pack_network
from models.pipeline import load_pipeline
from models.training import recipe
from models.training.base import fresh_network
from models.training.batches import BatchConfig
from models.training.calibrate import calibrate
from models.training.data import ARTICLE_DIETS, DIETS, LAST_DIETS, POLISH_DIETS, ROUNDED_DIETS, STUDENT_DIETS
from models.training.distillation import Teacher
from models.training.loop import LoopConfig
from models.training.recipe import (
    CALIBRATION_FILES,
    CHECKPOINT_FILE,
    LIMITS,
    MEASURED_FILES,
    TRAINING_MARKS,
    Given,
    Recipe,
    finish_weights,
    train_model,
)
from models.training.stages import StageConfig, Stages
from models.training.student import StudentShape
from tests.unit.models.network.tiny import CONFIG, tiny_network, tiny_tokenizer
from tests.unit.models.training.corpus_files import write_base, write_corpora

TRAINING_FILES = (
    "worldquotes/train.jsonl",
    "worldner/train.jsonl",
    "polnear/train.jsonl",
    "polnear/train-speakers.jsonl",
    "coref/train.jsonl",
)
TEXT = "“Rain is here again,” said Ada Moor."
QUOTE = {
    "spans": [[0, 21]],
    "text": [TEXT[:21]],
    "type": "direct",
    "cue": [22, 26],
    "speaker": {"mention": [27, 35], "name": "Ada Moor", "kind": "person", "role": None},
    "relay": None,
}
QUOTE_LINE = {"id": "a", "text": TEXT, "url": None, "publisher": None, "agency": None, "quotes": [QUOTE]}
ATTRIBUTION = {"source": [[27, 35]], "cue": [[22, 26]], "content": [[0, 21]]}
POLNEAR_LINE = {"id": "a", "text": TEXT, "attributions": [ATTRIBUTION]}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One line in every file that the recipe reads; training files only have to be there to be hashed."""
    monkeypatch.setattr(recipe, "MARKS_OF", {})
    for name in {*TRAINING_FILES, *CALIBRATION_FILES, *MEASURED_FILES}:
        line = POLNEAR_LINE if name == "polnear/dev.jsonl" else QUOTE_LINE
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    return tmp_path / "data"


@pytest.fixture
def finished(data: Path, tmp_path: Path) -> Path:
    files = {WEIGHTS_FILE: pack_network(tiny_network(spread=30.0)), TOKENIZER_FILE: tiny_tokenizer()}
    finish_weights(tmp_path / "out", files=files, config=CONFIG, data=data, recipe=Recipe(seed=3, n_threads=1))
    return tmp_path / "out"


def manifest_of(folder: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((folder / MANIFEST_FILE).read_text("utf-8"))
    return manifest


def test_finished_weights_can_be_loaded(finished: Path):
    assert load_pipeline(finished, n_threads=1).model.limits == LIMITS


def test_figures_of_every_measured_file_are_kept(finished: Path):
    figures = manifest_of(finished)["figures"]
    assert figures.keys() == {*MEASURED_FILES, "calibration"}
    assert [figures[name]["articles"] for name in MEASURED_FILES] == [1] * len(MEASURED_FILES)


def test_marks_are_of_measured_files():
    assert recipe.MARKS_OF.keys() <= MEASURED_FILES.keys()
    assert all(path.is_file() for path in recipe.MARKS_OF.values())


def test_error_of_every_curve_is_kept_with_its_outcomes(finished: Path):
    errors = manifest_of(finished)["figures"]["calibration"]
    assert errors.keys() == {"quotation", "speaker", "outlet", "together"}
    assert all(kept.keys() == {"cross_validated_error", "n"} for kept in errors.values())


def test_training_data_is_named_with_its_hashes(finished: Path, data: Path):
    hashes = {name: hashlib.sha256((data / name).read_bytes()).hexdigest() for name in TRAINING_FILES}
    marks = {name: hashlib.sha256((MARKED / name).read_bytes()).hexdigest() for name in TRAINING_MARKS}
    assert manifest_of(finished)["data"] == [
        *(f"{name} sha256:{found}" for name, found in hashes.items()),
        *(f"marked/{name} sha256:{found}" for name, found in marks.items()),
    ]


def test_recipe_is_kept_with_its_seed(finished: Path):
    assert manifest_of(finished)["recipe"]["seed"] == 3


def test_curves_are_fitted_to_the_development_files(finished: Path):
    path = finished / CONFIG_FILE
    assert parse_config(path.read_bytes(), path=path).calibration != CalibrationConfig()


def test_curves_of_two_files_rest_on_the_outcomes_of_both(finished: Path, data: Path):
    pipeline, gold = load_pipeline(finished, n_threads=1), read_gold(data / CALIBRATION_FILES[0])
    n_once, n_twice = (calibrate(pipeline, [gold] * n).errors["quotation"]["n"] for n in (1, 2))
    assert n_twice == 2 * n_once > 0


def test_same_weights_and_data_finish_alike(finished: Path, data: Path):
    first = {path.name: path.read_bytes() for path in finished.iterdir()}
    files = {name: first[name] for name in (WEIGHTS_FILE, TOKENIZER_FILE)}
    finish_weights(finished, files=files, config=CONFIG, data=data, recipe=Recipe(seed=3, n_threads=1))
    assert {path.name: path.read_bytes() for path in finished.iterdir()} == first


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


@pytest.fixture
def whole_data(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Development files as before, training files of two lines, and a tiny base encoder."""
    base = write_base(tmp_path / "base")
    monkeypatch.setattr(recipe, "base_folder", lambda: base)
    return write_corpora(data, n_lines=2)


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

    monkeypatch.setattr(Stages, "under_teacher", under_teacher)
    monkeypatch.setattr(Stages, "rounded", lambda self, student, config: student)
    monkeypatch.setattr(Stages, "polished", lambda self, student, config, teacher: student)
    monkeypatch.setattr(Stages, "finished", lambda self, student, config: student.eval())

    progress = train(whole_data, tmp_path / "new", teacher=tmp_path / WEIGHTS_FILE)

    halved = {name: tensor.half().float() for name, tensor in network.state_dict().items()}
    assert progress == []
    assert all(tensor.equal(halved[name]) for name, tensor in teachers[0].network.state_dict().items())


def test_weights_are_the_students_with_the_windows_that_it_serves_in(whole_data: Path, tmp_path: Path):
    train(whole_data, tmp_path / "new")

    path = tmp_path / "new" / CONFIG_FILE
    config = parse_config(path.read_bytes(), path=path)
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

    monkeypatch.setattr(Stages, "over_windows", lambda self, network, config: network)
    monkeypatch.setattr(Stages, "over_articles", lambda self, network, config: network)
    monkeypatch.setattr(Stages, "under_teacher", lambda self, student, config, teacher: student)
    monkeypatch.setattr(Stages, "rounded", lambda self, student, config: student)
    monkeypatch.setattr(Stages, "polished", lambda self, student, config, teacher: student)
    monkeypatch.setattr(Stages, "finished", at_last)

    train(whole_data, tmp_path / "new")

    assert seen == [(tmp_path / "new" / WEIGHTS_FILE).read_bytes()]
    assert not (tmp_path / "new" / CHECKPOINT_FILE).exists()


def test_manifest_tells_of_all_stages_and_their_diets(finished: Path):
    kept = manifest_of(finished)["recipe"]
    assert (kept["windows"]["batches"]["batch_pieces"], kept["articles"]["batches"]["batch_pieces"]) == (4096, 3072)
    assert (kept["student"]["batches"]["batch_pieces"], kept["rounded"]["batches"]["batch_pieces"]) == (1536, 1536)
    assert kept["shape"] == {"layers": [0, 2, 4, 5], "n_hidden": 768}
    diets = (DIETS, ARTICLE_DIETS, STUDENT_DIETS, ROUNDED_DIETS, POLISH_DIETS, LAST_DIETS)
    assert [[(diet["corpus"], diet["passes"]) for diet in kept_diets] for kept_diets in kept["diets"].values()] == [
        [(diet.corpus, diet.passes) for diet in stage] for stage in diets
    ]
