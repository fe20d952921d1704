import json
from dataclasses import replace

from models.evaluation.calibration import Bin
from models.evaluation.counts import Tally
from models.evaluation.intervals import Interval
from models.evaluation.report import Ablation, Miss, Report, Signature, as_json, as_table
from models.evaluation.selection import Kept, Selection

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
    reliability={"together": [Bin(low=0.7, high=0.8, n_outcomes=4, mean_confidence=0.75, share_right=0.25)]},
    selection=Selection(
        speaker=(
            Kept(threshold=0.0, tally=Tally(gold=8, given=6, right=3)),
            Kept(threshold=0.95, tally=Tally(gold=8, given=1, right=1)),
        ),
        share_kept=33.333,
    ),
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
    assert as_json(REPORT)["calibration"]["together"] == {
        "expected_calibration_error": 0.5,
        "reliability": [{"low": 0.7, "high": 0.8, "n_outcomes": 4, "mean_confidence": 0.75, "share_right": 0.25}],
    }


def test_json_holds_the_faults_by_kind() -> None:
    assert as_json(REPORT)["faults"] == {"missed quotation": 12, "made up": 0}


def test_json_holds_what_is_kept_at_every_threshold() -> None:
    assert as_json(REPORT)["selection"] == {
        "speaker": [
            {"threshold": 0.0, "n_kept": 6, "precision": 50.0, "recall": 37.5},
            {"threshold": 0.95, "n_kept": 1, "precision": 100.0, "recall": 12.5},
        ],
        "share_kept_at_95_precision": 33.33,
    }


def test_json_report_is_plain_json() -> None:
    assert json.loads(json.dumps(as_json(REPORT))) == as_json(REPORT)


def test_table_reads_line_by_line() -> None:
    assert as_table(REPORT).split("\n") == [
        "relay                         66.7   [12.3, 98.8]",
        "",
        "confidence (together): expected calibration error 0.500",
        "  0.7-0.8      4 given  0.75 sure  0.25 right",
        "",
        "speaker where quotation and speaker are as sure as:",
        "  0.00      6 kept   50.0 precise   37.5 recalled",
        "  0.95      1 kept  100.0 precise   12.5 recalled",
        "share kept at 95 % precision: 33.3",
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


ABLATED = replace(
    REPORT,
    figures={"quoted.found": 80.0, "pieces": 70.0, "relay": 66.666666},
    ablations=[
        Ablation(part="some layers", figures={"quoted.found": 78.24, "pieces": 1.0, "relay": 66.666666}),
        Ablation(part="some counts", figures={"quoted.found": 80.0, "pieces": 1.0, "relay": 100.0}),
    ],
)


def test_json_holds_the_figures_without_each_part() -> None:
    assert as_json(ABLATED)["ablations"] == {
        "some layers": {"quoted.found": 78.24, "pieces": 1.0, "relay": 66.67},
        "some counts": {"quoted.found": 80.0, "pieces": 1.0, "relay": 100.0},
    }


def test_table_shows_what_is_lost_without_each_part() -> None:
    lines = as_table(ABLATED).split("\n")
    start = lines.index("a1\tmissed\t“Rain”\tAda Brook\tNone") + 2
    assert lines[start : start + 4] == [
        "  switched off                                      quoted.found  relay",
        "  some layers                                               -1.8   +0.0",
        "  some counts                                               +0.0  +33.3",
        "",
    ]


def test_table_of_other_figures_shows_them_all() -> None:
    report = replace(
        ABLATED, figures={"exact.cue": 50.0}, ablations=[Ablation(part="some layers", figures={"exact.cue": 40.0})]
    )
    assert "  some layers                                           -10.0" in as_table(report).split("\n")


def test_without_ablations_nothing_is_said_of_parts() -> None:
    assert as_json(REPORT)["ablations"] == {}
    assert "switched off" not in as_table(REPORT)
