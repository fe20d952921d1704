"""Reads the news articles that were written for this project to teach what real ones hold too seldom."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from models.corpora.examples import Example, read_json_lines
from models.corpora.worldquotes import worldquotes_example

WRITTEN = Path(__file__).parent / "written"
"""Holds the articles; its README says how they were made."""


def written_rows(folder: Path = WRITTEN) -> Iterator[dict[str, Any]]:
    """Every article of the folder in the worldquotes form, file by file in the order of their names."""
    for path in sorted(folder.glob("*.jsonl")):
        yield from read_json_lines(path)


def read_written(*, is_outlet: Callable[[str], bool], folder: Path = WRITTEN) -> Iterator[Example]:
    """Every article, all layers but PolNeAR's own labelled."""
    return (worldquotes_example(row, is_outlet=is_outlet) for row in written_rows(folder))
