"""Reads a gold file and tells its form: worldquotes (`quotes`) or PolNeAR (`attributions`); marks may lie apart."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from models.corpora.marks import Marks
from models.errors import CorpusError
from models.records import Article

GoldForm = Literal["worldquotes", "polnear"]
GoldLine = dict[str, Any]

_FORM_OF_KEY: dict[str, GoldForm] = {"quotes": "worldquotes", "attributions": "polnear"}


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldFile:
    """The lines of a gold file, all in one form.

    sha256: of its bytes, and of those of the file with its marks behind them
    marks:  the name of that file, None where the gold file holds them itself
    """

    name: str
    sha256: str
    form: GoldForm
    lines: tuple[GoldLine, ...]
    marks: str | None = None


def read_gold(path: Path, *, marks: Path | None = None) -> GoldFile:
    """The whole file, or those of its articles whose quotations are marked in another; blank lines are passed over.

    Raises CorpusError for a line that is not an object with `id` and `text` in the form of the first line, for an
    id that comes twice, for a file without articles and for marks that do not fit; OSError when it cannot be opened.
    """
    texts = path.read_bytes()
    lines = tuple(Marks.read(marks).over(_lines(texts, path, is_marked=False)) if marks else _lines(texts, path))
    if not lines:
        raise CorpusError(path=path, line=1, reason="no article in the file")
    return GoldFile(
        name=path.name,
        marks=marks.name if marks else None,
        sha256=hashlib.sha256(texts + (marks.read_bytes() if marks else b"")).hexdigest(),
        form=_form(lines[0]),
        lines=lines,
    )


def article_of(line: GoldLine) -> Article:
    """What a caller would send of it: the address, or for want of one the publisher, as the keeper of an archive does.

    Beside an address the publisher stays out: to find it is part of the task.
    """
    url = line.get("url")
    outlet = None if url else line.get("publisher")
    return Article(text=line["text"], id=line["id"], title=line.get("title"), url=url, outlet=outlet)


def _lines(content: bytes, path: Path, *, is_marked: bool = True) -> Iterator[GoldLine]:
    """The objects of a file, whose quotations are marked in it or elsewhere."""
    ids: set[str] = set()
    keys: set[str] = set()
    for number, raw in enumerate(content.split(b"\n"), start=1):
        if raw.strip():
            line = _object(raw, path=path, number=number)
            keys |= line.keys() & _FORM_OF_KEY.keys()
            reason = _fault(line, is_repeated=line.get("id") in ids) or (_no_form(line, keys) if is_marked else None)
            if reason:
                raise CorpusError(path=path, line=number, reason=reason)
            ids.add(line["id"])
            yield line


def _object(raw: bytes, *, path: Path, number: int) -> GoldLine:
    try:
        line = json.loads(raw)
    except ValueError as error:
        raise CorpusError(path=path, line=number, reason="not JSON in UTF-8") from error
    if not isinstance(line, dict):
        raise CorpusError(path=path, line=number, reason="not a JSON object")
    return line


def _fault(line: GoldLine, *, is_repeated: bool) -> str | None:
    if not all(isinstance(line.get(key), str) for key in ("id", "text")):
        return 'need "id" and "text"'
    return f"second article with id {line['id']}" if is_repeated else None


def _no_form(line: GoldLine, keys: set[str]) -> str | None:
    """What is wrong with the form of a line, in a file with these forms so far."""
    is_one = len(keys) == 1 and line.keys() & keys
    return None if is_one else 'need "quotes" or "attributions", the same in every line'


def _form(line: GoldLine) -> GoldForm:
    return next(form for key, form in _FORM_OF_KEY.items() if key in line)
