import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from models.corpora.marks import MARKED, Marks, fingerprint
from models.errors import CorpusError
from tests.unit.models.corpora.rows import place, write_rows

TEXT = "Radio Delta asks again. “Rain is near,” the mayor told Radio Delta.\nMayor Ida Moss spoke late."
MARK: dict[str, Any] = {
    "spans": [place(TEXT, "“Rain is near,”")],
    "type": "direct",
    "kind": "person",
    "cue": place(TEXT, "told"),
    "mention": place(TEXT, "the mayor"),
    "name": place(TEXT, "Ida Moss"),
    "role": place(TEXT, "Mayor"),
    "relay": place(TEXT, "Radio Delta"),
    "relay_mention": place(TEXT, "Radio Delta", after="told"),
    "relation": "told",
}
ROWS = [{"id": "a", "text": TEXT, "url": "u"}, {"id": "b", "text": "Wet."}]
FILES = sorted(MARKED.glob("*.jsonl"))
WORDS = {
    "type": {"direct", "mixed", "indirect"},
    "kind": {"person", "organization", "unnamed", "document", "unknown"},
    "relation": {"told", "reported"},
}
"""All words that a quotation's marks may hold, by key; the rest are places."""


def marked(*quotes: dict[str, Any], text: str = TEXT) -> dict[str, Any]:
    return {"text_sha256": fingerprint(text), "quotes": list(quotes)}


def over(folder: Path, *lines: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows that these lines mark."""
    return list(Marks.read(write_rows(folder / "marks.jsonl", lines)).over(ROWS))


def test_marked_article_has_the_form_of_worldquotes(tmp_path: Path):
    speaker = {"mention": MARK["mention"], "name": "Ida Moss", "kind": "person", "role": "Mayor"}
    relay = {"name": "Radio Delta", "mention": MARK["relay_mention"], "relation": "told"}
    quote = {"spans": MARK["spans"], "type": "direct", "cue": MARK["cue"], "speaker": speaker, "relay": relay}

    assert over(tmp_path, marked(MARK)) == [{"id": "a", "text": TEXT, "url": "u", "quotes": [quote]}]


def test_what_is_not_marked_is_none(tmp_path: Path):
    [row] = over(tmp_path, marked({"spans": MARK["spans"], "type": "direct", "kind": "unknown"}))

    [quote] = row["quotes"]
    assert quote["speaker"] == {"mention": None, "name": None, "kind": "unknown", "role": None}
    assert (quote["cue"], quote["relay"]) == (None, None)


def test_publisher_is_told_where_it_was_marked(tmp_path: Path):
    assert [row["publisher"] for row in over(tmp_path, {**marked(), "publisher": "The Heron"})] == ["The Heron"]


def test_words_that_mean_the_publisher_are_called_by_its_name(tmp_path: Path):
    [row] = over(tmp_path, {**marked({**MARK, "relay_is_publisher": True}), "publisher": "The Heron"})

    assert row["quotes"][0]["relay"]["name"] == "The Heron"


@pytest.mark.parametrize(
    ("lines", "line", "reason"),
    [
        pytest.param([marked(), marked(text="Dry.")], 2, "not there, or has changed", id="text that is not there"),
        pytest.param([marked(), marked()], 2, "of an earlier line", id="a text twice"),
        pytest.param([{"quotes": []}], 1, "need", id="no fingerprint"),
        pytest.param([marked({"spans": [], "type": "direct"})], 1, "needs kind, spans, type", id="no kind"),
        pytest.param([marked({**MARK, "role": [90, 900]})], 1, "outside the text", id="place behind the text"),
        pytest.param([marked({**MARK, "cue": [7, 7]})], 1, "outside the text", id="place of no length"),
    ],
)
def test_marks_that_do_not_fit_are_refused_by_their_line(
    tmp_path: Path, lines: list[dict[str, Any]], line: int, reason: str
):
    with pytest.raises(CorpusError, match=reason) as caught:
        over(tmp_path, *lines)

    assert (caught.value.path.name, caught.value.line) == ("marks.jsonl", line)


def marks_of(path: Path) -> list[dict[str, Any]]:
    return [mark for line in path.read_text(encoding="utf-8").splitlines() for mark in json.loads(line)["quotes"]]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_marks_hold_places_and_none_of_the_texts(path: Path):
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

    assert rows
    assert {frozenset(row.keys() - {"publisher"}) for row in rows} == {frozenset(("text_sha256", "quotes"))}
    assert all(len(row["text_sha256"]) == len(fingerprint("")) for row in rows)
    assert all(
        value in WORDS[key] if key in WORDS else not isinstance(value, str)
        for mark in marks_of(path)
        for key, value in mark.items()
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_pieces_of_a_marked_content_are_in_order(path: Path):
    assert all(before[1] <= after[0] for mark in marks_of(path) for before, after in pairwise([[0, 0], *mark["spans"]]))


def is_relay_whole(mark: dict[str, Any]) -> bool:
    return ("relay" in mark) == ("relation" in mark) and ("relay" in mark or "relay_mention" not in mark)


def is_publisher_a_relay(mark: dict[str, Any]) -> bool:
    return "relay" in mark or "relay_is_publisher" not in mark


def is_role_a_persons(mark: dict[str, Any]) -> bool:
    return "role" not in mark or mark["kind"] == "person"


def is_somebody_named(mark: dict[str, Any]) -> bool:
    return ("name" in mark) == (mark["kind"] != "unknown")


@pytest.mark.parametrize("holds", [is_relay_whole, is_publisher_a_relay, is_role_a_persons, is_somebody_named])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_keys_of_a_quotation_go_together(path: Path, holds: Callable[[dict[str, Any]], bool]):
    assert all(map(holds, marks_of(path)))
