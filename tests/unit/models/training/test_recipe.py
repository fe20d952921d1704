"""Finished weights carry their curves, their figures and the hashes of the data they come from."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from models.config import CalibrationConfig, parse_config
from models.corpora.marks import MARKED
from models.corpora.written import WRITTEN
from models.evaluation.gold import read_gold
from models.network.weight_files import CONFIG_FILE, MANIFEST_FILE, TOKENIZER_FILE, WEIGHTS_FILE
from models.network.weights import pack_network
from models.pipeline import load_pipeline
from models.training import recipe
from models.training.calibrate import calibrate
from models.training.data import ARTICLE_DIETS, DIETS, LAST_DIETS, POLISH_DIETS, ROUNDED_DIETS, STUDENT_DIETS
from models.training.recipe import (
    CALIBRATION_FILES,
    LIMITS,
    MEASURED_FILES,
    TRAINING_MARKS,
    Recipe,
    finish_weights,
)
from tests.unit.models.network.tiny import CONFIG, tiny_network, tiny_tokenizer
from tests.unit.models.training.recipe_files import TRAINING_FILES, write_measured

WRITTEN_FILES = sorted(WRITTEN.glob("*.jsonl"))


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(recipe, "MARKS_OF", {})
    return write_measured(tmp_path / "data")


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
        *(f"written/{path.name} sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}" for path in WRITTEN_FILES),
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


def test_manifest_tells_of_all_stages_and_their_diets(finished: Path):
    kept = manifest_of(finished)["recipe"]
    assert (kept["windows"]["batches"]["batch_pieces"], kept["articles"]["batches"]["batch_pieces"]) == (4096, 3072)
    assert (kept["student"]["batches"]["batch_pieces"], kept["rounded"]["batches"]["batch_pieces"]) == (1536, 1536)
    assert kept["ranker"]["batch"] == 256
    assert kept["shape"] == {"layers": [0, 2, 4, 5], "n_hidden": 768}
    diets = (DIETS, ARTICLE_DIETS, STUDENT_DIETS, ROUNDED_DIETS, POLISH_DIETS, LAST_DIETS)
    assert [[(diet["corpus"], diet["passes"]) for diet in kept_diets] for kept_diets in kept["diets"].values()] == [
        [(diet.corpus, diet.passes) for diet in stage] for stage in diets
    ]
