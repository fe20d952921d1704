"""Reading takes memory for one article, not for the input."""

import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from service.client.inputs import open_input
from service.client.reading.lines import MAX_LINE_BYTES

MIB = 1 << 20


@contextmanager
def at_most(n_bytes: int) -> Iterator[None]:
    """Checks that no more memory is in use at once than this."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < n_bytes
    finally:
        tracemalloc.stop()


def test_a_line_without_an_end_is_passed_over_piece_by_piece(tmp_path: Path):
    path = tmp_path / "in.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "one"}\n"')
        file.truncate(20 * MAX_LINE_BYTES)  # a hole: zeros that take no room on the disk
        file.seek(0, 2)
        file.write(b'\n{"text": "two"}\n')

    with at_most(3 * MAX_LINE_BYTES):
        items = list(open_input(str(path)))

    assert [item.article["id"] for item in items if item.problem] == ["line-2"]
    assert items[2].article == {"id": "line-3", "text": "two"}


def test_many_lines_take_no_more_memory_than_one(tmp_path: Path):
    path = tmp_path / "in.jsonl"
    path.write_bytes(b'{"text": "%s"}\n' % (b"word " * 400) * 10_000)  # 20 MB

    with at_most(6 * MIB):
        assert sum(1 for _ in open_input(str(path))) == 10_000
