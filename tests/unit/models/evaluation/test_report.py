import json
from dataclasses import replace

from models.evaluation.calibration import Bin
from models.evaluation.intervals import Interval
from models.evaluation.report import Miss, Report, Signature, as_json, as_table

REPORT = Report(
    signature=Signature(
        command="quotes evaluate gold.jsonl --boot 10 --seed 1",
        model="m",
        version="7",
        weights_sha256="aa",
        data_sha256="bb",
        n_documents=3,
        n_draws=10,
        seed=1,
    ),
    figures={"relay": 66.666666},
    intervals={"relay": Interval(low=12.345, high=98.7654)},
    reliability={"all": [Bin(low=0.7, high=0.8, n_outcomes=4, mean_confidence=0.75, share_right=0.25)]},
    faults={"missed quotation": 12, "made up": 0},
    misses=[Miss(article="a1", fault="missed", content="“Rain”", gold="Ada Brook", given=None)],
)


def test_json_holds_figures_and_intervals_in_hundredths() -> None:
    facts = as_json(REPORT)
    assert (facts["figures"], facts["interval95"]) == ({"relay": 66.67}, {"relay": [12.35, 98.77]})


def test_json_holds_the_whole_signature() -> None:
    assert as_json(REPORT)["signature"] == {
        "command": "quotes evaluate gold.jsonl --boot 10 --seed 1",
        "model": "m",
        "version": "7",
        "weights_sha256": "aa",
        "data_sha256": "bb",
        "n_documents": 3,
        "n_draws": 10,
        "seed": 1,
    }


def test_json_holds_the_reliability_table_with_its_error() -> None:
    assert as_json(REPORT)["calibration"]["all"] == {
        "expected_calibration_error": 0.5,
        "reliability": [{"low": 0.7, "high": 0.8, "n_outcomes": 4, "mean_confidence": 0.75, "share_right": 0.25}],
    }


def test_json_holds_the_faults_by_kind() -> None:
    assert as_json(REPORT)["faults"] == {"missed quotation": 12, "made up": 0}


def test_json_report_is_plain_json() -> None:
    assert json.loads(json.dumps(as_json(REPORT))) == as_json(REPORT)


def test_table_reads_line_by_line() -> None:
    assert as_table(REPORT).split("\n") == [
        "relay                         66.7   [12.3, 98.8]",
        "",
        "confidence of all: expected calibration error 0.500",
        "  0.7-0.8      4 given  0.75 sure  0.25 right",
        "",
        "faults:",
        "  missed quotation              12",
        "  made up                        0",
        "",
        "a1\tmissed\t“Rain”\tAda Brook\tNone",
        "",
        "command: quotes evaluate gold.jsonl --boot 10 --seed 1",
        "model: m",
        "version: 7",
        "weights_sha256: aa",
        "data_sha256: bb",
        "n_documents: 3",
        "n_draws: 10",
        "seed: 1",
    ]


def test_table_without_intervals_shows_the_figure_alone() -> None:
    assert as_table(replace(REPORT, intervals={})).startswith("relay                         66.7\n")
