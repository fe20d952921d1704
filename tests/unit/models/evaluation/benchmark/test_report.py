"""Figures by name and as a table."""

from pathlib import Path

from models.evaluation.benchmark.comparing import Comparison
from models.evaluation.benchmark.configuration import Configuration
from models.evaluation.benchmark.measuring import Latency, Measurement
from models.evaluation.benchmark.pairs import Pair
from models.evaluation.benchmark.report import (
    figures_of,
    figures_of_comparison,
    figures_of_ratios,
    lines_of_ratios,
    stage_figures,
    table_of,
)
from models.evaluation.benchmark.worker import Ready
from tests.unit.models.evaluation.benchmark.stand_ins import runs_of, stages, throughput

MEASUREMENT = Measurement(
    configuration=Configuration(),
    ready=Ready(weights_sha256="f" * 64, memory_mib=40.0),
    start_up_s=1.234,
    rounds=[
        throughput(seconds=2.0, spent=stages(encode=0.3, decode=0.1)),
        throughput(seconds=1.0, spent=stages(encode=0.3, decode=0.1)),
        throughput(seconds=4.0, spent=stages(encode=0.3, decode=0.1)),
    ],
    latencies=[Latency(n_words=600, runs=runs_of(0.1, 0.2, 0.9))],
    encoder_gflops=20.0,
    machine_gflops=80.0,
)
COMPARISON = Comparison(
    configuration=Configuration(weights=Path("new")),
    against=Configuration(n_threads=2),
    pairs=[
        Pair(first=throughput(seconds=1.0), second=throughput(seconds=2.0)),
        Pair(first=throughput(seconds=1.0), second=throughput(seconds=4.0)),
        Pair(first=throughput(seconds=1.0), second=throughput(seconds=3.0)),
    ],
)


def test_figures_carry_their_units() -> None:
    assert figures_of(MEASUREMENT) == {
        # rounds of 100 words in 2, 1 and 4 seconds
        "words_per_s": 50.0,
        "words_per_s_least": 25.0,
        "words_per_s_most": 100.0,
        "words_per_cpu_s": 100.0,
        "outside_encoder_percent": 25.0,
        "start_up_s": 1.23,
        "memory_when_ready_mib": 40.0,
        "peak_memory_mib": 50.0,
        "encoder_gflops": 20.0,
        "fp32_peak_gflops": 80.0,
        "encoder_percent_of_fp32_peak": 25.0,
        "latency_600_words_ms": 200.0,
        "latency_600_words_p99_ms": None,
        "latency_600_words_runs": 3,
        "weights_sha256": "f" * 12,
    }


def test_stages_are_told_by_word_and_by_share() -> None:
    columns = stage_figures(MEASUREMENT)
    assert list(columns) == ["us_per_word", "percent", "percent_600_words"]
    # three rounds of 0.3 and 0.1 seconds for 300 words
    told = [(columns["us_per_word"][s], columns["percent"][s]) for s in ("encode", "decode", "json", "outside_encoder")]
    assert told == [(3000.0, 75.0), (1000.0, 25.0), (0.0, 0.0), (1000.0, 25.0)]
    assert columns["percent_600_words"]["encode"] == 100.0


def test_comparison_shows_both_with_the_ratio_of_the_first_to_the_second() -> None:
    columns = figures_of_comparison(COMPARISON)
    assert [(column["configuration"], column["words_per_s"]) for column in columns.values()] == [
        ("threads=1,processes=1,weights=new", 100.0),
        ("threads=2,processes=1", 33.3),
    ]
    assert figures_of_ratios(COMPARISON.ratios) == {"median": 3.0, "least": 2.0, "most": 4.0, "pairs": [2.0, 4.0, 3.0]}
    assert lines_of_ratios(COMPARISON) == [
        "words_per_s, first / second: 3.000 [2.000, 4.000]; pair by pair 2.000  4.000  3.000",
        "words_per_cpu_s, first / second: 1.000 [1.000, 1.000]",
    ]


def test_table_has_a_line_a_figure_and_a_dash_for_what_is_not_known() -> None:
    assert table_of({"one": {"speed": 10.5, "p99": None}, "another": {"speed": 9.0, "p99": 7.0}}) == [
        "        one  another",
        "speed  10.5      9.0",
        "p99       -      7.0",
    ]
