"""Measurements and comparisons as named figures, each with its unit in its name, and those as tables."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from models.evaluation.benchmark.articles import count_words
from models.evaluation.benchmark.comparing import Comparison
from models.evaluation.benchmark.hardware import processor
from models.evaluation.benchmark.measuring import Latency, Measurement, Plan, Throughput
from models.evaluation.benchmark.pairs import Ratios
from models.evaluation.benchmark.stages import StageSeconds, sum_seconds
from models.records import Article

Figures = Mapping[str, float | str | None]

_HASH_DIGITS = 12


def circumstances(articles: Sequence[Article], plan: Plan) -> dict[str, Any]:
    """On what was measured, and for how long."""
    return {
        "processor": processor(),
        "n_articles": len(articles),
        "n_words": sum(count_words(article.text) for article in articles),
        **asdict(plan),
    }


def figures_of(measurement: Measurement) -> dict[str, float | str | None]:
    """What is told of a configuration in one number each; None for what too few runs cannot tell."""
    return {
        **_throughput(measurement.rounds),
        "start_up_s": round(measurement.start_up_s, 2),
        "memory_when_ready_mib": round(measurement.ready.memory_mib, 1),
        "peak_memory_mib": round(measurement.rounds[-1].peak_mib, 1),
        "encoder_gflops": round(measurement.encoder_gflops, 1),
        "fp32_peak_gflops": round(measurement.machine_gflops, 1),
        "encoder_percent_of_fp32_peak": round(100 * measurement.encoder_gflops / measurement.machine_gflops, 1),
        **{name: value for latency in measurement.latencies for name, value in _latency(latency).items()},
        "weights_sha256": measurement.ready.weights_sha256[:_HASH_DIGITS],
    }


def stage_figures(measurement: Measurement) -> dict[str, Figures]:
    """By stage: microseconds a word in the rounds, and percent of the time in the rounds and for each length."""
    return {
        "us_per_word": _us_per_word(measurement.rounds),
        "percent": _percent(sum_seconds(done.stages for done in measurement.rounds)),
        **{f"percent_{latency.n_words}_words": _percent(latency.stages) for latency in measurement.latencies},
    }


def figures_of_comparison(comparison: Comparison) -> dict[str, Figures]:
    """Both configurations alike, each with what it is written as."""
    both = {
        "first": (comparison.configuration, [pair.first for pair in comparison.pairs]),
        "second": (comparison.against, [pair.second for pair in comparison.pairs]),
    }
    return {side: _side(str(configuration), rounds) for side, (configuration, rounds) in both.items()}


def figures_of_ratios(ratios: Ratios) -> dict[str, Any]:
    """The ratio of each pair, their median, and what they lie between."""
    return {
        "median": round(ratios.median, 3),
        "least": round(min(ratios.values), 3),
        "most": round(max(ratios.values), 3),
        "pairs": [round(value, 3) for value in ratios.values],
    }


def lines_of_ratios(comparison: Comparison) -> list[str]:
    """First by second, the medians and every pair."""
    pairs = "  ".join(f"{value:.3f}" for value in comparison.ratios.values)
    return [
        f"words_per_s, first / second: {comparison.ratios}; pair by pair {pairs}",
        f"words_per_cpu_s, first / second: {comparison.cpu_ratios}",
    ]


def table_of(columns: Mapping[str, Figures]) -> list[str]:
    """A figure a line, a column for each title; all columns hold the same figures."""
    titles = list(columns)
    rows = [["", *titles], *([name, *(_cell(columns[t][name]) for t in titles)] for name in columns[titles[0]])]
    widths = [max(len(row[number]) for row in rows) for number in range(len(rows[0]))]
    return ["  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows]


def _side(configuration: str, rounds: Sequence[Throughput]) -> Figures:
    by_stage = {f"{stage}_us_per_word": value for stage, value in _us_per_word(rounds).items()}
    return {"configuration": configuration, **_throughput(rounds), **by_stage}


def _throughput(rounds: Sequence[Throughput]) -> Figures:
    """Medians of the rounds, and what they lie between."""
    stages = sum_seconds(done.stages for done in rounds)
    return {
        "words_per_s": round(statistics.median(done.words_per_s for done in rounds), 1),
        "words_per_s_least": round(min(done.words_per_s for done in rounds), 1),
        "words_per_s_most": round(max(done.words_per_s for done in rounds), 1),
        "words_per_cpu_s": round(statistics.median(done.words_per_cpu_s for done in rounds), 1),
        "outside_encoder_percent": round(stages.percent_outside_encoder, 1),
    }


def _us_per_word(rounds: Sequence[Throughput]) -> Figures:
    stages, n_words = sum_seconds(done.stages for done in rounds), sum(done.n_words for done in rounds)
    outside = stages.total * stages.percent_outside_encoder / 100
    spent = {**stages.by_stage, "outside_encoder": outside}
    return {stage: round(1e6 * seconds / n_words, 1) for stage, seconds in spent.items()}


def _percent(stages: StageSeconds) -> Figures:
    shares = {**stages.percent, "outside_encoder": stages.percent_outside_encoder}
    return {stage: round(share, 1) for stage, share in shares.items()}


def _latency(latency: Latency) -> Figures:
    name = f"latency_{latency.n_words}_words"
    return {
        f"{name}_ms": round(1000 * latency.median_s, 1),
        f"{name}_p99_ms": None if latency.p99_s is None else round(1000 * latency.p99_s, 1),
        f"{name}_runs": len(latency.runs),
    }


def _cell(value: float | str | None) -> str:
    return "-" if value is None else str(value)
