import json
import resource
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from service.client.items import Item, Outcome
from service.client.outputs import OutputFault, Pace, open_output
from service.client.rows import SCHEMA
from service.client.writing.pace import Timer
from tests.unit.service.client.outcomes import PROBLEM, make_outcome, make_result, mixed_outcomes, write_all
from tests.unit.service.client.writing.reading_back import (
    check_everything_is_there_once,
    lines_of,
    rows_of_table,
)

FORMS = ["out.jsonl", "out.jsonl.gz", "out.jsonl.zst", "out.parquet", "out/"]
IDENTITY = {"input": {"name": "in.jsonl"}, "options": {"types": ["direct"]}}


def leave_unfinished(target: str, outcomes: list[Outcome], **options: Any) -> None:
    with closing(open_output(target, identity=IDENTITY, **options)) as output:
        for outcome in outcomes:
            output.write(outcome)
        output.checkpoint()


@pytest.mark.parametrize("form", FORMS)
def test_every_form_holds_results_and_failures_in_order(tmp_path: Path, form: str):
    outcomes = mixed_outcomes(30)

    write_all(open_output(f"{tmp_path}/{form}", identity=IDENTITY), outcomes)

    check_everything_is_there_once(tmp_path, form, outcomes)


def test_a_line_is_the_result_with_what_was_told_of_its_article(tmp_path: Path):
    article = {"id": "a0", "text": "Hidden.", "title": "T", "outlet": "The Hill Post", "published_at": "2026-03-02"}
    result = make_result("a0", n_quotes=1)
    kept = Outcome(item=Item(number=1, article={"id": "a1", "text": "“Kept.”"}, keeps_text=True), result=result)

    write_all(
        open_output(f"{tmp_path}/out.jsonl", identity={}),
        [Outcome(item=Item(number=0, article=article), result=result), kept],
    )

    first, second = lines_of(tmp_path / "out.jsonl")
    assert first == {
        **result,
        "article": {"title": "T", "published_at": "2026-03-02", "outlet": "The Hill Post"},
    }
    assert second["article"] == {"text": "“Kept.”"}


def test_a_failure_is_told_with_its_place_and_id(tmp_path: Path):
    write_all(open_output(f"{tmp_path}/out.jsonl", identity={}), [make_outcome(0, fails=True)])

    assert lines_of(tmp_path / "out.jsonl.failures.jsonl") == [{"number": 0, "id": "a0", "error": PROBLEM}]


def test_characters_without_utf8_become_escapes(tmp_path: Path):
    problem = {**PROBLEM, "detail": "a\ud800“"}

    write_all(
        open_output(f"{tmp_path}/out.jsonl", identity={}),
        [Outcome(item=Item(number=0, article={"id": "a0"}), problem=problem)],
    )

    assert lines_of(tmp_path / "out.jsonl.failures.jsonl")[0]["error"] == problem


def test_a_table_has_the_columns_of_the_schema(tmp_path: Path):
    write_all(open_output(f"{tmp_path}/out.parquet", identity={}), [make_outcome(0)])

    assert pq.read_schema(tmp_path / "out.parquet").equals(SCHEMA)
    [row] = rows_of_table(tmp_path / "out.parquet")
    assert (row["article_id"], row["url"], row["n_words"]) == ("a0", "https://hill.example/0", 5)


@pytest.mark.parametrize("form", FORMS)
def test_an_output_of_no_items_can_be_read(tmp_path: Path, form: str):
    write_all(open_output(f"{tmp_path}/{form}", identity={}), [])

    assert (lines_of if "jsonl" in form else rows_of_table)(tmp_path / form) == []


@pytest.mark.parametrize("form", FORMS)
def test_work_goes_on_after_what_was_settled(tmp_path: Path, form: str):
    target, outcomes = f"{tmp_path}/{form}", mixed_outcomes(12)
    leave_unfinished(target, outcomes[:5])
    output = open_output(target, identity=IDENTITY)
    n_done = output.n_done

    write_all(output, outcomes)

    assert n_done == 5
    check_everything_is_there_once(tmp_path, form, outcomes)


