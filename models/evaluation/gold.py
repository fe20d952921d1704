"""Reads a gold file and tells its form: worldquotes (`quotes`) or PolNeAR (`attributions`)."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from models.errors import CorpusError
from models.records import Article

GoldForm = Literal["worldquotes", "polnear"]
GoldLine = dict[str, Any]

_FORM_OF_KEY: dict[str, GoldForm] = {"quotes": "worldquotes", "attributions": "polnear"}


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldFile:
    """The lines of a gold file, all in one form, with the hash of its bytes."""

    name: str
    sha256: str
    form: GoldForm
    lines: tuple[GoldLine, ...]


def read_gold(path: Path) -> GoldFile:
    """The whole file; blank lines are passed over.

    Raises CorpusError for a line that is not an object with `id` and `text` in the form of the first line, for an
    id that comes twice and for a file without articles; OSError when it cannot be opened.
    """
    content = path.read_bytes()
    lines = tuple(_lines(content, path))
    if not lines:
        raise CorpusError(path=path, line=1, reason="no article in the file")
    return GoldFile(name=path.name, sha256=hashlib.sha256(content).hexdigest(), form=_form(lines[0]), lines=lines)


def article_of(line: GoldLine) -> Article:
    """What a caller would send of it: the address, or for want of one the publisher, as the keeper of an archive does.

    Beside an address the publisher stays out: to find it is part of the task.
    """
    url = line.get("url")
    outlet = None if url else line.get("publisher")
    return Article(text=line["text"], id=line["id"], title=line.get("title"), url=url, outlet=outlet)


def _lines(content: bytes, path: Path) -> Iterator[GoldLine]:
    ids: set[str] = set()
    keys: set[str] = set()
    for number, raw in enumerate(content.split(b"\n"), start=1):
        if raw.strip():
            line = _object(raw, path=path, number=number)
            keys |= line.keys() & _FORM_OF_KEY.keys()
            reason = _fault(line, n_forms=len(keys), is_repeated=line.get("id") in ids)
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


def _fault(line: GoldLine, *, n_forms: int, is_repeated: bool) -> str | None:
    if not all(isinstance(line.get(key), str) for key in ("id", "text")):
        return 'need "id" and "text"'
    if n_forms != 1 or not line.keys() & _FORM_OF_KEY.keys():
        return 'need "quotes" or "attributions", the same in every line'
    return f"second article with id {line['id']}" if is_repeated else None


def _form(line: GoldLine) -> GoldForm:
    return next(form for key, form in _FORM_OF_KEY.items() if key in line)
