"""What is told of the rounds and the runs, and one measurement in processes of its own, without a model."""

import pytest

from models.evaluation.benchmark import measuring
from models.evaluation.benchmark.comparing import compare
from models.evaluation.benchmark.configuration import Configuration
from models.evaluation.benchmark.measuring import Latency, Plan, Throughput, measure
from models.evaluation.benchmark.worker import RoundPart
from models.records import Article
from tests.unit.models.evaluation.benchmark.stand_ins import open_fake, runs_of, stages, throughput
from tests.unit.models.evaluation.fakes import MODEL

ARTICLES = [Article(text="One two three."), Article(text="Four five.")]


def part(*, n_words: int, began_s: float, ended_s: float, peak_mib: float) -> RoundPart:
    """What a process did that was at work all the time, in its encoder."""
    return RoundPart(
        n_words=n_words,
        began_s=began_s,
        ended_s=ended_s,
        cpu_s=ended_s - began_s,
        stages=stages(encode=ended_s - began_s),
        peak_mib=peak_mib,
    )


def test_round_lasts_from_the_first_beginning_to_the_last_end() -> None:
    parts = [
        part(n_words=10, began_s=1.0, ended_s=4.0, peak_mib=70.0),
        part(n_words=20, began_s=2.0, ended_s=7.0, peak_mib=60.0),
    ]
    done = Throughput.of(parts)
    # 30 words in the seconds from 1 to 7, with 3 and 5 seconds of processor
    assert (done.words_per_s, done.words_per_cpu_s, done.peak_mib) == (5.0, 3.75, 70.0)
    assert done.stages == stages(encode=8.0)


def test_what_is_too_quick_to_time_has_no_speed() -> None:
    done = throughput(seconds=0.0, cpu_s=0.0)
    assert (done.words_per_s, done.words_per_cpu_s) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("seconds", "median_s", "p99_s"),
    [
        pytest.param([1.0, 5.0, 2.0], 2.0, None, id="too-few-for-a-hundredth"),
        # 101 runs of 0 to 100 seconds: the 99th percent lies at the 99th second
        pytest.param([float(n) for n in range(101)], 50.0, 99.0, id="enough"),
    ],
)
def test_hundredth_is_told_only_of_a_hundred_runs(seconds: list[float], median_s: float, p99_s: float | None) -> None:
    latency = Latency(n_words=100, runs=runs_of(*seconds))
    assert (latency.median_s, latency.p99_s) == (median_s, p99_s)


def test_stages_of_a_latency_are_those_of_a_mean_run() -> None:
    assert Latency(n_words=100, runs=runs_of(1.0, 2.0, 6.0)).stages == stages(encode=3.0)


def test_measurement_tells_everything_of_a_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "peak_gflops", lambda *, n_threads, n_processes: 10.0 * n_threads * n_processes)
    monkeypatch.setattr(measuring, "encoder_operations", lambda _articles, _weights: 1000)
    configuration = Configuration(n_processes=2)
    measured = measure(configuration, ARTICLES, Plan(n_repeats=2, n_times=3, latency_s=0.001), opener=open_fake)
    assert measured.configuration == configuration
    assert [done.n_words for done in measured.rounds] == [15, 15]
    assert [latency.n_words for latency in measured.latencies] == [100, 600, 3000]
    assert (measured.ready.weights_sha256, measured.machine_gflops) == (MODEL.weights_sha256, 20.0)
    assert measured.start_up_s > 0
    assert measured.encoder_gflops > 0


def test_comparison_pairs_the_rounds_of_both() -> None:
    plan = Plan(n_repeats=2)
    comparison = compare(Configuration(), Configuration(n_threads=2), ARTICLES, plan, opener=open_fake)
    assert [(pair.first.n_words, pair.second.n_words) for pair in comparison.pairs] == [(5, 5), (5, 5)]
    assert len(comparison.ratios.values) == 2
