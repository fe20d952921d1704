import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from models.corpora.marks import fingerprint
from models.errors import WeightsMissing
from models.evaluation import cli
from models.evaluation.ablation import PARTS
from models.network.weight_files import CONFIG_FILE, TOKENIZER_FILE, WEIGHTS_FILE, config_bytes, write_weights
from models.network.weights import pack_network
from tests.unit.models.evaluation.fakes import FakePipeline, result_of
from tests.unit.models.network.tiny import CONFIG, tiny_network, tiny_tokenizer

TEXT = "“Rain came early,” Ada Brook said."
SPEAKER = {"mention": [19, 28], "name": "Ada Brook", "kind": "person", "role": None}
QUOTE = {"spans": [[0, 18]], "type": "direct", "cue": [29, 33], "speaker": SPEAKER, "relay": None}
LINE = {"id": "a1", "text": TEXT, "publisher": None, "quotes": [QUOTE]}
ATTRIBUTION = {"source": [[19, 28]], "cue": [[29, 33]], "content": [[0, 18]]}


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> FakePipeline:
    fake = FakePipeline(
        results={TEXT: result_of(TEXT, content="“Rain came early,”", speaker="Brook")},
        attributions={TEXT: [ATTRIBUTION]},
    )
    monkeypatch.setattr(cli, "open_pipeline", lambda weights_dir, *, n_threads, backend: fake)
    return fake


@pytest.fixture
def tiny_weights(tmp_path: Path) -> Path:
    files = {
        WEIGHTS_FILE: pack_network(tiny_network(spread=30.0)),
        CONFIG_FILE: config_bytes(CONFIG),
        TOKENIZER_FILE: tiny_tokenizer(),
    }
    write_weights(tmp_path / "weights", files=files, manifest={"name": "tiny", "version": "7"})
    return tmp_path / "weights"


def run(tmp_path: Path, line: dict[str, Any], *options: str) -> Result:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(line) + "\n", encoding="utf-8")
    return CliRunner().invoke(cli.evaluate, [str(gold), "--boot", "5", *options])


@pytest.mark.usefixtures("pipeline")
def test_json_prints_the_figures_of_worldquotes_gold(tmp_path: Path) -> None:
    figures = json.loads(run(tmp_path, LINE, "--json").output)["figures"]
    assert (figures["quoted.found"], figures["quoted.speaker"], figures["quoted.speaker.loose"]) == (100.0, 0.0, 100.0)


@pytest.mark.usefixtures("pipeline")
def test_json_prints_the_figures_of_polnear_gold(tmp_path: Path) -> None:
    line = {"id": "a1", "text": TEXT, "attributions": [ATTRIBUTION]}
    assert json.loads(run(tmp_path, line, "--json").output)["figures"] == {
        "exact.source": 100.0,
        "exact.cue": 100.0,
        "exact.content": 100.0,
        "linked.exact": 100.0,
    }


@pytest.mark.usefixtures("pipeline")
def test_signature_says_how_the_number_was_made(tmp_path: Path) -> None:
    signature = json.loads(run(tmp_path, LINE, "--json", "--seed", "4").output)["signature"]
    assert signature["command"] == "quotes evaluate gold.jsonl --boot 5 --seed 4"


@pytest.mark.usefixtures("pipeline")
def test_signature_names_marks_that_lie_apart(tmp_path: Path) -> None:
    marks = tmp_path / "marks.jsonl"
    marks.write_text(json.dumps({"text_sha256": fingerprint(TEXT), "quotes": []}), encoding="utf-8")
    signature = json.loads(run(tmp_path, LINE, "--json", "--marks", str(marks)).output)["signature"]
    assert signature["command"] == "quotes evaluate gold.jsonl --marks marks.jsonl --boot 5 --seed 1"


@pytest.mark.usefixtures("pipeline")
def test_table_is_printed_without_the_json_option(tmp_path: Path) -> None:
    assert run(tmp_path, LINE).output.startswith("quoted.found                 100.0   [100.0, 100.0]\n")


@pytest.mark.usefixtures("pipeline")
def test_errors_shows_as_many_as_asked_for(tmp_path: Path) -> None:
    assert json.loads(run(tmp_path, LINE, "--json", "--errors", "1").output)["misses"] == [
        {
            "article": "a1",
            "fault": "name not fullest",
            "content": "“Rain came early,”",
            "gold": "Ada Brook",
            "given": "Brook",
        }
    ]


@pytest.mark.usefixtures("pipeline")
def test_errors_are_silent_unless_asked_for(tmp_path: Path) -> None:
    assert json.loads(run(tmp_path, LINE, "--json").output)["misses"] == []


@pytest.mark.usefixtures("pipeline")
def test_stand_in_has_no_parts_to_switch_off(tmp_path: Path) -> None:
    assert json.loads(run(tmp_path, LINE, "--json", "--ablate").output)["ablations"] == {}


def test_ablate_measures_again_without_each_part(tmp_path: Path, tiny_weights: Path) -> None:
    given = run(tmp_path, LINE, "--json", "--ablate", "--weights", str(tiny_weights), "--threads", "1")
    report = json.loads(given.output)
    assert list(report["ablations"]) == list(PARTS)
    assert {tuple(figures) for figures in report["ablations"].values()} == {tuple(report["figures"])}


def test_ablate_prints_a_line_for_each_part(tmp_path: Path, tiny_weights: Path) -> None:
    table = run(tmp_path, LINE, "--ablate", "--weights", str(tiny_weights), "--threads", "1").output
    assert [sum(line.startswith(f"  {part} ") for line in table.split("\n")) for part in PARTS] == [1] * len(PARTS)


def test_nothing_is_switched_off_unless_asked_for(tmp_path: Path, tiny_weights: Path) -> None:
    given = run(tmp_path, LINE, "--json", "--weights", str(tiny_weights), "--threads", "1")
    assert json.loads(given.output)["ablations"] == {}


@pytest.mark.usefixtures("pipeline")
def test_predictions_are_written_a_line_each(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    run(tmp_path, LINE, "--predictions", str(out))
    assert [json.loads(line)["quotes"][0]["speaker"]["name"] for line in out.read_text("utf-8").splitlines()] == [
        "Brook"
    ]


@pytest.mark.usefixtures("pipeline")
def test_a_bad_gold_file_ends_with_its_place_and_status_1(tmp_path: Path) -> None:
    result = run(tmp_path, {"id": "a1"})
    assert (result.exit_code, "gold.jsonl:1:" in result.output) == (1, True)


def test_missing_weights_end_with_status_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(weights_dir: Path, **_: object) -> FakePipeline:
        raise WeightsMissing(path=weights_dir)

    monkeypatch.setattr(cli, "open_pipeline", refuse)
    result = run(tmp_path, LINE, "--weights", str(tmp_path / "none"))
    assert (result.exit_code, "weights file is missing" in result.output) == (1, True)
