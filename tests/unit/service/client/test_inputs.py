import csv
import gzip
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from service.client.inputs import InputFault, count_items, fingerprint, open_input
from service.client.items import Item
from service.client.writing.lines import encode_line

ARTICLES = [
    {
        "id": "a1",
        "text": "“Wait,” she said.\r\nNobody did.",
        "title": "A wait",
        "url": "https://hill.example/1",
        "outlet": "The Hill Post",
        "published_at": "2026-03-02",
    },
    {"id": "a2", "text": 'Comma, "marks"\nand\u2028a separator, \x00, Ü.'},
    {"id": "a3", "text": "long " * 50_000},
]
FIELDS = list(ARTICLES[0])


def as_json_lines(articles: list[dict[str, Any]]) -> bytes:
    return b"".join(encode_line(article) for article in articles)


def as_csv(articles: list[dict[str, Any]]) -> bytes:
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, FIELDS)
    writer.writeheader()
    writer.writerows(articles)
    return written.getvalue().encode()


def as_parquet(articles: list[dict[str, Any]]) -> bytes:
    table = pa.Table.from_pylist([{name: article.get(name) for name in FIELDS} for article in articles])
    written = io.BytesIO()
    pq.write_table(table, written, row_group_size=1)
    return written.getvalue()


def with_mark(written: bytes) -> bytes:
    return b"\xef\xbb\xbf" + written


FILES: list[Any] = [
    pytest.param("in.jsonl", as_json_lines(ARTICLES), id="json lines"),
    pytest.param("in.jsonl", with_mark(as_json_lines(ARTICLES)), id="json lines with a byte order mark"),
    pytest.param("in.NDJSON", b"\n \r\n" + as_json_lines(ARTICLES) + b"\n", id="blank lines"),
    pytest.param("in.jsonl", as_json_lines(ARTICLES).removesuffix(b"\n"), id="no last line break"),
    pytest.param("in.jsonl.gz", gzip.compress(as_json_lines(ARTICLES)), id="gzip"),
    pytest.param(
        "in.jsonl.gz",
        b"".join(gzip.compress(as_json_lines([article])) for article in ARTICLES),
        id="gzip of several members",
    ),
    pytest.param("in.jsonl.zst", zstandard.compress(as_json_lines(ARTICLES)), id="zstd"),
    pytest.param(
        "in.jsonl.zst",
        b"".join(zstandard.compress(as_json_lines([article])) for article in ARTICLES),
        id="zstd of several frames",
    ),
    pytest.param("in.jsonl", gzip.compress(as_json_lines(ARTICLES)), id="gzip that the name does not tell"),
    pytest.param("in.csv", as_csv(ARTICLES), id="csv"),
    pytest.param("in.csv", with_mark(as_csv(ARTICLES)), id="csv with a byte order mark"),
    pytest.param("in.csv.gz", gzip.compress(as_csv(ARTICLES)), id="csv in gzip"),
    pytest.param("in.parquet", as_parquet(ARTICLES), id="parquet"),
]


@pytest.mark.parametrize(("name", "written"), FILES)
@pytest.mark.parametrize("start", [0, 2, 3], ids=["from the first", "from the third", "from the end"])
def test_articles_are_read_in_order_from_any_of_them_on(tmp_path: Path, name: str, written: bytes, start: int):
    (tmp_path / name).write_bytes(written)

    items = list(open_input(str(tmp_path / name), start=start))

    assert [item.article for item in items] == ARTICLES[start:]
    assert [item.number for item in items] == list(range(start, 3))
    assert not any(item.problem or item.keeps_text for item in items)


@pytest.mark.parametrize(("name", "written"), FILES)
def test_articles_are_counted(tmp_path: Path, name: str, written: bytes):
    (tmp_path / name).write_bytes(written)

    assert count_items(str(tmp_path / name)) == 3


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        pytest.param(None, as_json_lines(ARTICLES), id="json lines"),
        pytest.param(None, gzip.compress(as_json_lines(ARTICLES)), id="gzip"),
        pytest.param("csv", zstandard.compress(as_csv(ARTICLES)), id="csv in zstd"),
    ],
)
def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch, kind: str | None, written: bytes):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(written))))

    assert [item.article for item in open_input("-", kind=kind, start=1)] == ARTICLES[1:]
    assert (fingerprint("-"), count_items("-", kind)) == ({"name": "-"}, None)


