"""What one request came to: counts and seconds, told at its end in one line of the log and to the instruments."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

import structlog

from models.records import Article, Result
from service.instruments import Instruments, Part

METHODS = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})
OTHER_METHOD = "other"

_log = structlog.get_logger("service.http")


@dataclass(slots=True, kw_only=True)
class Account:
    """Begins when it is made.

    rule:   None where the address leads nowhere
    method: one of those that there are, or `other`
    """

    instruments: Instruments
    request_id: str
    rule: str | None
    method: str
    # What a caller gets who is left without any answer.
    status: int = HTTPStatus.INTERNAL_SERVER_ERROR
    began_s: float = field(default_factory=time.monotonic)
    is_streamed: bool = False
    n_articles: int = 0
    n_words: int = 0
    n_quotes: int = 0

    def __post_init__(self) -> None:
        # Callers may send any word here, an article's too.
        self.method = self.method if self.method in METHODS else OTHER_METHOD

    def read(self, articles: Sequence[Article], results: Sequence[Result]) -> None:
        """The model has answered these articles, each with the result of the same place."""
        n_words = sum(len(article.text.split()) for article in articles)
        self.n_articles += len(articles)
        self.n_words += n_words
        self.n_quotes += sum(len(result.quotations) for result in results)
        self.instruments.articles_read(results, n_words=n_words)

    def failed(self, error: BaseException, *, part: Part) -> None:
        """The request, or an article of it, got this error."""
        self.instruments.failed(error, part=part)

    def close(self) -> None:
        """The answer is complete."""
        seconds = time.monotonic() - self.began_s
        self.instruments.request_ended(rule=self.rule, method=self.method, status=self.status, seconds=seconds)
        _log.info(
            "http.answered",
            method=self.method,
            rule=self.rule,
            status=self.status,
            duration_ms=round(1000 * seconds, 1),
            **self._of_articles(),
        )

    def _of_articles(self) -> dict[str, int]:
        if not self.n_articles:
            return {}
        return {"n_articles": self.n_articles, "n_words": self.n_words, "n_quotes": self.n_quotes}