def test_what_is_written_becomes_durable_by_count(tmp_path: Path):
    with closing(open_output(f"{tmp_path}/out.jsonl", identity={}, pace=Pace(every_items=3, every_s=3600))) as output:
        settled = []
        for number in range(7):
            output.write(make_outcome(number))
            settled.append(output.n_done)

    assert settled == [0, 0, 3, 3, 3, 6, 6]


def test_what_is_written_becomes_durable_by_time():
    times = iter([0.0, 4.0, 5.0, 5.0, 9.9])
    timer = Timer(Pace(every_items=1000, every_s=5.0), clock=lambda: next(times))

    due = [timer.count(), timer.count()]
    timer.start_over()

    assert [*due, timer.count()] == [False, True, False]


@pytest.mark.parametrize("form", FORMS)
def test_a_finished_output_is_written_over_by_force_only(tmp_path: Path, form: str):
    target = f"{tmp_path}/{form}"
    write_all(open_output(target, identity=IDENTITY), mixed_outcomes(9))

    with pytest.raises(OutputFault, match=r"is there already; with --force it is written over\.$"):
        open_output(target, identity=IDENTITY)
    write_all(open_output(target, identity=IDENTITY, force=True), mixed_outcomes(6))

    check_everything_is_there_once(tmp_path, form, mixed_outcomes(6))


def test_force_begins_unfinished_work_anew(tmp_path: Path):
    leave_unfinished(f"{tmp_path}/out.jsonl", mixed_outcomes(5))

    with closing(open_output(f"{tmp_path}/out.jsonl", identity={}, force=True)) as output:
        assert output.n_done == 0
    assert (tmp_path / "out.jsonl").read_bytes() == b""


@pytest.mark.parametrize(
    ("identity", "failures", "named"),
    [
        pytest.param({**IDENTITY, "input": {"name": "other.jsonl"}}, None, "input", id="another input"),
        pytest.param({"input": IDENTITY["input"]}, None, "options", id="other options"),
        pytest.param(IDENTITY, "failed.jsonl", "failures", id="another file for failures"),
    ],
)
def test_work_of_another_command_is_not_gone_on_with(
    tmp_path: Path, identity: dict[str, Any], failures: str | None, named: str
):
    leave_unfinished(f"{tmp_path}/out.jsonl", mixed_outcomes(5))

    with pytest.raises(OutputFault, match=rf"is of another run, which differs in: {named}; with --force"):
        open_output(f"{tmp_path}/out.jsonl", identity=identity, failures=failures and f"{tmp_path}/{failures}")


def test_a_second_client_on_the_same_output_is_refused(tmp_path: Path):
    with closing(open_output(f"{tmp_path}/out.jsonl", identity={})):
        for force in (False, True):
            with pytest.raises(OutputFault, match=r"Another client is writing to this output"):
                open_output(f"{tmp_path}/out.jsonl", identity={}, force=force)

    open_output(f"{tmp_path}/out.jsonl", identity={}).close()


def shorten(folder: Path) -> None:
    (folder / "out.jsonl").write_bytes(b"")


def spoil_journal(folder: Path) -> None:
    (folder / "out.jsonl.journal").write_text("{}")


def age_journal(folder: Path) -> None:
    journal = folder / "out.jsonl.journal"
    journal.write_text(json.dumps({**json.loads(journal.read_text()), "form": 0}))


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        pytest.param(shorten, "is shorter than its journal says", id="a file was cut"),
        pytest.param(spoil_journal, "cannot be understood", id="the journal was edited"),
        pytest.param(age_journal, "cannot be understood", id="the journal is of another form"),
    ],
)
def test_files_that_were_meddled_with_are_not_gone_on_with(tmp_path: Path, spoil: Any, sentence: str):
    leave_unfinished(f"{tmp_path}/out.jsonl", mixed_outcomes(5))
    spoil(tmp_path)

    with pytest.raises(OutputFault, match=sentence):
        open_output(f"{tmp_path}/out.jsonl", identity=IDENTITY)


