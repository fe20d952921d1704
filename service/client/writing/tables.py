"""Tables in Parquet: parts that are durable one by one, and the one file that they become."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from service.client.items import Outcome
from service.client.rows import SCHEMA, rows_of
from service.client.writing.disk import UNFINISHED, DurableFile, durable_file, sync_folder
from service.client.writing.faults import OutputFault

TEXTS_SCHEMA = pa.schema(
    [
        pa.field("article_id", pa.string(), nullable=False),
        ("url", pa.string()),
        ("title", pa.string()),
        ("published_at", pa.string()),
        pa.field("text", pa.string(), nullable=False),
    ]
)
"""The texts that were made here, by which the positions of their quotations can be understood."""

_GROUP_ROWS = 4096
_GROUP_CHARS = 8 << 20
_MERGED_ROWS = 32_768
_MERGED_BYTES = 64 << 20
_CODEC = "zstd"

Row = dict[str, Any]


def quotation_rows(outcome: Outcome) -> Iterator[Row]:
    """A row a quotation."""
    return rows_of(outcome.item.article, outcome.result or {})


def text_rows(outcome: Outcome) -> Iterator[Row]:
    """The one row of an article whose text was made here; none for others."""
    if outcome.item.keeps_text:
        article = outcome.item.article
        yield {"article_id": article["id"], **{name: article.get(name) for name in TEXTS_SCHEMA.names[1:]}}


class PartsFolder:
    """A table of one part file a mark, in a folder that is made with the first of them."""

    def __init__(
        self, folder: Path, *, n_parts: int, schema: pa.Schema, rows_of: Callable[[Outcome], Iterable[Row]]
    ) -> None:
        """Goes on after this many parts, and removes those that came later."""
        self._folder, self._schema, self._rows_of = folder, schema, rows_of
        self._n_parts = n_parts
        self._rows: list[Row] = []
        self._n_chars = 0
        self._part: _Part | None = None
        if not all(part_path(folder, number).exists() for number in range(n_parts)):
            raise OutputFault(f"{folder} lacks parts that its journal names; with --force the work begins anew.")
        for path in parts_in(folder)[n_parts:]:
            path.unlink()

    def write(self, outcome: Outcome) -> None:
        for row in self._rows_of(outcome):
            self._rows.append(row)
            self._n_chars += len(row["text"])
        if len(self._rows) >= _GROUP_ROWS or self._n_chars >= _GROUP_CHARS:
            self._write_group()

    def _write_group(self) -> None:
        if self._part is None:
            self._folder.mkdir(exist_ok=True)
            sync_folder(self._folder.parent)
            self._part = _Part(part_path(self._folder, self._n_parts), schema=self._schema)
        self._part.write(pa.Table.from_pylist(self._rows, schema=self._schema))
        self._rows, self._n_chars = [], 0

    def sync(self) -> int:
        if self._rows:
            self._write_group()
        if self._part is not None:
            self._part.finish()
            self._part = None
            self._n_parts += 1
        return self._n_parts

    def close(self) -> None:
        if self._part is not None:
            self._part.drop()


class _Part:
    """One part file, under another name until it is whole, so that readers of the folder never meet half of one."""

    def __init__(self, path: Path, *, schema: pa.Schema) -> None:
        self._path = path
        self._new = path.with_name(path.name + UNFINISHED)
        self._file = DurableFile(self._new)
        self._writer = pq.ParquetWriter(pa.PythonFile(self._file, mode="w"), schema, compression=_CODEC)

    def write(self, table: pa.Table) -> None:
        self._writer.write_table(table)

    def finish(self) -> None:
        self._writer.close()
        self._file.sync()
        self._file.close()
        self._new.rename(self._path)
        sync_folder(self._path.parent)

    def drop(self) -> None:
        # The writer would else end its file when it is forgotten, after the file was closed.
        with suppress(OSError, pa.ArrowException):
            self._writer.close()
        self._file.close()


def part_path(folder: Path, number: int) -> Path:
    """Where the part with this number is."""
    return folder / f"part-{number:06}.parquet"


def parts_in(folder: Path) -> list[Path]:
    """The parts in order, an unfinished one last."""
    return sorted(folder.glob("part-*.parquet")) + sorted(folder.glob(f"part-*.parquet{UNFINISHED}"))


def merge_parts(folder: Path, into: Path, *, schema: pa.Schema) -> None:
    """All rows of the parts in one file, in larger row groups; a file without rows where there are no parts."""
    new = into.with_name(into.name + UNFINISHED)
    # The writer ends its file before that becomes durable.
    with (
        durable_file(new) as file,
        pq.ParquetWriter(pa.PythonFile(file, mode="w"), schema, compression=_CODEC) as writer,
    ):
        for table in _large_tables(folder):
            writer.write_table(table)
    new.rename(into)
    sync_folder(into.parent)


def _large_tables(folder: Path) -> Iterator[pa.Table]:
    waiting: list[pa.Table] = []
    for group in _row_groups(folder):
        waiting.append(group)
        if _are_many(waiting):
            yield pa.concat_tables(waiting)
            waiting = []
    if waiting:
        yield pa.concat_tables(waiting)


def _are_many(tables: list[pa.Table]) -> bool:
    n_rows, n_bytes = (sum(getattr(table, name) for table in tables) for name in ("num_rows", "nbytes"))
    return bool(n_rows >= _MERGED_ROWS or n_bytes >= _MERGED_BYTES)


def _row_groups(folder: Path) -> Iterator[pa.Table]:
    for path in parts_in(folder):
        with pq.ParquetFile(path) as file:
            for number in range(file.num_row_groups):
                yield file.read_row_group(number)


def add_empty_part(folder: Path, *, schema: pa.Schema = SCHEMA) -> None:
    """A folder of no rows still holds a file that tells the columns."""
    folder.mkdir(exist_ok=True)
    if not parts_in(folder):
        _Part(part_path(folder, 0), schema=schema).finish()
