"""A cluster reads the files of an archive as a run without one does."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from service.client.cluster.places import Place
from service.client.cluster.reading import archive_files, read_file
from service.client.inputs import InputFault, open_input
from service.client.items import Item

ARTICLES = [{"id": "a1", "text": "We sail."}, {"text": "At dawn.", "published_at": "2024-05-01", "author": "Mira"}]
LINES = "\n".join([json.dumps(ARTICLES[0]), "", "no JSON", json.dumps(ARTICLES[1]), '{"id": "a4"}']).encode()


def write_parquet(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    pq.write_table(pa.Table.from_pylist([{"id": None, **article} for article in ARTICLES]), path)


def read_archive(path: Path) -> list[Item]:
    archive = Place.of(str(path))
    return [item for name in archive_files(archive) for item in read_file(archive, name)]


def ids(items: list[Item]) -> list[str]:
    return [item.article["id"] for item in items]


PACKED: dict[str, Callable[[bytes], bytes]] = {
    "a.jsonl": bytes,
    "a.NDJSON": bytes,
    "a.jsonl.gz": gzip.compress,
    "a.jsonl.zst": zstandard.compress,
}


@pytest.mark.parametrize("name", PACKED)
def test_lines_are_read_as_without_a_cluster(tmp_path: Path, name: str):
    (tmp_path / name).write_bytes(PACKED[name](LINES))
    items = read_archive(tmp_path / name)

    assert items == list(open_input(str(tmp_path / name)))
    assert ids(items) == ["a1", "line-3", "line-4", "a4"]
    assert [item.problem is None for item in items] == [True, False, True, False]


def test_table_is_read_as_without_a_cluster(tmp_path: Path):
    write_parquet(tmp_path / "a.parquet")
    items = read_archive(tmp_path / "a.parquet")

    assert items == list(open_input(str(tmp_path / "a.parquet")))
    assert ids(items) == ["a1", "row-2"]


def test_articles_of_a_folder_of_tables_have_the_ids_that_they_have_without_a_cluster(tmp_path: Path):
    for name in ("a.parquet", "b.parquet", "more/c.parquet"):
        write_parquet(tmp_path / name)
    items = read_archive(tmp_path)

    assert ids(items) == ids(list(open_input(str(tmp_path), kind="parquet")))
    assert ids(items)[-2:] == ["a1", "more/c.parquet:row-2"]


def test_folder_may_hold_files_of_both_kinds_and_others(tmp_path: Path):
    write_parquet(tmp_path / "b.parquet")
    (tmp_path / "a.jsonl").write_bytes(LINES)
    (tmp_path / "_SUCCESS").touch()

    assert list(archive_files(Place.of(str(tmp_path)))) == ["a.jsonl", "b.parquet"]
    assert ids(read_archive(tmp_path)) == ["a1", "a.jsonl:line-3", "a.jsonl:line-4", "a4", "a1", "b.parquet:row-2"]


DAMAGED: dict[str, Any] = {
    "b.jsonl.gz": gzip.compress(LINES)[:-9],
    "b.jsonl.zst": b"no zstd",
    "b.parquet": b"PAR1 and no more",
}


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_file_is_a_failure_and_the_next_one_is_read(tmp_path: Path, name: str):
    (tmp_path / name).write_bytes(DAMAGED[name])
    (tmp_path / "c.jsonl").write_bytes(LINES)
    items = read_archive(tmp_path)
    [damage] = [item for item in items if item.article["id"] == f"{name}:end"]

    assert damage.problem is not None
    assert damage.problem["detail"].startswith("The file cannot be read to its end")
    assert ids(items)[-4:] == ["a1", "c.jsonl:line-3", "c.jsonl:line-4", "a4"]


@pytest.mark.parametrize("name", ["nowhere", "nowhere.jsonl", "empty", "notes.txt"])
def test_nothing_to_read_is_refused(tmp_path: Path, name: str):
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").touch()
    with pytest.raises(InputFault, match=name):
        archive_files(Place.of(str(tmp_path / name)))
