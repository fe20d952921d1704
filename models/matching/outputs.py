"""Quotations out of what the batch client and the service write: JSON Lines, plain or compressed, and Parquet."""

import gzip
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from itertools import groupby
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

from models.matching.said import Said

_KINDS = (".parquet", ".jsonl", ".jsonl.gz", ".jsonl.zst", ".ndjson", ".ndjson.gz", ".ndjson.zst")
# What the batch client writes beside an output.
_NOT_QUOTATIONS = (".failures.jsonl", ".texts.parquet")
_COLUMNS = {
    "article_id": "article",
    "quote_id": "quote",
    "text": "text",
    "speaker": "speaker",
    "speaker_kind": "kind",
    "publisher": "outlet",
    "published_at": "published_at",
    "agency": "agency",
}
_RELAY_COLUMNS = ("outlet", "outlet_via", "outlet_relation")
_ROWS_AT_ONCE = 4096


class UnreadableOutput(Exception):
    """A file that is no output; says which, and where."""


def read_outputs(places: Sequence[Path]) -> Iterator[tuple[int, Said]]:
    """Every quotation of these files, and of the files in these folders, with the number of its article, from 0.

    In one file, quotations of one article stand together. Entries with an error are passed over.
    Raises UnreadableOutput.
    """
    article = -1
    for file in (file for place in places for file in _files(place)):
        read = _read_parquet if file.suffix == ".parquet" else _read_lines
        try:
            for _, quotations in groupby(read(file), key=lambda numbered: numbered[0]):
                article += 1
                yield from ((article, said) for _, said in quotations)
        except (OSError, EOFError, UnicodeDecodeError, pa.ArrowException, zstandard.ZstdError) as error:
            raise UnreadableOutput(f"{file} cannot be read: {error}") from error


def _files(place: Path) -> list[Path]:
    if not place.is_dir():
        return [place]
    inside = [file for file in sorted(place.rglob("*")) if file.name.endswith(_KINDS)]
    return [file for file in inside if not file.name.endswith(_NOT_QUOTATIONS)]


def _read_parquet(file: Path) -> Iterator[tuple[object, Said]]:
    with pq.ParquetFile(file) as table:
        if missing := {*_COLUMNS, *_RELAY_COLUMNS} - set(table.schema_arrow.names):
            raise UnreadableOutput(f"{file} has no column {min(missing)}")
        for batch in table.iter_batches(batch_size=_ROWS_AT_ONCE, columns=[*_COLUMNS, *_RELAY_COLUMNS]):
            for row in batch.to_pylist():
                yield row["article_id"], _said_in_row(row)


def _said_in_row(row: Mapping[str, Any]) -> Said:
    is_relayed = row["outlet_via"] == "relay"
    return Said(
        **{name: row[column] for column, name in _COLUMNS.items()},
        relay=row["outlet"] if is_relayed else None,
        relation=row["outlet_relation"] if is_relayed else None,
    )


def _read_lines(file: Path) -> Iterator[tuple[object, Said]]:
    with _OPENERS.get(file.suffix, _open_plain)(file) as lines:
        for number, line in enumerate(lines, start=1):
            try:
                entry = json.loads(line)
                quotations = [] if "error" in entry else [_said_in_entry(entry, quote) for quote in entry["quotes"]]
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise UnreadableOutput(f"{file}, line {number} is not the result of an article") from error
            yield from ((number, said) for said in quotations)


def _said_in_entry(entry: Mapping[str, Any], quote: Mapping[str, Any]) -> Said:
    speaker, source = quote["speaker"] or {}, quote["outlet"] or {}
    relay = source if source.get("via") == "relay" else {}
    return Said(
        article=entry["id"],
        quote=quote["id"],
        text=quote["text"],
        speaker=speaker.get("name"),
        kind=speaker.get("kind"),
        outlet=(entry["outlet"] or {}).get("name"),
        published_at=entry.get("article", {}).get("published_at"),
        relay=relay.get("name"),
        relation=relay.get("relation"),
        agency=(entry["agency"] or {}).get("name"),
    )


def _open_plain(file: Path) -> AbstractContextManager[IO[Any]]:
    return file.open(encoding="utf-8")


def _open_gzip(file: Path) -> AbstractContextManager[IO[Any]]:
    return gzip.open(file, mode="rt", encoding="utf-8")


def _open_zstandard(file: Path) -> AbstractContextManager[IO[Any]]:
    opened: IO[Any] = zstandard.open(file, mode="rt", encoding="utf-8")
    return opened


_OPENERS: Mapping[str, Callable[[Path], AbstractContextManager[IO[Any]]]] = {
    ".gz": _open_gzip,
    ".zst": _open_zstandard,
}
