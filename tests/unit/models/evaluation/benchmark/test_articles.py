"""Which articles are read, and how they are cut to a length."""

import json
from pathlib import Path

import pytest

from models.errors import CorpusError
from models.evaluation.benchmark.articles import read_articles, text_of_length
from models.records import Article

ARTICLES = [Article(text="One two three.\n\nFour five."), Article(text="Six seven.")]


@pytest.mark.parametrize(
    ("n_words", "expected"),
    [
        pytest.param(3, "One two three.", id="a-whole-paragraph"),
        pytest.param(4, "One two three.\nFour", id="cut-to-the-word"),
        pytest.param(9, "One two three.\nFour five.\nSix seven.\nOne two", id="from-the-first-again"),
    ],
)
def test_text_has_the_length_asked_for(n_words: int, expected: str) -> None:
    assert text_of_length(ARTICLES, n_words=n_words) == expected


def test_a_folder_gives_all_its_articles_in_order_of_name(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Second.", encoding="utf-8")
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "x", "text": "First."}) + "\n", encoding="utf-8")
    (tmp_path / "c.md").write_text("Not an article.", encoding="utf-8")
    assert [(a.id, a.text) for a in read_articles([tmp_path])] == [("x", "First."), (None, "Second.")]


def test_places_are_read_in_the_order_given(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    assert [a.text for a in read_articles([tmp_path / "b.txt", tmp_path / "a.txt"])] == ["b.txt", "a.txt"]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        pytest.param('{"text": "x"}\n{"id": 1}', 2, id="no-text"),
        pytest.param("nonsense", 1, id="not-json"),
        pytest.param("7", 1, id="not-an-object"),
        pytest.param('{"text": " "}', 1, id="no-words"),
    ],
)
def test_a_file_without_articles_is_refused(tmp_path: Path, content: str, line: int) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError) as caught:
        read_articles([path])
    assert caught.value.line == line
