import json
from pathlib import Path

import pytest

from models.errors import CorpusError
from models.evaluation.benchmark import (
    Throughput,
    count_words,
    measure_latency,
    measure_throughput,
    peak_memory_mib,
    read_articles,
    text_of_length,
)
from models.records import Article
from tests.unit.models.evaluation.fakes import FakePipeline

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


def test_throughput_counts_all_words() -> None:
    throughput = measure_throughput(FakePipeline(), ARTICLES, n_repeats=2)
    assert (throughput.n_articles, throughput.n_words) == (2, 7)


@pytest.mark.parametrize(
    ("seconds", "expected"), [pytest.param(2.0, 50.0, id="timed"), pytest.param(0.0, 0.0, id="too-fast-to-time")]
)
def test_words_per_s_is_words_by_seconds(seconds: float, expected: float) -> None:
    assert Throughput(n_articles=1, n_words=100, seconds=seconds).words_per_s == expected


def test_latency_is_of_one_article_of_that_length() -> None:
    pipeline = FakePipeline()
    measure_latency(pipeline, ARTICLES, n_words=5, n_repeats=3)
    assert [count_words(article.text) for article in pipeline.seen] == [5, 5, 5]


def test_peak_memory_is_that_of_a_python_process() -> None:
    assert 1 < peak_memory_mib() < 100_000


def test_a_folder_gives_all_its_articles_in_order_of_name(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Second.", encoding="utf-8")
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "x", "text": "First."}) + "\n", encoding="utf-8")
    (tmp_path / "c.md").write_text("Not an article.", encoding="utf-8")
    assert [(a.id, a.text) for a in read_articles(tmp_path)] == [("x", "First."), (None, "Second.")]


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
        read_articles(path)
    assert caught.value.line == line
