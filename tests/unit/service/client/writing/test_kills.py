"""However often a run dies, and wherever, the runs together settle every item exactly once, in order."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.client.outputs import open_output
from tests.unit.service.client.outcomes import make_outcome, mixed_outcomes
from tests.unit.service.client.writing.kills import settle, settle_and_die
from tests.unit.service.client.writing.reading_back import check_everything_is_there_once, lines_of

FORMS = ["out.jsonl", "out.jsonl.gz", "out.jsonl.zst", "out.parquet", "out/"]
OUTCOMES = mixed_outcomes(8)


@pytest.mark.parametrize(
    ("form", "stride"),
    # Tables are slow to make: some steps are tried here, and all over time by the runs below.
    [("out.jsonl", 1), ("out.jsonl.gz", 1), ("out.jsonl.zst", 3), ("out.parquet", 13), ("out/", 13)],
)
def test_a_run_that_dies_at_any_step_is_resumed(form: str, stride: int):
    n_steps, has_died = 0, True
    while has_died:
        with TemporaryDirectory() as base:
            whole = Path(base, "run")
            whole.mkdir()
            left = settle_and_die(whole, form, OUTCOMES, n_steps=n_steps)
            has_died = left != whole
            settle(left, form, OUTCOMES)
            check_everything_is_there_once(left, form, OUTCOMES)
        n_steps += stride

    assert n_steps > 40


@settings(max_examples=15)
@given(form=st.sampled_from(FORMS), deaths=st.lists(st.integers(0, 60), max_size=6), n_items=st.integers(0, 8))
def test_runs_that_die_again_and_again_end_up_the_same(form: str, deaths: list[int], n_items: int):
    outcomes = mixed_outcomes(n_items)
    with TemporaryDirectory() as base:
        folder = Path(base, "run")
        folder.mkdir()
        for n_steps in deaths:
            folder = settle_and_die(folder, form, outcomes, n_steps=n_steps)
        settle(folder, form, outcomes)
        if any(outcome.result and outcome.result["quotes"] and outcome.item.keeps_text for outcome in outcomes):
            check_everything_is_there_once(folder, form, outcomes)


WRITER = """
import sys
from service.client.outputs import Pace, open_output
from tests.unit.service.client.outcomes import make_outcome

output = open_output(sys.argv[1], identity={}, pace=Pace(every_items=20, every_s=3600))
for number in range(output.n_done, 100_000):
    output.write(make_outcome(number, fails=number % 10 == 9))
"""


def kill_writer_at(path: Path, *, n_journals: int) -> None:
    """A real process writes to the file, and is killed once the journal has been replaced so often."""
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], cwd=Path(__file__).parents[5])
    seen: set[bytes] = set()
    journal, until = path.with_name(path.name + ".journal"), monotonic() + 300
    while len(seen) < n_journals and writer.poll() is None and monotonic() < until:
        if journal.exists():
            seen.add(journal.read_bytes())
        sleep(0.001)
    writer.send_signal(signal.SIGKILL)
    assert writer.wait() == -signal.SIGKILL


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.gz"])
def test_killed_processes_leave_no_line_lost_or_doubled(tmp_path: Path, name: str):
    path = tmp_path / name
    for n_journals in (3, 9):
        kill_writer_at(path, n_journals=n_journals)

    with closing(open_output(str(path), identity={})) as output:
        n_items = output.n_done + 7
        for number in range(output.n_done, n_items):
            output.write(make_outcome(number, fails=number % 10 == 9))
        output.finish()

    assert output.n_done == n_items > 100
    assert [line["id"] for line in lines_of(path)] == [f"a{number}" for number in range(n_items) if number % 10 != 9]
    failures = lines_of(tmp_path / f"{name}.failures.jsonl")
    assert [line["number"] for line in failures] == list(range(9, n_items, 10))
    assert sorted(os.listdir(tmp_path)) == [name, f"{name}.failures.jsonl"]
