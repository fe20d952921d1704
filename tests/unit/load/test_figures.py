"""The figures of a run, on values of which they can be told by hand."""

import math

import pytest

from tests.load.figures import MemorySample, complaints, percentiles, slope_per_hour, table_of_kinds, words_per_s
from tests.load.traffic import Outcome


def outcome(**changes) -> Outcome:
    facts = {"kind": "100 words", "n_words": 100, "began_s": 0.0, "late_s": 0.0, "seconds": 1.0, "port": 1}
    return Outcome(**{**facts, "status": 200, **changes})


def memory(*megabytes: float, every_s: float = 900.0) -> list[MemorySample]:
    return [MemorySample(at_s=number * every_s, megabytes=value) for number, value in enumerate(megabytes)]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param([7.0], [7.0, 7.0, 7.0], id="one value is all of them"),
        pytest.param([3.0, 1.0, 2.0], [2.0, 2.9, 3.0], id="between neighbours by a straight line"),
        pytest.param([float(n) for n in range(101)], [50.0, 95.0, 100.0], id="one value a percent"),
    ],
)
def test_percentiles(values: list[float], expected: list[float]):
    assert percentiles(values, [50, 95, 100]) == pytest.approx(expected)


def test_no_values_have_no_percentiles():
    assert all(math.isnan(value) for value in percentiles([]))


@pytest.mark.parametrize(
    ("samples", "expected"),
    [
        # samples a quarter of an hour apart; the middle of five is the first of the second half
        pytest.param(memory(100, 200, 300, 300, 300), 0.0, id="growth at the start does not count"),
        pytest.param(memory(100, 100, 100, 101, 102), 4.0, id="a megabyte a quarter of an hour"),
        pytest.param(memory(100, 100, 103, 101, 102), -2.0, id="least squares through 103, 101, 102"),
    ],
)
def test_slope_is_that_of_the_second_half(samples: list[MemorySample], expected: float):
    assert slope_per_hour(samples) == pytest.approx(expected)


@pytest.mark.parametrize("samples", [[], memory(100), memory(100, 101)], ids=["none", "one", "two"])
def test_too_few_samples_have_no_slope(samples: list[MemorySample]):
    assert math.isnan(slope_per_hour(samples))


def test_words_of_the_accepted_alone_count_for_the_speed():
    outcomes = [outcome(began_s=10.0, seconds=2.0), outcome(began_s=11.0, seconds=4.0, status=503)]

    # 100 words from second 10 to second 15
    assert words_per_s(outcomes) == 20.0


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, [], id="right answer"),
        pytest.param({"status": 503, "retry_after": True}, [], id="right refusal"),
        pytest.param({"status": 503}, ["1 × 100 words: 503 without Retry-After"], id="refusal without a time"),
        pytest.param({"status": 500}, ["1 × 100 words: status 500"], id="other status"),
        pytest.param({"status": None, "error": "ReadError"}, ["1 × 100 words: ReadError"], id="no answer"),
        pytest.param({"fault": "7 entries"}, ["1 × 100 words: 7 entries"], id="answer with an entry too few"),
    ],
)
def test_complaints_name_what_should_not_have_been(changes: dict, expected: list[str]):
    assert complaints([outcome(**changes)]) == expected


def test_table_counts_each_kind_by_what_became_of_it():
    outcomes = [outcome(seconds=1.0), outcome(seconds=3.0), outcome(status=503, seconds=0.001), outcome(status=None)]

    header, row, all_of_them = table_of_kinds(outcomes)

    assert header.split() == ["kind", "sent", "200", "503", "else", "p50", "p95", "p99", "max"]
    assert row.split() == ["100", "words", "4", "2", "1", "1", "2.000", "2.900", "2.980", "3.000"]
    assert all_of_them.split()[1:5] == ["4", "2", "1", "1"]