def test_a_folder_of_parquet_files_is_read_file_by_file(tmp_path: Path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "1.parquet").write_bytes(as_parquet(ARTICLES[1:]))
    (tmp_path / "2.parquet").write_bytes(as_parquet([{"text": "No id."}]))

    items = list(open_input(str(tmp_path), kind="parquet", start=0))

    assert [item.article["id"] for item in items] == ["2.parquet:row-1", "a2", "a3"]
    assert list(open_input(str(tmp_path), kind="parquet", start=2)) == items[2:]
    assert count_items(str(tmp_path), "parquet") == 3


@pytest.mark.parametrize("ending", ["gz", "zst"])
def test_what_comes_before_the_cut_in_a_compressed_file_is_read(tmp_path: Path, ending: str):
    lines = as_json_lines([{"text": f"{number} " * 9} for number in range(50_000)])
    whole = gzip.compress(lines) if ending == "gz" else zstandard.compress(lines)
    path = tmp_path / f"in.jsonl.{ending}"
    path.write_bytes(whole[: len(whole) // 2])

    items: list[Item] = []
    with pytest.raises(InputFault, match=r"cannot be read to its end"):
        items.extend(open_input(str(path)))

    assert len(items) > 1000
    assert not any(item.problem for item in items)


def make_damaged_parquet() -> bytes:
    return b"PAR1" + b"\0" * 40 + b"PAR1"


@pytest.mark.parametrize(
    ("name", "written", "sentence"),
    [
        pytest.param("in.csv", b"", "no header row", id="empty csv"),
        pytest.param("in.csv", b"title,body\na,b\n", "no header row", id="csv without text"),
        pytest.param("in.csv", b"text,text\na,b\n", "names a column twice", id="csv with a column twice"),
        pytest.param("in.jsonl.gz", b"", "is not gzip", id="empty gzip"),
        pytest.param("in.jsonl.zst", b'{"text": "a"}\n', "is not zstd", id="no zstd"),
        pytest.param("in.parquet", b"", "no Parquet file", id="empty parquet"),
        pytest.param("in.parquet", make_damaged_parquet(), "no Parquet file", id="damaged parquet"),
        pytest.param("in.parquet", as_parquet([])[:-9], "no Parquet file", id="parquet that is cut off"),
        pytest.param("in.doc", b"words", "does not tell what kind", id="unknown ending"),
    ],
)
def test_a_file_that_is_none_is_a_fault_in_one_sentence(tmp_path: Path, name: str, written: bytes, sentence: str):
    (tmp_path / name).write_bytes(written)

    with pytest.raises(InputFault, match=sentence):
        list(open_input(str(tmp_path / name)))


@pytest.mark.parametrize("name", ["in.jsonl", "in.csv", "in.parquet"])
@pytest.mark.parametrize("ask", [lambda source: list(open_input(source)), fingerprint], ids=["open", "fingerprint"])
def test_a_missing_file_is_a_fault(tmp_path: Path, name: str, ask: Callable[[str], Any]):
    with pytest.raises(InputFault, match="cannot be opened: No such file"):
        ask(str(tmp_path / name))


def test_an_empty_file_of_lines_has_no_articles(tmp_path: Path):
    (tmp_path / "in.jsonl").touch()

    assert list(open_input(str(tmp_path / "in.jsonl"))) == []
    assert count_items(str(tmp_path / "in.jsonl")) == 0


def test_a_fingerprint_tells_a_changed_file_but_not_a_moved_one(tmp_path: Path):
    path, moved = tmp_path / "in.jsonl", tmp_path / "other" / "in.jsonl"
    moved.parent.mkdir()
    path.write_bytes(b"{}\n")
    moved.write_bytes(b"{}\n")
    first = fingerprint(str(path))
    path.write_bytes(b"[]\n")

    assert fingerprint(str(moved)) == first
    assert fingerprint(str(path)) != first


def test_a_fingerprint_tells_a_changed_folder(tmp_path: Path):
    (tmp_path / "a.txt").write_text("one")
    first = fingerprint(str(tmp_path))
    assert fingerprint(str(tmp_path)) == first

    (tmp_path / "b.txt").write_text("two")

    assert fingerprint(str(tmp_path)) != first


def test_asking_for_the_fingerprint_of_a_pipe_does_not_open_it(tmp_path: Path):
    os.mkfifo(tmp_path / "in.jsonl")

    assert fingerprint(str(tmp_path / "in.jsonl")) == {"name": "in.jsonl"}
    assert count_items(str(tmp_path / "in.jsonl")) is None
