"""What is wrong with one line, row or file is the problem of that one alone."""

import io
import json
import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from service.client.inputs import InputFault, count_items, open_input
from service.client.reading.csv_rows import read_csv
from service.client.reading.folders import read_folder
from service.client.reading.json_lines import read_json_lines

GOOD = b'{"id": "good", "text": "Fine."}\n'

BAD_LINES: list[Any] = [
    pytest.param(b"{", "Line 2 is not JSON.", id="broken"),
    pytest.param(b"[" * 100_000, "Line 2 is not JSON.", id="nested too deep"),
    pytest.param(b'{"text": ' + b"9" * 5000 + b"}", "Line 2 is not JSON.", id="a number of thousands of digits"),
    pytest.param(b"[1]", "Line 2 is no JSON object.", id="no object"),
    pytest.param(b'{"text": "\xff"}', "Line 2 is not UTF-8 at byte 10.", id="not UTF-8"),
    pytest.param(b'{"title": "T"}', "The article has no text.", id="no text"),
    pytest.param(b'{"text": ""}', "The article has no text.", id="empty text"),
    pytest.param(b'{"text": null}', "The article has no text.", id="null for a text"),
    pytest.param(b'{"text": ["a"]}', "The field text is no string.", id="a list for a text"),
    pytest.param(b'{"text": "a", "title": 7}', "The field title is no string.", id="a number for a title"),
    pytest.param(b'{"text": "a", "id": true}', "The field id is no string.", id="a truth value for an id"),
    pytest.param(b'{"text": "a\\ud800"}', "The field text is not Unicode at character 1.", id="half a surrogate pair"),
    pytest.param(
        json.dumps({"text": "a", "id": "i" * 257}).encode(),
        "The id has 257 characters; the limit is 256.",
        id="long id",
    ),
    pytest.param(b'{"text": "' + b"a" * 200_000 + b'"}', "Line 2 has more than 150000 bytes.", id="long line"),
]


@pytest.mark.parametrize(("line", "detail"), BAD_LINES)
def test_a_bad_line_is_its_own_problem_only(line: bytes, detail: str):
    first, bad, last = read_json_lines(io.BytesIO(GOOD + line + b"\n" + GOOD), start=0, most=150_000)

    assert bad.problem == {"title": "Unreadable article", "status": None, "detail": detail}
    assert bad.article == {"id": "line-2"}
    assert (first.problem, last.problem, last.number) == (None, None, 2)


def test_a_bad_article_keeps_its_id():
    [item] = read_json_lines(io.BytesIO(b'{"id": "mine"}'), start=0)

    assert item.article == {"id": "mine"}


def test_numbers_pass_for_ids_and_fields_beyond_the_contract_are_left_out():
    [item] = read_json_lines(io.BytesIO(b'{"id": 17, "text": "a", "section": "Sport", "title": null}'), start=0)

    assert item.article == {"id": "17", "text": "a"}


def test_an_article_without_an_id_is_named_after_its_line():
    items = read_json_lines(io.BytesIO(b'\n{"text": "a"}\n{"text": "b", "id": ""}'), start=1)

    assert [item.article["id"] for item in items] == ["line-3"]


HEADER = b"id,text\n"


@pytest.mark.parametrize(
    ("row", "detail"),
    [
        pytest.param(b"b", "The row has 1 cells; the header has 2.", id="too few cells"),
        pytest.param(b"b,c,d", "The row has 3 cells; the header has 2.", id="too many cells"),
        pytest.param(b"b,", "The article has no text.", id="no text"),
        pytest.param(b"b,a\xff", "The field text is not Unicode at character 1.", id="not UTF-8"),
        pytest.param(b'b,"c"d', "The row is not CSV: ',' expected after '\"'.", id="words after a quotation mark"),
        pytest.param(
            b"b," + b"c" * 2000, "The row has more than 1000 bytes, or a quotation mark is never closed.", id="long"
        ),
    ],
)
def test_a_bad_row_is_its_own_problem_only(row: bytes, detail: str):
    stream = io.BytesIO(HEADER + b"a,one\n" + row + b"\nz,last\n")

    first, bad, last = read_csv(stream, start=0, most=1000)

    assert (bad.problem or {})["detail"] == detail
    assert (first.article, last.article) == ({"id": "a", "text": "one"}, {"id": "z", "text": "last"})


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_the_rest_of_the_file():
    stream = io.BytesIO(HEADER + b'a,"open\n' + b"b,fine\n" * 1000)

    items = list(read_csv(stream, start=0, most=700))

    assert [item.article["id"] for item in items[:2]] == ["row-1", "b"]
    assert items[0].problem is not None
    assert not any(item.problem for item in items[1:])


