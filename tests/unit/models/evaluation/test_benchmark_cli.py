import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from models.evaluation import benchmark_cli
from tests.unit.models.evaluation.fakes import MODEL, FakePipeline


@pytest.fixture(autouse=True)
def _fake_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmark_cli, "open_pipeline", lambda weights_dir, *, n_threads, backend: FakePipeline())


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text("It rained all day in the hills.", encoding="utf-8")
    return path


def test_json_names_every_measurement_with_its_unit(article: Path) -> None:
    facts = json.loads(CliRunner().invoke(benchmark_cli.benchmark, [str(article), "--json", "--repeat", "1"]).output)
    assert facts.keys() == {
        "n_articles",
        "n_words",
        "n_threads",
        "n_repeats",
        "words_per_s",
        "start_up_s",
        "peak_memory_mib",
        "latency_100_words_ms",
        "latency_600_words_ms",
        "latency_3000_words_ms",
        "weights_sha256",
    }


def test_measurement_says_what_was_measured(article: Path) -> None:
    facts = json.loads(CliRunner().invoke(benchmark_cli.benchmark, [str(article), "--json", "--threads", "1"]).output)
    assert (facts["n_words"], facts["n_threads"], facts["weights_sha256"]) == (7, 1, MODEL.weights_sha256)


def test_table_gives_a_measurement_a_line(article: Path) -> None:
    lines = CliRunner().invoke(benchmark_cli.benchmark, [str(article)]).output.splitlines()
    assert (len(lines), lines[0]) == (11, "n_articles              1")


def test_a_place_without_articles_ends_with_status_1(tmp_path: Path) -> None:
    result = CliRunner().invoke(benchmark_cli.benchmark, [str(tmp_path)])
    assert (result.exit_code, "no article to measure with" in result.output) == (1, True)
