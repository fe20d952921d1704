"""Parquet, one file or a folder of them → articles, one a row, batch by batch."""

import os
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from service.client.items import Item
from service.client.reading.articles import FIELDS, item_of
from service.client.reading.faults import BadArticle, InputFault
from service.client.reading.folders import files_in

_BATCH_ROWS = 256
_BUFFER_BYTES = 1 << 20


def read_parquet(source: str, *, start: int) -> Iterator[Item]:
    """An item a row, from the one with this number on; row groups before it are not read."""
    number = 0
    for path in parquet_files(source):
        place = f"{path.relative_to(source).as_posix()}:row" if path != Path(source) else "row"
        with _opened(path) as file:
            n_rows = file.metadata.num_rows
            skipped = max(0, min(n_rows, start - number))
            for in_file, told in told_of_rows(path, file, skipped):
                yield item_of(told, number=number + in_file, place=f"{place}-{in_file + 1}")
            number += n_rows


def count_rows(source: str) -> int:
    """The rows of all files, by their footers."""
    total = 0
    for path in parquet_files(source):
        with _opened(path) as file:
            total += file.metadata.num_rows
    return total


def parquet_files(source: str) -> Iterator[Path]:
    """The file itself, or those of the folder in order; raises InputFault where there is none."""
    return files_in(source, endings=(".parquet",)) if Path(source).is_dir() else iter([Path(source)])


def _opened(path: Path) -> Any:
    try:
        # Column chunks can be as large as the file: they are read through a small buffer instead of whole.
        return pq.ParquetFile(path, buffer_size=_BUFFER_BYTES, pre_buffer=False)
    except (OSError, pa.ArrowException) as error:
        # Arrow tells of damage, too, as an OSError, but without a number.
        if number := getattr(error, "errno", None):
            raise InputFault(f"{path} cannot be opened: {os.strerror(number)}.") from error
        raise InputFault(f"{path} is no Parquet file, or a damaged one.") from error


Told = partial[Mapping[str, Any]]


def told_of_rows(path: Path | str, file: Any, skipped: int) -> Iterator[tuple[int, Told]]:
    """The place in the file, and what tells of the article, of each row that is not passed over."""
    names = [name for name in file.schema_arrow.names if name in FIELDS]
    if "text" not in names or len(set(names)) != len(names):
        raise InputFault(f"{path} has no column named text, or two columns of one name.")
    try:
        yield from _rows(file, names, skipped)
    except (OSError, pa.ArrowException) as error:
        raise InputFault(f"{path} is damaged and cannot be read to its end.") from error


def _rows(file: Any, names: list[str], skipped: int) -> Iterator[tuple[int, Told]]:
    groups, before = _groups_from(file.metadata, skipped)
    for batch in file.iter_batches(_BATCH_ROWS, row_groups=groups, columns=names, use_threads=False):
        columns = {name: _plain(batch.column(name)) for name in names}
        for row in range(max(0, skipped - before), batch.num_rows):
            yield before + row, partial(_told, columns, row)
        before += batch.num_rows


def _groups_from(metadata: Any, skipped: int) -> tuple[list[int], int]:
    """The row groups from the one that holds the first wanted row on, and the number of rows before them."""
    group, before = 0, 0
    while group < metadata.num_row_groups and before + metadata.row_group(group).num_rows <= skipped:
        before += metadata.row_group(group).num_rows
        group += 1
    return list(range(group, metadata.num_row_groups)), before


def _plain(column: pa.Array) -> pa.Array:
    # Python has no nanoseconds.
    return column.cast(pa.timestamp("us", column.type.tz), safe=False) if pa.types.is_timestamp(column.type) else column


def _told(columns: Mapping[str, pa.Array], row: int) -> Mapping[str, Any]:
    try:
        return {name: _written(column[row].as_py()) for name, column in columns.items()}
    except UnicodeDecodeError:
        raise BadArticle("The row is not UTF-8.") from None


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
