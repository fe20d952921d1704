"""A part is settled once, however often it is begun, and only by the run that it belongs to."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from service.client.cluster.places import Place
from service.client.cluster.store import Counts, Store
from service.client.in_process import LocalModel, read_options
from service.client.items import Item, Outcome
from service.client.outputs import OutputFault
from service.client.rows import SCHEMA
from tests.fakes import FakePipeline

PART = "part-000000-000000"
IDENTITY = {"input": {"files": 1}, "options": {"types": ["direct"]}}
MODEL = LocalModel(pipeline=FakePipeline(), options=read_options({}), max_article_chars=99)
TWO = MODEL.outcome(Item(number=0, article={"id": "a1", "text": "“We sail,” said Mira. “At dawn,” said Jon."}))
NONE = MODEL.outcome(Item(number=1, article={"id": "a2", "text": "Nobody spoke."}))
PROBLEM = {"title": "Unreadable article", "status": None, "detail": "Line 3 is not JSON."}
BAD = Outcome(item=Item(number=2, article={"id": "line-3"}), problem=PROBLEM)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(rows=Place.of(str(tmp_path / "quotes")), failures=Place.of(str(tmp_path / "failures")))
    store.begin(IDENTITY, force=False)
    return store


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_part_is_a_table_of_rows_and_a_file_of_failures(store: Store, tmp_path: Path):
    counts = store.settle(PART, [TWO, NONE, BAD])
    table = pq.read_table(tmp_path / "quotes" / f"{PART}.parquet")
    [failure] = (tmp_path / "failures" / f"{PART}.failures.jsonl").read_text().splitlines()

    assert counts == Counts(n_articles=3, n_quotations=2, n_failures=1)
    assert table.schema.equals(SCHEMA)
    assert [(row["article_id"], row["quote_id"]) for row in table.to_pylist()] == [("a1", "q1"), ("a1", "q2")]
    assert json.loads(failure) == {"number": 2, "id": "line-3", "error": PROBLEM}


def test_part_that_is_settled_again_is_the_same_to_the_byte(store: Store, tmp_path: Path):
    store.settle(PART, [TWO, BAD])
    first = (tmp_path / "quotes" / f"{PART}.parquet").read_bytes()
    store.settle(PART, [TWO, BAD])

    assert (tmp_path / "quotes" / f"{PART}.parquet").read_bytes() == first
    assert names(tmp_path / "quotes") == ["_journal.json", f"{PART}.parquet"]


def test_failure_of_an_earlier_try_does_not_stay(store: Store, tmp_path: Path):
    store.settle(PART, [BAD])
    store.settle(PART, [NONE])
    assert names(tmp_path / "failures") == []


def test_part_without_quotations_is_settled_too(store: Store):
    store.settle(PART, [NONE])
    assert store.begin(IDENTITY, force=False) == {PART}


@pytest.mark.parametrize(
    ("other", "name"),
    [
        pytest.param({**IDENTITY, "input": {"files": 2}}, "input", id="input"),
        pytest.param({**IDENTITY, "options": {}}, "options", id="options"),
        pytest.param({**IDENTITY, "part_articles": 9}, "part_articles", id="size of parts"),
    ],
)
def test_other_run_is_refused_and_nothing_changes(store: Store, tmp_path: Path, other: dict, name: str):
    store.settle(PART, [TWO])
    with pytest.raises(OutputFault, match=f"differs in: {name};"):
        store.begin(other, force=False)
    assert names(tmp_path / "quotes") == ["_journal.json", f"{PART}.parquet"]


def test_other_run_begins_anew_by_force(store: Store, tmp_path: Path):
    store.settle(PART, [TWO, BAD])
    store.finish(IDENTITY)

    assert store.begin({"input": {}}, force=True) == frozenset()
    assert not store.is_finished
    assert (names(tmp_path / "quotes"), names(tmp_path / "failures")) == (["_journal.json"], [])


def test_foreign_tables_are_refused(store: Store, tmp_path: Path):
    store.settle(PART, [TWO])
    (tmp_path / "quotes" / "_journal.json").unlink()
    with pytest.raises(OutputFault, match="of another run"):
        store.begin(IDENTITY, force=False)


def test_journal_that_is_none_is_refused(store: Store, tmp_path: Path):
    (tmp_path / "quotes" / "_journal.json").write_text("{")
    with pytest.raises(OutputFault, match="cannot be understood"):
        store.begin(IDENTITY, force=False)


def test_half_written_files_of_lost_machines_are_no_parts_and_go_at_the_end(store: Store, tmp_path: Path):
    (tmp_path / "quotes" / f"{PART}.parquet.0f.new").write_bytes(b"PAR1")

    assert store.begin(IDENTITY, force=False) == frozenset()
    store.finish(IDENTITY)
    assert names(tmp_path / "quotes") == ["_journal.json"]


def test_run_that_has_ended_stays_so(store: Store):
    store.finish(IDENTITY)
    store.begin(IDENTITY, force=False)
    assert store.is_finished
