"""Written articles teach quotations and names; the project's own hold what every article of this form must hold."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from models.corpora.examples import Example, read_json_lines
from models.corpora.written import WRITTEN, read_written, written_rows
from tests.unit.models.corpora.rows import labels_of, links_of, place, quote_row, write_rows

TEXT = "Harbour master Ada Moor told Hill Radio: “The cranes stand still.” Ben Hill watched from Lund."
CRANES = quote_row(
    TEXT,
    ["“The cranes stand still.”"],
    cue="told",
    name="Ada Moor",
    mention="Ada Moor",
    role="Harbour master",
    relay={"name": "Hill Radio", "mention": place(TEXT, "Hill Radio"), "relation": "told"},
)
ENTITIES = [
    [*place(TEXT, "Ada Moor"), "Person"],
    [*place(TEXT, "Hill Radio"), "Organization"],
    [*place(TEXT, "Ben Hill"), "Person"],
    [*place(TEXT, "Lund"), "Location"],
]
ROW: dict[str, Any] = {"id": "a", "text": TEXT, "quotes": [CRANES], "entities": ENTITIES}


def read_one(folder: Path, row: dict[str, Any], *, is_outlet: Callable[[str], bool] = lambda _: False) -> Example:
    write_rows(folder / "first.jsonl", [row])
    [example] = read_written(is_outlet=is_outlet, folder=folder)
    return example


@pytest.mark.parametrize(
    ("layer", "expected"),
    [
        pytest.param("content", [("“The cranes stand still.”", "content")], id="contents"),
        pytest.param("cue", [("told", "cue")], id="cues"),
        pytest.param("source", [("Ada Moor", "source")], id="sources"),
        pytest.param("relay", [("Hill Radio", "told")], id="relays"),
        pytest.param("role", [("Harbour master", "role")], id="roles"),
        pytest.param(
            "name",
            [("Ada Moor", "person"), ("Hill Radio", "outlet"), ("Ben Hill", "person"), ("Lund", "location")],
            id="names",
        ),
    ],
)
def test_layer_is_taught(tmp_path: Path, layer: str, expected: list[tuple[str, str]]):
    assert labels_of(TEXT, read_one(tmp_path, ROW).layers[layer]) == expected


@pytest.mark.parametrize("relation", ["source", "speaker", "bearer"])
def test_links_to_the_speaker_are_taught(tmp_path: Path, relation: str):
    assert ("“The cranes stand still.”", ["Ada Moor"]) in links_of(TEXT, read_one(tmp_path, ROW).links, relation)


def names_of(example: Example) -> list[tuple[str, str]]:
    return labels_of(TEXT, example.layers["name"])


@pytest.mark.parametrize(
    ("outlets", "kind"),
    [pytest.param({"Hill Radio"}, "outlet", id="known"), pytest.param(set(), "organization", id="unknown")],
)
def test_outlets_are_told_from_other_organizations(tmp_path: Path, outlets: set[str], kind: str):
    row = {**ROW, "quotes": [{**CRANES, "relay": None}]}

    assert ("Hill Radio", kind) in names_of(read_one(tmp_path, row, is_outlet=lambda words: words in outlets))


def test_article_without_marked_names_teaches_none(tmp_path: Path):
    example = read_one(tmp_path, {**ROW, "entities": []})

    assert "name" not in example.layers
    assert "content" in example.layers


def test_files_are_read_in_the_order_of_their_names(tmp_path: Path):
    for name in ("second", "first", "third"):
        write_rows(tmp_path / f"{name}.jsonl", [{**ROW, "id": f"{name} {number}"} for number in (1, 2)])
    (tmp_path / "README.md").write_text("How they were made.")

    ids = [row["id"] for row in written_rows(tmp_path)]

    assert ids == ["first 1", "first 2", "second 1", "second 2", "third 1", "third 2"]
    assert [example.id for example in read_written(is_outlet=lambda _: False, folder=tmp_path)] == ids


FILES = sorted(WRITTEN.glob("*.jsonl"))
TYPES = {"direct", "mixed", "indirect"}
KINDS = {"person", "organization", "unnamed", "document", "unknown"}
RELATIONS = {"told", "reported"}
ENTITY_KINDS = {"Person", "Organization", "Location"}


def places_of(row: dict[str, Any]) -> Iterator[list[int]]:
    """Every place that a row marks in its text."""
    yield from (entity[:2] for entity in row["entities"])
    for quote in row["quotes"]:
        yield from quote["spans"]
        yield from (part for part in (quote["cue"], quote["speaker"]["mention"]) if part is not None)
        if quote["relay"] and quote["relay"]["mention"] is not None:
            yield quote["relay"]["mention"]


def are_places_inside(row: dict[str, Any]) -> bool:
    return all(0 <= start < end <= len(row["text"]) for start, end in places_of(row))


def has_contents(row: dict[str, Any]) -> bool:
    return all(quote["spans"] and quote["type"] in TYPES for quote in row["quotes"])


def are_relays_whole(row: dict[str, Any]) -> bool:
    relays = [quote["relay"] for quote in row["quotes"] if quote["relay"]]
    return all(relay["name"] and relay["relation"] in RELATIONS for relay in relays)


def are_speakers_of_known_kinds(row: dict[str, Any]) -> bool:
    speakers = [quote["speaker"] for quote in row["quotes"]]
    return all(s["kind"] in KINDS and bool(s["name"]) == (s["kind"] != "unknown") for s in speakers)


def are_roles_of_people(row: dict[str, Any]) -> bool:
    speakers = [quote["speaker"] for quote in row["quotes"]]
    return all(speaker["kind"] == "person" for speaker in speakers if speaker["role"])


def are_entities_of_known_kinds(row: dict[str, Any]) -> bool:
    return all(kind in ENTITY_KINDS for _, _, kind in row["entities"])


@pytest.mark.parametrize(
    "holds",
    [
        are_places_inside,
        has_contents,
        are_relays_whole,
        are_speakers_of_known_kinds,
        are_roles_of_people,
        are_entities_of_known_kinds,
    ],
)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_written_article_is_sound(path: Path, holds: Callable[[dict[str, Any]], bool]):
    assert [row["id"] for row in read_json_lines(path) if not holds(row)] == []


def test_written_articles_have_ids_of_their_own():
    n_articles = Counter(row["id"] for row in written_rows())

    assert n_articles
    assert [id for id, n in n_articles.items() if n > 1] == []


def test_articles_are_the_projects_own_where_no_folder_is_told():
    assert next(read_written(is_outlet=lambda _: False)).id == next(read_json_lines(FILES[0]))["id"]
