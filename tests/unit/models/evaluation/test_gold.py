import hashlib
import json
from pathlib import Path

import pytest

from models.corpora.marks import fingerprint
from models.errors import CorpusError
from models.evaluation.gold import article_of, read_gold

QUOTES = {"id": "a", "text": "It rained.", "quotes": []}
ATTRIBUTIONS = {"id": "b", "text": "It rained.", "attributions": []}


def written(path: Path, *lines: object) -> Path:
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("line", "form"),
    [
        pytest.param(QUOTES, "worldquotes", id="quotes"),
        pytest.param(ATTRIBUTIONS, "polnear", id="attributions"),
    ],
)
def test_form_is_told_by_its_key(tmp_path: Path, line: dict[str, object], form: str) -> None:
    assert read_gold(written(tmp_path / "gold.jsonl", line)).form == form


def test_gold_file_keeps_its_lines_name_and_hash(tmp_path: Path) -> None:
    path = written(tmp_path / "gold.jsonl", QUOTES)
    gold = read_gold(path)
    assert (gold.lines, gold.name, gold.sha256) == (
        (QUOTES,),
        "gold.jsonl",
        hashlib.sha256(path.read_bytes()).hexdigest(),
    )


def test_marks_that_lie_apart_make_gold_of_texts_alone(tmp_path: Path) -> None:
    texts = written(tmp_path / "texts.jsonl", {"id": "a", "text": "It rained."}, {"id": "b", "text": "It snowed."})
    marks = written(tmp_path / "marks.jsonl", {"text_sha256": fingerprint("It snowed."), "quotes": []})
    gold = read_gold(texts, marks=marks)
    assert [(line["id"], line["quotes"]) for line in gold.lines] == [("b", [])]
    assert (gold.name, gold.marks) == ("texts.jsonl", "marks.jsonl")
    assert gold.sha256 == hashlib.sha256(texts.read_bytes() + marks.read_bytes()).hexdigest()


def test_texts_that_are_marked_apart_are_checked_too(tmp_path: Path) -> None:
    texts = written(tmp_path / "texts.jsonl", {"id": "a", "text": "It rained."}, {"id": "a", "text": "It snowed."})
    with pytest.raises(CorpusError, match="second article"):
        read_gold(texts, marks=written(tmp_path / "marks.jsonl"))


@pytest.mark.parametrize(
    ("content", "line"),
    [
        pytest.param("", 1, id="empty-file"),
        pytest.param(json.dumps(QUOTES) + "\n\n{", 3, id="not-json"),
        pytest.param("[]", 1, id="not-an-object"),
        pytest.param(json.dumps({"id": "a", "quotes": []}), 1, id="no-text"),
        pytest.param(json.dumps({"id": "a", "text": "x"}), 1, id="no-gold"),
        pytest.param(json.dumps(QUOTES) + "\n" + json.dumps(ATTRIBUTIONS), 2, id="two-forms"),
        pytest.param(json.dumps(QUOTES) + "\n" + json.dumps(QUOTES), 2, id="one-id-twice"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, content: str, line: int) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError) as caught:
        read_gold(path)
    assert caught.value.line == line


def test_the_article_carries_an_address_and_then_no_publisher() -> None:
    article = article_of(QUOTES | {"publisher": "The Heron", "title": "Rain", "url": "https://heron.example/1"})
    assert (article.outlet, article.title, article.url) == (None, "Rain", "https://heron.example/1")


@pytest.mark.parametrize(
    ("known", "outlet"),
    [
        pytest.param({"publisher": "The Heron"}, "The Heron", id="no-url"),
        pytest.param({"publisher": "The Heron", "url": None}, "The Heron", id="url-is-null"),
        pytest.param({"publisher": None}, None, id="nothing-known"),
        pytest.param({}, None, id="no-keys"),
    ],
)
def test_the_article_carries_the_publisher_for_want_of_an_address(
    known: dict[str, str | None], outlet: str | None
) -> None:
    article = article_of(QUOTES | known)
    assert (article.outlet, article.url) == (outlet, None)
