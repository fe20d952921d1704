"""The articles that speed is measured on: read from files, and made to a length."""

import json
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path

from models.errors import CorpusError
from models.records import Article


def read_articles(places: Sequence[Path]) -> list[Article]:
    """The articles of `.jsonl` files (`text` in each line), of text files, and of all such files in folders.

    Raises CorpusError for a line without `text` and for a place where there is no article with words.
    """
    return [article for place in places for article in _articles_at(place)]


def text_of_length(articles: Sequence[Article], *, n_words: int) -> str:
    """Whole paragraphs of the articles, again from the first when they run out, the last cut to the word."""
    paragraphs: list[str] = []
    missing = n_words
    for paragraph in cycle(p for article in articles for p in article.text.split("\n") if p.strip()):
        words = paragraph.split()
        paragraphs.append(paragraph if len(words) <= missing else " ".join(words[:missing]))
        missing -= len(words)
        if missing <= 0:
            break
    return "\n".join(paragraphs)


def count_words(text: str) -> int:
    """Words as spaces part them."""
    return len(text.split())


def _articles_at(place: Path) -> list[Article]:
    files = [place] if place.is_file() else sorted(p for p in place.iterdir() if p.suffix in {".jsonl", ".txt"})
    articles = [article for path in files for article in _articles(path) if article.text.strip()]
    if not articles:
        raise CorpusError(path=place, line=1, reason="no article to measure with")
    return articles


def _articles(path: Path) -> Iterator[Article]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".jsonl":
        yield Article(text=text)
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _article(line, path=path, number=number)


def _article(line: str, *, path: Path, number: int) -> Article:
    try:
        fields = json.loads(line)
        return Article(text=fields["text"], id=fields.get("id"), title=fields.get("title"), url=fields.get("url"))
    except (ValueError, KeyError, TypeError) as error:
        raise CorpusError(path=path, line=number, reason='need a JSON object with "text"') from error
