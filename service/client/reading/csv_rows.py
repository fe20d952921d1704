"""CSV with a header row → articles, one a row; a row may run over several lines."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import BinaryIO

from service.client.items import Item
from service.client.reading.articles import FIELDS, item_of
from service.client.reading.faults import BadArticle, InputFault
from service.client.reading.lines import MAX_LINE_BYTES, read_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The cells of one row, or why they cannot be told."""

    cells: list[str]
    fault: str | None = None


class _RowTooLong(Exception):
    """More bytes than a row may have were read without an end of it."""


class _Lines:
    """Lines for the parser, counted by row, so that an open quotation mark cannot make it read the rest of the file."""

    def __init__(self, stream: BinaryIO, most: int) -> None:
        self._lines = read_lines(stream, most=most)
        self._most = most
        self._n_bytes = 0

    def start_row(self) -> None:
        self._n_bytes = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self._n_bytes += len(line.body)
        if line.is_too_long or self._n_bytes > self._most:
            raise _RowTooLong
        # Bad bytes spoil only the cell that they stand in: they become what no article may hold.
        return line.body.decode(errors="surrogateescape")


def read_csv(stream: BinaryIO, *, start: int, most: int = MAX_LINE_BYTES) -> Iterator[Item]:
    """An item a row, from the one with this number on."""
    rows = csv_rows(stream, most=most)
    header = _header_of(next(rows, Row(cells=[])))
    for number, row in enumerate(islice(rows, start, None), start):
        yield item_of(partial(_told, row, header), number=number, place=f"row-{number + 1}")


def csv_rows(stream: BinaryIO, *, most: int = MAX_LINE_BYTES) -> Iterator[Row]:
    """The rows that are not blank, the header first."""
    # The default is less than many an article. It holds for the whole process, so it is never made less.
    csv.field_size_limit(max(csv.field_size_limit(), most))
    lines = _Lines(stream, most)
    parser = csv.reader(lines, strict=True)
    while (row := _next_row(parser, lines, most)) is not None:
        if row.cells or row.fault:
            yield row


def _next_row(parser: Iterator[list[str]], lines: _Lines, most: int) -> Row | None:
    lines.start_row()
    try:
        return Row(cells=next(parser))
    except StopIteration:
        return None
    except _RowTooLong:
        return Row(cells=[], fault=f"The row has more than {most} bytes, or a quotation mark is never closed.")
    except csv.Error as error:
        return Row(cells=[], fault=f"The row is not CSV: {error}.")


def _header_of(row: Row) -> list[str]:
    named = [name for name in row.cells if name in FIELDS]
    if "text" not in named:
        raise InputFault("The CSV has no header row with a column named text.")
    if len(set(named)) != len(named):
        raise InputFault("The header row of the CSV names a column twice.")
    return row.cells


def _told(row: Row, header: list[str]) -> Mapping[str, str]:
    if row.fault is not None:
        raise BadArticle(row.fault)
    if len(row.cells) != len(header):
        raise BadArticle(f"The row has {len(row.cells)} cells; the header has {len(header)}.")
    return {name: cell for name, cell in zip(header, row.cells, strict=True) if name in FIELDS}
