"""Where an output goes and in which form: its files, which of them are there already, and what remains at the end."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from service.client.endings import LINES, ending_of
from service.client.writing.faults import OutputFault
from service.client.writing.lines import LinesFile, end_lines
from service.client.writing.pace import LINES_PACE, TABLES_PACE, Pace
from service.client.writing.sinks import Sink, result_line


class Target(Protocol):
    """The files of one output, but for its failures."""

    @property
    def path(self) -> Path:
        """The output's own place, by which the files beside it are named."""

    @property
    def pace(self) -> Pace:
        """How often it best becomes durable."""

    def found(self) -> list[Path]:
        """What is there already, and would be written over."""

    def clear(self) -> None:
        """Removes what is there already."""

    def open(self, marks: Mapping[str, int]) -> dict[str, Sink]:
        """The files for results by name, each cut back to its mark, or to nothing."""

    def complete(self) -> None:
        """Makes of what is written and closed what was asked for; may be done again after it was broken off."""

    def tidy(self) -> None:
        """Removes what was needed on the way."""


def beside(path: Path, ending: str) -> Path:
    """A neighbour of an output, named after it."""
    return path.parent / (path.name + ending)


def target_of(name: str) -> Target:
    """The target that a path tells by its ending; raises OutputFault where it tells none."""
    path = Path(os.path.abspath(name))
    if name.endswith("/"):
        return _Folder(path=path)
    if path.suffix.lower() == ".parquet":
        return _Table(path=path)
    if ending_of(path.name) in LINES:
        return _Lines(path=path)
    raise OutputFault(
        f"The name of {name} does not tell its form: let it end in .jsonl, .jsonl.gz, .jsonl.zst, .parquet, "
        "or in / for a folder of Parquet files."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lines:
    """JSON Lines, a result a line."""

    path: Path
    pace: Pace = LINES_PACE

    def found(self) -> list[Path]:
        return _existing(self.path)

    def clear(self) -> None:
        self.path.unlink(missing_ok=True)

    def open(self, marks: Mapping[str, int]) -> dict[str, Sink]:
        return {"results": LinesFile(self.path, length=marks.get("results", 0), line_of=result_line)}

    def complete(self) -> None:
        end_lines(self.path)

    def tidy(self) -> None:
        """Nothing was needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Folder:
    """A folder of Parquet files, and another one for the texts that were made here."""

    path: Path
    pace: Pace = TABLES_PACE

    @property
    def _texts(self) -> Path:
        return beside(self.path, ".texts")

    def found(self) -> list[Path]:
        return [
            path for path in (self.path, self._texts) if path.exists() and (not path.is_dir() or any(path.iterdir()))
        ]

    def clear(self) -> None:
        from service.client.writing.tables import parts_in

        for folder in (self.path, self._texts):
            for part in parts_in(folder):
                part.unlink()

    def open(self, marks: Mapping[str, int]) -> dict[str, Sink]:
        return _tables(self.path, self._texts, marks)

    def complete(self) -> None:
        from service.client.writing.tables import add_empty_part

        add_empty_part(self.path)

    def tidy(self) -> None:
        """Nothing was needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """One Parquet file, and another one for the texts that were made here; parts beside them until the end."""

    path: Path
    pace: Pace = TABLES_PACE

    @property
    def _texts(self) -> Path:
        return self.path.with_suffix(".texts.parquet")

    @property
    def _parts(self) -> Path:
        return beside(self.path, ".parts")

    def found(self) -> list[Path]:
        return _existing(self.path, self._texts, self._parts)

    def clear(self) -> None:
        self.path.unlink(missing_ok=True)
        self._texts.unlink(missing_ok=True)
        self.tidy()

    def open(self, marks: Mapping[str, int]) -> dict[str, Sink]:
        self._parts.mkdir(exist_ok=True)
        return _tables(self._parts / "results", self._parts / "texts", marks)

    def complete(self) -> None:
        from service.client.rows import SCHEMA
        from service.client.writing.tables import TEXTS_SCHEMA, merge_parts

        merge_parts(self._parts / "results", self.path, schema=SCHEMA)
        if (self._parts / "texts").exists():
            merge_parts(self._parts / "texts", self._texts, schema=TEXTS_SCHEMA)

    def tidy(self) -> None:
        if self._parts.exists():
            shutil.rmtree(self._parts)


def _tables(results: Path, texts: Path, marks: Mapping[str, int]) -> dict[str, Sink]:
    # Arrow takes long to load, and JSON Lines need none of it.
    from service.client.rows import SCHEMA
    from service.client.writing.tables import TEXTS_SCHEMA, PartsFolder, quotation_rows, text_rows

    return {
        "results": PartsFolder(results, n_parts=marks.get("results", 0), schema=SCHEMA, rows_of=quotation_rows),
        "texts": PartsFolder(texts, n_parts=marks.get("texts", 0), schema=TEXTS_SCHEMA, rows_of=text_rows),
    }


def _existing(*paths: Path) -> list[Path]:
    return [path for path in paths if path.exists()]
