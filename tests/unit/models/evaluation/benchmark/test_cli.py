"""The command: what it is asked and what it prints, on measurements made by hand."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from models.errors import WeightsMissing
from models.evaluation.benchmark import cli
from models.evaluation.benchmark.comparing import Comparison
from models.evaluation.benchmark.configuration import Configuration
from models.evaluation.benchmark.measuring import Measurement, Plan
from models.evaluation.benchmark.pairs import Pair
from models.evaluation.benchmark.worker import Ready
from tests.unit.models.evaluation.benchmark.stand_ins import throughput


def measurement_of(configuration: Configuration, _articles: Any, _plan: Plan) -> Measurement:
    return Measurement(
        configuration=configuration,
        ready=Ready(weights_sha256="f" * 64, memory_mib=40.0),
        start_up_s=1.0,
        rounds=[throughput()],
        latencies=[],
        encoder_gflops=1.0,
        machine_gflops=2.0,
    )


def comparison_of(first: Configuration, second: Configuration, _articles: Any, _plan: Plan) -> Comparison:
    pair = Pair(first=throughput(n_words=300), second=throughput())
    return Comparison(configuration=first, against=second, pairs=[pair])


@pytest.fixture(autouse=True)
def _by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "measure", measurement_of)
    monkeypatch.setattr(cli, "compare", comparison_of)


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_text("It rained all day in the hills.", encoding="utf-8")
    return str(path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.benchmark, arguments)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param([], ["threads=1,processes=1", "threads=2,processes=1", "threads=1,processes=2"], id="usual-ones"),
        pytest.param(["--processes", "1"], ["threads=1,processes=1", "threads=2,processes=1"], id="none-twice"),
        pytest.param(["--config", "threads=4"], ["threads=4,processes=1"], id="the-one-asked-for"),
    ],
)
def test_these_configurations_are_measured(article: str, options: list[str], expected: list[str]) -> None:
    assert list(json.loads(run(article, "--json", *options).output)["configurations"]) == expected


def test_json_says_on_what_was_measured(article: str) -> None:
    facts = json.loads(run(article, article, "--json", "--repeat", "5").output)
    assert (facts["n_articles"], facts["n_words"], facts["n_repeats"]) == (2, 14, 5)


def test_table_gives_a_figure_a_line_and_the_stages_of_each_configuration(article: str) -> None:
    cells = [line.split() for line in run(article, "--config", "threads=4").output.splitlines()]
    assert ["words_per_s", "100.0"] in cells
    assert [row[0] for row in cells[-2:]] == ["json", "outside_encoder"]


def test_two_configurations_are_compared_in_turn(article: str) -> None:
    options = ["--config", "threads=1", "--against", "threads=2"]
    facts = json.loads(run(article, "--json", *options).output)
    assert (facts["first"]["configuration"], facts["second"]["configuration"]) == (
        "threads=1,processes=1",
        "threads=2,processes=1",
    )
    assert facts["ratios"]["words_per_s"]["median"] == 3.0
    assert "words_per_s, first / second: 3.000 [3.000, 3.000]" in run(article, *options).output


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param(["--against", "threads=2"], "--against needs --config", id="nothing-to-compare-with"),
        pytest.param(["--config", "speed=2"], "'speed' is none of", id="unknown-part"),
    ],
)
def test_a_wrong_call_ends_with_status_2(article: str, options: list[str], message: str) -> None:
    result = run(article, *options)
    assert (result.exit_code, message in result.output) == (2, True)


def test_a_place_without_articles_ends_with_status_1(tmp_path: Path) -> None:
    result = run(str(tmp_path))
    assert (result.exit_code, "no article to measure with" in result.output) == (1, True)


def test_weights_that_cannot_be_used_end_with_status_1(article: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Measurement:
        raise WeightsMissing(path=Path("model.safetensors"))

    monkeypatch.setattr(cli, "measure", fail)
    result = run(article)
    assert (result.exit_code, "weights file is missing" in result.output) == (1, True)
