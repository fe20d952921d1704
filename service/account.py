"""What one request came to: counts and seconds, told at its end to the log (one line), instruments and traces."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus

import structlog

from models.records import Article, Result
from service.instruments import Instruments, Part
from service.observer import WAIT
from service.traces import TracedRequest, TracedStage, Traces

METHODS = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})
OTHER_METHOD = "other"
_NS = 1_000_000_000

_log = structlog.get_logger("service.http")


@dataclass(slots=True, kw_only=True)
class Account:
    """Begins when it is made.

    rule:        None where the address leads nowhere
    method:      one of those that there are, or `other`
    traceparent: the caller's header of that name, which a trace goes on from
    """

    instruments: Instruments
    traces: Traces | None
    request_id: str
    rule: str | None
    method: str
    traceparent: str | None
    # What a caller gets who is left without any answer.
    status: int = HTTPStatus.INTERNAL_SERVER_ERROR
    began_s: float = field(default_factory=time.monotonic)
    is_streamed: bool = False
    n_articles: int = 0
    n_words: int = 0
    n_quotes: int = 0
    stages: dict[str, TracedStage] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Callers may send any word here, an article's too.
        self.method = self.method if self.method in METHODS else OTHER_METHOD

    def stage_done(self, stage: str, seconds: float) -> None:
        """A stage of this request's work took so long and has just ended; told as often as it is run."""
        if stage == WAIT:
            # Those of the model itself are counted where they are run.
            self.instruments.stage_done(stage, seconds)
        now_ns = time.time_ns()
        run = TracedStage(name=stage, began_ns=now_ns - int(_NS * seconds), ended_ns=now_ns, seconds=seconds)
        before = self.stages.get(stage)
        self.stages[stage] = (
            replace(before, ended_ns=now_ns, seconds=before.seconds + seconds) if before is not None else run
        )

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
        trace_id = self.traces.record(self._to_trace(seconds)) if self.traces else None
        _log.info(
            "http.answered",
            method=self.method,
            rule=self.rule,
            status=self.status,
            duration_ms=_ms(seconds),
            **self._counts(),
            **self._times(),
            **({"trace_id": trace_id} if trace_id else {}),
        )

    def _to_trace(self, seconds: float) -> TracedRequest:
        now_ns = time.time_ns()
        return TracedRequest(
            method=self.method,
            rule=self.rule,
            status=self.status,
            traceparent=self.traceparent,
            began_ns=now_ns - int(_NS * seconds),
            ended_ns=now_ns,
            counts=self._counts(),
            stages=tuple(self.stages.values()),
        )

    def _counts(self) -> dict[str, int]:
        if not self.n_articles:
            return {}
        return {"n_articles": self.n_articles, "n_words": self.n_words, "n_quotes": self.n_quotes}

    def _times(self) -> dict[str, object]:
        if not self.stages:
            return {}
        times_ms = {name: _ms(stage.seconds) for name, stage in self.stages.items()}
        return {"wait_ms": times_ms.pop(WAIT, 0.0), "stages_ms": times_ms}


def _ms(seconds: float) -> float:
    return round(1000 * seconds, 1)
