"""Whatever the bytes of an input, each line or row is an article or a problem, and any of them can be started at."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.client.reading.csv_rows import read_csv
from service.client.reading.json_lines import read_json_lines
from service.client.writing.lines import encode_line

MOST_BYTES = 14
HEADER = b"id,text\n"

lines = st.sampled_from(
    [b'{"text": "a"}', b'{"id": 7}', b"[]", b"{", b"\xff", b"\xef\xbb\xbf", b"\x00", b" ", b"\r", b""]
)
cells = st.sampled_from([b"a", b",", b'"', b'""', b"\xff", b"\x00", b" ", b"\r", b"\n", b"\r\n", b"bcdefghij"])
articles = st.lists(st.builds(lambda text: {"id": "a", "text": text}, st.text(min_size=1)))


def check_any_start(read: Callable[..., Any], body: bytes, start: int) -> None:
    items = list(read(io.BytesIO(body), start=0, most=MOST_BYTES))

    assert [item.number for item in items] == list(range(len(items)))
    assert all(item.article["id"] and (item.problem or item.article["text"]) for item in items)
    assert list(read(io.BytesIO(body), start=start, most=MOST_BYTES)) == items[start:]


@given(body=st.lists(lines).map(b"\n".join) | st.binary(), start=st.integers(0, 9))
def test_lines_of_any_bytes_are_articles_or_problems(body: bytes, start: int):
    check_any_start(read_json_lines, body, start)


@given(body=st.lists(cells).map(b"".join) | st.binary(), start=st.integers(0, 9))
def test_rows_of_any_bytes_are_articles_or_problems(body: bytes, start: int):
    check_any_start(read_csv, HEADER + body, start)


@pytest.mark.parametrize("n_blank", [0, 2], ids=["bare", "with blank lines"])
@given(told=articles)
def test_lines_come_back_as_they_were_written(n_blank: int, told: list[dict[str, str]]):
    body = (b"\n" * n_blank).join(encode_line(article) for article in told)

    assert [item.article for item in read_json_lines(io.BytesIO(body), start=0)] == told
