"""Reads articles of world newswire whose names are marked (Shan et al. 2023)."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from models.corpora.examples import Example, LabelledSpan, LayerLabels, flatten, read_json_lines
from models.spans import CharSpan

_KINDS = {"Person": "person", "Organization": "organization", "Location": "location"}


def read_worldner(path: Path, *, is_outlet: Callable[[str], bool]) -> Iterator[Example]:
    """Every article of a file, with the name layer alone."""
    for row in read_json_lines(path):
        yield Example(id=row["id"], text=row["text"], layers={"name": name_labels(row, is_outlet)})


def name_labels(row: dict[str, Any], is_outlet: Callable[[str], bool]) -> LayerLabels:
    """The names of a row; an organization that is a known outlet gets a class of its own."""
    labels = []
    for start, end, kind in row["entities"]:
        if kind in _KINDS:
            span = CharSpan(start, end)
            outlet = kind == "Organization" and is_outlet(span.cut(row["text"]))
            labels.append(LabelledSpan(span=span, kind="outlet" if outlet else _KINDS[kind]))
    return LayerLabels(spans=flatten(labels))
