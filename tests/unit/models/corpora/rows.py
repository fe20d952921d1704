"""Rows in the data's form, and labels in words: written for these tests."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from models.corpora.examples import LayerLabels, Link
from models.spans import CharSpan


def place(text: str, words: str, *, after: str = "") -> list[int]:
    """[start, end] of the first place of some words, behind the first place of others if asked."""
    start = text.index(words, text.index(after) + len(after) if after else 0)
    return [start, start + len(words)]


def span_at(text: str, words: str, *, after: str = "") -> CharSpan:
    return CharSpan(*place(text, words, after=after))


def write_rows(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def labels_of(text: str, labels: LayerLabels) -> list[tuple[str, str]]:
    """The labelled words and their classes."""
    return [(label.span.cut(text), label.kind) for label in labels.spans]


def links_of(text: str, links: Iterable[Link], relation: str) -> list[tuple[str, list[str]]]:
    """The words that links of one relation go from and to."""
    return [(k.query.cut(text), [a.cut(text) for a in k.answers]) for k in links if k.relation == relation]


def quote_row(
    text: str,
    contents: list[str],
    *,
    cue: str | None = None,
    name: str | None = None,
    kind: str | None = "person",
    mention: str | None = None,
    role: str | None = None,
    relay: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """A quotation in the worldquotes form, its parts given by their words."""
    return {
        "spans": [place(text, words) for words in contents],
        "type": "direct",
        "cue": place(text, cue) if cue else None,
        "speaker": {"mention": place(text, mention) if mention else None, "name": name, "kind": kind, "role": role},
        "relay": relay,
    }
