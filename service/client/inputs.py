"""The door to every input: a file, a folder or standard input → articles in order, from any one of them on."""

import os
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from service.client.endings import LINES, ending_of
from service.client.items import Item
from service.client.reading.csv_rows import csv_rows, read_csv
from service.client.reading.faults import InputFault
from service.client.reading.folders import count_files, read_folder
from service.client.reading.json_lines import json_lines, read_json_lines
from service.client.reading.prints import print_of_file, print_of_folder
from service.client.reading.streams import STANDARD_INPUT, decompressed, opened

__all__ = ["KINDS", "InputFault", "count_items", "fingerprint", "kind_of", "open_input"]

KINDS = ("jsonl", "csv", "parquet", "folder")
_ENDINGS = {**dict.fromkeys(LINES, "jsonl"), ".csv": "csv", ".parquet": "parquet"}
_SAMPLE_BYTES = 64 << 20


def kind_of(source: str, kind: str | None) -> str:
    """The kind that was given, else the one that the ending tells; raises InputFault where neither does."""
    if kind is not None and kind not in KINDS:
        raise InputFault(f"{kind} is no kind of input; the kinds are {', '.join(KINDS)}.")
    found = kind or _kind_by_name(source)
    if found is None:
        raise InputFault(f"The name of {source} does not tell what kind of input it is; say {', '.join(KINDS)}.")
    if Path(source).is_dir() and found not in ("folder", "parquet"):
        raise InputFault(f"{source} is a folder; of folders, those of texts and of Parquet files can be read.")
    return found


def _kind_by_name(source: str) -> str | None:
    if source == STANDARD_INPUT:
        return "jsonl"
    if Path(source).is_dir():
        return "folder"
    return _ENDINGS.get(ending_of(source))


def open_input(source: str, *, kind: str | None = None, start: int = 0) -> Iterator[Item]:
    """The articles in order, from the one with this number on; a bad one is an Item with its problem.

    source: a path, or "-" for standard input
    kind:   one of KINDS; None asks the name, and takes standard input for JSON Lines
    Raises InputFault, at the first step or a later one, where the input cannot be read, or no further.
    """
    kind = kind_of(source, kind)
    try:
        yield from _read(source, kind, start)
    except OSError as error:
        raise InputFault(f"{source} cannot be read to its end: {error.strerror or error}.") from error


def _read(source: str, kind: str, start: int) -> Iterator[Item]:
    if kind == "folder":
        yield from read_folder(source, start=start)
    elif kind == "parquet":
        from service.client.reading.parquet import read_parquet

        yield from read_parquet(source, start=start)
    else:
        read = read_csv if kind == "csv" else read_json_lines
        with opened(source) as stream:
            yield from read(decompressed(stream, source=source), start=start)


def fingerprint(source: str) -> dict[str, Any]:
    """What tells that the same input is read again; nothing but its name for standard input and pipes."""
    if source == STANDARD_INPUT:
        return {"name": STANDARD_INPUT}
    return print_of_folder(source) if Path(source).is_dir() else print_of_file(source)


def count_items(source: str, kind: str | None = None) -> int | None:
    """How many articles there are, for a bar of progress; None where that takes reading what cannot be read twice.

    Of a large file of lines or rows the beginning is counted, and the number for the whole is estimated from that.
    """
    kind = kind_of(source, kind)
    if kind == "folder":
        return count_files(source)
    if kind == "parquet":
        from service.client.reading.parquet import count_rows

        return count_rows(source)
    if source == STANDARD_INPUT or not Path(source).is_file():
        return None
    return _count_records(source, csv_rows if kind == "csv" else json_lines, n_before=int(kind == "csv"))


def _count_records(source: str, records: Callable[[BinaryIO], Iterator[Any]], *, n_before: int) -> int:
    with opened(source) as stream:
        n_bytes, n_counted = os.fstat(stream.fileno()).st_size, 0
        inflated = decompressed(stream, source=source)  # once it is forgotten, the stream below is closed
        for _ in islice(records(inflated), n_before, None):
            n_counted += 1
            if stream.tell() >= _SAMPLE_BYTES:
                break
        return round(n_counted * n_bytes / stream.tell()) if stream.tell() else 0
