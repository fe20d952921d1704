"""How fast and how large: words a second from text to JSON, latency by length, memory."""

import json
import resource
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from models.errors import CorpusError
from models.evaluation.loading import Pipeline
from models.records import Article
from models.wire import result_to_wire

LATENCY_WORDS = (100, 600, 3000)
_KIB_PER_MIB = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Throughput:
    """All articles in one call; the median of the repeats."""

    n_articles: int
    n_words: int
    seconds: float

    @property
    def words_per_s(self) -> float:
        """Words a second; 0.0 where no time could be measured."""
        return self.n_words / self.seconds if self.seconds else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Latency:
    """One article alone, in a call of its own; the median of the repeats."""

    n_words: int
    milliseconds: float


def read_articles(place: Path) -> list[Article]:
    """The articles of a `.jsonl` file (`text` in each line), of a text file, or of all such files in a folder.

    Raises CorpusError for a line without `text` and where there is no article with words.
    """
    files = [place] if place.is_file() else sorted(p for p in place.iterdir() if p.suffix in {".jsonl", ".txt"})
    articles = [article for path in files for article in _articles(path) if article.text.strip()]
    if not articles:
        raise CorpusError(path=place, line=1, reason="no article to measure with")
    return articles


def measure_throughput(pipeline: Pipeline, articles: Sequence[Article], *, n_repeats: int) -> Throughput:
    """Time the articles together, after one untimed answer that warms the pipeline up."""
    _answer(pipeline, articles[:1])
    seconds = _median_seconds(lambda: _answer(pipeline, articles), n_repeats=n_repeats)
    return Throughput(n_articles=len(articles), n_words=sum(count_words(a.text) for a in articles), seconds=seconds)


def measure_latency(pipeline: Pipeline, articles: Sequence[Article], *, n_words: int, n_repeats: int) -> Latency:
    """Time one article of that many words, made of the given ones."""
    article = Article(text=text_of_length(articles, n_words=n_words))
    seconds = _median_seconds(lambda: _answer(pipeline, [article]), n_repeats=n_repeats)
    return Latency(n_words=n_words, milliseconds=1000 * seconds)


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


def peak_memory_mib() -> float:
    """The most memory this process has held so far, as Linux counts it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIB_PER_MIB


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


def _answer(pipeline: Pipeline, articles: Sequence[Article]) -> None:
    for result, article in zip(pipeline.attribute(articles), articles, strict=True):
        json.dumps(result_to_wire(result, article=article, model=pipeline.model), ensure_ascii=False)


def _median_seconds(work: Callable[[], None], *, n_repeats: int) -> float:
    seconds = []
    for _ in range(n_repeats):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)
