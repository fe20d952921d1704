"""The drivers that measure speed: what they make of what they saw, and each as it is run, without a model."""

import subprocess
import sys
from pathlib import Path

import click
import pytest

from models.evaluation.benchmark.pairs import Pair
from models.records import Article
from tests.load import latency, scaling
from tests.load.capacity import Capacity
from tests.load.figures import speed_cells
from tests.load.server import ROOT, Ending
from tests.load.spacy import Race, SpacyFailed, started_spacy, times_over
from tests.load.traffic import KINDS, MIDDLE, Outcome

APP = "tests.fake_wsgi:build_paced()"
PLAN = latency.Plan(times=0.8, seconds=1.0, capacity_s=1.0, n_clients=1, mixed=False, seed=1)
SHORTLY = {
    "scaling": ["--workers", "1", "--clients", "1,2", "--seconds", "0.3", "--warm-up-s", "0.3"],
    "latency": ["--workers", "1", "--seconds", "0.3", "--capacity-s", "0.5", "--n-clients", "2"],
}
# What of spaCy the other side uses; it sleeps where spaCy would work.
FAKE_SPACY = """
from time import sleep

__version__ = "0"


class Language:
    pipe_names = ["tagger"]

    def pipe(self, texts, *, n_process, batch_size):
        for text in texts:
            sleep(0.01 / n_process)
            yield text


def load(name):
    return Language()
"""


def outcome(**changes) -> Outcome:
    """An article of 600 words that was answered in two seconds."""
    facts = {"kind": MIDDLE.name, "n_words": 600, "began_s": 0.0, "late_s": 0.0, "seconds": 2.0, "port": 1}
    return Outcome(**{**facts, "status": 200, **changes})


def run_of(**changes) -> latency.Run:
    """What was seen of one article in each part."""
    capacity = Capacity(outcomes=[outcome()], n_clients=1, mean_words=600.0)
    facts = {"plan": PLAN, "capacity": capacity, "alone": [outcome()], "loaded": [outcome(seconds=4.0)], "n_unsent": 0}
    return latency.Run(**{**facts, **changes})


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        pytest.param([], ["0", "0", "0", "-", "-"], id="nothing"),
        # 1 200 words in three seconds; the 99th percent of 2 and 3 seconds is 0.99 of the way
        pytest.param([outcome(), outcome(seconds=3.0)], ["2", "0", "400", "2.500", "2.990"], id="answered"),
        pytest.param([outcome(late_s=0.5)], ["1", "0", "300", "2.500", "2.500"], id="waited-to-be-sent"),
        pytest.param([outcome(), outcome(status=503, seconds=0.1)], ["2", "1", "300", "2.000", "2.000"], id="refused"),
    ],
)
def test_speed_is_that_of_the_accepted(outcomes: list[Outcome], expected: list[str]):
    assert speed_cells(outcomes) == expected


def test_cell_tells_its_largest_worker():
    cell = scaling.Cell(n_workers=2, n_clients=4, outcomes=[outcome()], worker_mb=[410.0, 420.4])

    assert cell.row() == ["2", "4", "1", "0", "300", "2.000", "2.000", "420"]


def test_counts_are_read_between_commas():
    assert scaling.CountsType().convert("1,2,16", None, None) == (1, 2, 16)


@pytest.mark.parametrize("written", ["", "1,", "0", "two", "1;2", "-1"])
def test_other_counts_are_refused(written: str):
    with pytest.raises(click.BadParameter):
        scaling.CountsType().convert(written, None, None)


def test_latency_is_told_of_each_part():
    lines = latency.report(run_of(), Ending(exit_code=0, seconds=1.0))

    # 600 words in two seconds are 0.5 articles a second, of which 0.8 are offered
    assert lines[1].startswith("offered   0.40 requests/s")
    assert [line.split()[-1] for line in lines[4:6]] == ["2.000", "4.000"]


def test_under_mixed_load_the_articles_of_600_words_alone_are_told_of():
    loaded = [outcome(seconds=4.0), outcome(kind=KINDS[0].name, seconds=0.1)]
    lines = latency.report(run_of(loaded=loaded), Ending(exit_code=0, seconds=1.0))

    assert lines[5].split()[-5:] == ["1", "0", "150", "4.000", "4.000"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, [], id="good"),
        pytest.param({"alone": [outcome(status=500)]}, ["1 × 600 words: status 500"], id="wrong-status"),
        pytest.param({"n_unsent": 3}, ["3 requests not sent, since too many were open"], id="unsent"),
    ],
)
def test_faults_of_latency_are_what_must_not_be(changes: dict, expected: list[str]):
    assert run_of(**changes).faults == expected


@pytest.mark.parametrize(("n_words", "expected"), [(100, 3), (300, 1), (299, 2), (5000, 1)])
def test_texts_are_gone_over_till_there_are_words_enough(n_words: int, expected: int):
    assert times_over(n_words, wanted=300) == expected


def test_race_tells_every_pair_and_the_medians():
    pairs = [Pair(first=900.0, second=600.0), Pair(first=1000.0, second=1000.0), Pair(first=1100.0, second=550.0)]

    rows = [line.split() for line in Race(n_processes=2, pairs=pairs).lines()[1:]]

    assert rows == [
        ["1", "900", "600", "1.500"],
        ["2", "1000", "1000", "1.000"],
        ["3", "1100", "550", "2.000"],
        ["median", "1000", "600", "1.500", "[1.000,", "2.000]"],
    ]


def test_other_side_tells_what_it_runs_and_times_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "spacy.py").write_text(FAKE_SPACY, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    articles = [Article(text="one two three"), Article(text="four")]
    with started_spacy(Path(sys.executable), articles, model="small", batch_size=16) as spacy:
        words_per_s = spacy.words_per_s(n_times=2, n_processes=2)

    assert spacy.about == {"version": "0", "model": "small", "components": ["tagger"]}
    # eight words, for which it sleeps four times 5 ms
    assert 0 < words_per_s < 400


def test_other_side_that_does_not_start_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "spacy.py").write_text("raise SystemExit(3)\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with (
        pytest.raises(SpacyFailed, match="exit code 3"),
        started_spacy(Path(sys.executable), [Article(text="one")], model="small", batch_size=16),
    ):
        pass


@pytest.mark.parametrize(
    ("driver", "rows"),
    [
        pytest.param("scaling", ["1 1 ", "1 2 "], id="scaling"),
        pytest.param("latency", ["alone ", "at 0.8 of the capacity "], id="latency"),
    ],
)
def test_driver_finds_no_fault_in_the_service(driver: str, rows: list[str], tmp_path: Path):
    command = [sys.executable, "-m", f"tests.load.{driver}", "--app", APP, "--log", str(tmp_path / "log")]
    done = subprocess.run(
        [*command, *SHORTLY[driver]], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )

    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    told = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert all(any(line.startswith(row) for line in told) for row in rows), done.stdout