def test_a_row_without_an_id_is_named_after_its_place():
    items = list(read_csv(io.BytesIO(b'text,id\n"two\nlines",\n\nb,\n'), start=0))

    assert [item.article for item in items] == [{"id": "row-1", "text": "two\nlines"}, {"id": "row-2", "text": "b"}]


def write_table(path: Path, columns: dict[str, Any]) -> str:
    pq.write_table(pa.table(columns), path)
    return str(path)


@pytest.mark.parametrize(
    ("dates", "written"),
    [
        pytest.param(pa.array([date(2026, 3, 2)]), "2026-03-02", id="days"),
        pytest.param(pa.array([datetime(2026, 3, 2, 7, 5)]), "2026-03-02T07:05:00", id="times"),
        pytest.param(
            pa.array([datetime(2026, 3, 2, 7, 5, tzinfo=UTC)], pa.timestamp("ns", "UTC")),
            "2026-03-02T07:05:00+00:00",
            id="nanoseconds with a zone",
        ),
    ],
)
def test_dates_of_parquet_are_written_as_the_contract_wants_them(tmp_path: Path, dates: pa.Array, written: str):
    source = write_table(tmp_path / "in.parquet", {"id": [7], "text": ["a"], "published_at": dates})

    [item] = open_input(source)

    assert item.article == {"id": "7", "text": "a", "published_at": written}


def test_a_bad_row_of_parquet_is_its_own_problem_only(tmp_path: Path):
    broken = pa.Array.from_buffers(
        pa.string(), 3, [None, pa.py_buffer(b"\0\0\0\0\1\0\0\0\2\0\0\0\3\0\0\0"), pa.py_buffer(b"a\xffb")]
    )
    source = write_table(tmp_path / "in.parquet", {"text": broken})

    first, bad, last = open_input(source)

    assert (bad.problem or {})["detail"] == "The row is not UTF-8."
    assert (first.article, last.article) == ({"id": "row-1", "text": "a"}, {"id": "row-3", "text": "b"})


def test_parquet_without_a_text_column_is_a_fault(tmp_path: Path):
    with pytest.raises(InputFault, match="no column named text"):
        list(open_input(write_table(tmp_path / "in.parquet", {"body": ["a"]})))


def test_rows_of_parquet_are_passed_over_by_groups_and_within_one(tmp_path: Path):
    path = tmp_path / "in.parquet"
    pq.write_table(pa.table({"text": [str(number) for number in range(1000)]}), path, row_group_size=300)

    for start in (0, 299, 300, 301, 700, 999, 1000, 2000):
        items = list(open_input(str(path), start=start))
        assert [item.article["text"] for item in items] == [str(number) for number in range(start, 1000)]
        assert [item.number for item in items] == list(range(start, 1000))


PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>Bridge opens</title>
<link rel="canonical" href="https://hill.example/bridge">
<meta property="article:published_time" content="2026-03-02T10:00:00Z"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Bridge opens</h1>
<p>“The bridge will open in May,” Lena Marsh said on Monday, adding that the town had waited for nine years.</p>
<p>The mayor did not want to comment on the cost of the works, which rose twice.</p></article></body></html>"""


def test_a_page_becomes_an_article_that_keeps_its_text(tmp_path: Path):
    (tmp_path / "bridge.HTM").write_text(PAGE, encoding="utf-8")

    [item] = read_folder(str(tmp_path), start=0)

    assert item.keeps_text
    assert item.article.pop("text").splitlines()[1:] == [
        "“The bridge will open in May,” Lena Marsh said on Monday, adding that the town had waited for nine years.",
        "The mayor did not want to comment on the cost of the works, which rose twice.",
    ]
    assert item.article == {
        "id": "bridge.HTM",
        "title": "Bridge opens",
        "url": "https://hill.example/bridge",
        "published_at": "2026-03-02",
    }


def test_files_are_read_by_name_and_then_folder_by_folder(tmp_path: Path):
    for name in ("b/1.txt", "b/a/1.txt", "a.txt", "c.TXT", "notes.md", "ä.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"\xef\xbb\xbfOne.\r\nTwo.")

    items = list(read_folder(str(tmp_path), start=0))

    assert [item.article["id"] for item in items] == ["a.txt", "c.TXT", "ä.txt", "b/1.txt", "b/a/1.txt"]
    assert {item.article["text"] for item in items} == {"One.\r\nTwo."}
    assert not any(item.keeps_text for item in items)
    assert list(read_folder(str(tmp_path), start=3)) == items[3:]
    assert count_items(str(tmp_path)) == 5


def make_loop(path: Path) -> None:
    path.symlink_to(path)


BAD_FILES: list[Any] = [
    pytest.param("a.txt", Path.touch, "The article has no text.", id="empty"),
    pytest.param("a.txt", lambda path: path.write_bytes(b"ab\xff"), "The file is not UTF-8 at byte 2.", id="not UTF-8"),
    pytest.param("a.txt", lambda path: path.write_bytes(b"a" * 1001), "The file has more than 1000 bytes.", id="large"),
    pytest.param("a.txt", make_loop, "There is no file behind this name.", id="a loop of links"),
    pytest.param("a.txt", os.mkfifo, "There is no file behind this name.", id="a pipe"),
    pytest.param("a.html", Path.touch, "The page has no main text.", id="empty page"),
    pytest.param(
        "a.html", lambda path: path.write_bytes(b"\0\xff\xfe<p"), "The page has no main text.", id="page of no words"
    ),
]


@pytest.mark.parametrize(("name", "make", "detail"), BAD_FILES)
def test_a_bad_file_is_its_own_problem_only(tmp_path: Path, name: str, make: Any, detail: str):
    make(tmp_path / name)
    (tmp_path / "z.txt").write_text("Fine.")

    bad, good = read_folder(str(tmp_path), start=0, most=1000)

    assert (bad.article, (bad.problem or {})["detail"]) == ({"id": name}, detail)
    assert good.article == {"id": "z.txt", "text": "Fine."}


def test_a_file_whose_path_is_no_id_is_named_after_its_number(tmp_path: Path):
    folder = tmp_path / ("f" * 200)
    folder.mkdir()
    (folder / ("g" * 60 + ".txt")).write_text("Fine.")

    [item] = read_folder(str(tmp_path), start=0)

    assert item.article == {"id": "file-1"}
    assert (item.problem or {})["detail"] == "The id has 265 characters; the limit is 256."


def test_a_name_that_is_not_utf8_is_spelt_out(tmp_path: Path):
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).write_text("Fine.")

    [item] = read_folder(str(tmp_path), start=0)

    assert item.article["id"] == "\\xff.txt"


def test_links_to_folders_are_not_followed(tmp_path: Path):
    (tmp_path / "a.txt").write_text("Fine.")
    (tmp_path / "again").symlink_to(tmp_path)

    assert count_items(str(tmp_path)) == 1


@pytest.mark.parametrize("kind", [None, "parquet"])
def test_a_folder_without_articles_is_a_fault(tmp_path: Path, kind: str | None):
    with pytest.raises(InputFault, match="holds no files that end in"):
        list(open_input(str(tmp_path), kind=kind))