@pytest.mark.parametrize(
    ("target", "failures", "sentence"),
    [
        pytest.param("out.doc", None, "does not tell its form", id="unknown ending"),
        pytest.param("no/out.jsonl", None, "There is no folder", id="no folder"),
        pytest.param("out.jsonl", "no/f.jsonl", "There is no folder", id="no folder for failures"),
        pytest.param("out.jsonl", "out.jsonl", "cannot go to one file", id="one file for both"),
    ],
)
def test_a_place_that_cannot_be_written_to_is_refused(tmp_path: Path, target: str, failures: str | None, sentence: str):
    with pytest.raises(OutputFault, match=sentence):
        open_output(f"{tmp_path}/{target}", identity={}, failures=failures and f"{tmp_path}/{failures}")
    assert list(tmp_path.iterdir()) == []


def test_an_outcome_out_of_turn_is_not_taken(tmp_path: Path):
    output = open_output(f"{tmp_path}/out.jsonl", identity={})
    with closing(output), pytest.raises(ValueError, match="item 1 is out of turn after 0"):
        output.write(make_outcome(1))


@contextmanager
def small_disk(n_bytes: int) -> Iterator[None]:
    """The system refuses to let any file grow beyond this."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("form", FORMS)
def test_work_goes_on_once_a_full_disk_has_room(tmp_path: Path, form: str):
    target, pace = f"{tmp_path}/{form}", Pace(every_items=20, every_s=3600)
    outcomes = [make_outcome(number, n_quotes=20 + number) for number in range(100)]

    output = open_output(target, identity={}, pace=pace)
    with closing(output), small_disk(2000), pytest.raises(OutputFault, match=r"cannot be written \(File too large\)"):
        write_all(output, outcomes)
    with pytest.raises(OutputFault, match="An earlier fault stopped this output"):
        output.checkpoint()
    write_all(open_output(target, identity={}, pace=pace), outcomes)

    done = rows_of_table(tmp_path / form) if "jsonl" not in form else lines_of(tmp_path / form)
    assert [row.get("article_id", row.get("id")) for row in done] == [
        outcome.item.article["id"]
        for outcome in outcomes
        for _ in range(1 if "jsonl" in form else 20 + outcome.item.number)
    ]


@pytest.mark.parametrize(("form", "most_bytes"), [("out.jsonl.zst", 2_000_000), ("out/", 10_000_000)])
def test_many_items_take_no_more_memory_than_some(tmp_path: Path, form: str, most_bytes: int):
    target, pace = f"{tmp_path}/{form}", Pace(every_items=500, every_s=3600)
    outcome = make_outcome(0, n_quotes=10)
    tracemalloc.start()
    try:
        with closing(open_output(target, identity={}, pace=pace)) as output:
            for number in range(2000):  # lines of 6 MB, rows of 25 MB
                output.write(Outcome(item=Item(number=number, article=outcome.item.article), result=outcome.result))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < most_bytes


def test_reading_and_writing_lines_loads_neither_the_model_nor_the_web_nor_tables(tmp_path: Path):
    (tmp_path / "in.jsonl").write_text('{"text": "a"}\n')
    program = (
        "import sys; from service.client import inputs, outputs\n"
        f"list(inputs.open_input('{tmp_path}/in.jsonl')); outputs.open_output('{tmp_path}/out.jsonl', identity={{}})\n"
        "print([name for name in ('models', 'flask', 'torch', 'pyarrow', 'trafilatura') if name in sys.modules])"
    )

    told = subprocess.run(
        [sys.executable, "-c", program], cwd=Path(__file__).parents[4], capture_output=True, text=True, check=True
    )

    assert told.stdout == "[]\n"
