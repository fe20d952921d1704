"""Reads the quotations that this project marked in articles of others: places, laid over the texts they belong to."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.corpora.examples import read_json_lines
from models.errors import CorpusError

MARKED = Path(__file__).parent / "marked"
"""Holds the files of marks; its README says how they were made."""
_FINGERPRINT_CHARS = 16
_NEEDED = frozenset(("spans", "type", "kind"))
_PLACES = ("cue", "mention", "name", "role", "relay", "relay_mention")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The quotations marked in some texts, which are known by their fingerprints alone.

    lines: for each fingerprint the number of its line in the file, from 1, and what stands there
    """

    path: Path
    lines: Mapping[str, tuple[int, Row]]

    @classmethod
    def read(cls, path: Path) -> "Marks":
        """The whole file; CorpusError names a line that is not JSON, lacks a key or marks a text a second time."""
        lines: dict[str, tuple[int, Row]] = {}
        for number, row in enumerate(read_json_lines(path), start=1):
            if not {"text_sha256", "quotes"} <= row.keys():
                raise CorpusError(path=path, line=number, reason='need "text_sha256" and "quotes"')
            if row["text_sha256"] in lines:
                raise CorpusError(path=path, line=number, reason="marks the text of an earlier line")
            lines[row["text_sha256"]] = number, row
        return cls(path=path, lines=lines)

    def over(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Those of the rows whose texts are marked, in the worldquotes form.

        Raises CorpusError for a quotation that lacks a key or has a place outside its text and, behind the last row,
        for marks of a text that is none of theirs.
        """
        left = dict(self.lines)
        for row in rows:
            key = fingerprint(row["text"])
            if key in self.lines:
                left.pop(key, None)
                yield self._marked(row, *self.lines[key])
        for number, _ in left.values():
            raise CorpusError(path=self.path, line=number, reason="marks a text that is not there, or has changed")

    def _marked(self, row: Row, number: int, marked: Row) -> Row:
        for mark in marked["quotes"]:
            if reason := _fault(mark, n_chars=len(row["text"]), has_publisher="publisher" in marked):
                raise CorpusError(path=self.path, line=number, reason=reason)
        told = {"publisher": marked["publisher"]} if "publisher" in marked else {}
        quotes = [_quote(mark, row["text"], publisher=marked.get("publisher")) for mark in marked["quotes"]]
        return {**row, **told, "quotes": quotes}


def fingerprint(text: str) -> str:
    """The first digits of a text's SHA-256, in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()[:_FINGERPRINT_CHARS]


def _fault(mark: Row, *, n_chars: int, has_publisher: bool) -> str | None:
    if not mark.keys() >= _NEEDED:
        return f"a quotation needs {', '.join(sorted(_NEEDED))}"
    places = [*mark["spans"], *(mark[key] for key in _PLACES if key in mark)]
    if "relay_is_publisher" in mark and not (has_publisher and "relay" in mark):
        return "a relay that is the publisher needs its place, and the publisher"
    is_inside = all(0 <= start < end <= n_chars for start, end in places)
    return None if is_inside else "a place outside the text"


def _quote(mark: Row, text: str, *, publisher: str | None) -> Row:
    """A quotation in the worldquotes form; names are what stands at their places, or the publisher's."""

    def words(key: str) -> str | None:
        return text[slice(*mark[key])] if key in mark else None

    speaker = {"mention": mark.get("mention"), "name": words("name"), "kind": mark["kind"], "role": words("role")}
    relay_name = publisher if mark.get("relay_is_publisher") else words("relay")
    relay = {"name": relay_name, "mention": mark.get("relay_mention"), "relation": mark.get("relation")}
    return {
        "spans": mark["spans"],
        "type": mark["type"],
        "cue": mark.get("cue"),
        "speaker": speaker,
        "relay": relay if relay_name else None,
    }
