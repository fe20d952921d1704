"""What is counted of the service's work, as Prometheus metrics; labels take few values, and no caller chooses them."""

import os
from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Literal, get_args

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from models.records import ModelInfo, QuotationType, Result
from service.errors import Busy, NotReady, TooLate, to_problem
from service.metric_files import shared_registry

# An article of 100 words takes 0.06 s, of 600 words 0.25 to 0.5 s, of 3 000 words 2 s; a batch takes their sum.
REQUEST_BUCKETS_S = (0.005, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0)
# Cutting an article takes milliseconds, encoding it nearly all of its time; a wait ends at the deadline.
STAGE_BUCKETS_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
NO_RULE = "none"
Part = Literal["request", "article"]
# The first class that fits.
REFUSALS: tuple[tuple[type[Exception], str], ...] = (
    (NotReady, "not_ready"),
    (TooLate, "deadline"),
    (Busy, "busy"),
)

_MEMORY = Path("/proc/self/statm")


class Instruments:
    """One app's metrics: told what happens, and read at `/metrics`, where the workers of a server tell their sum."""

    def __init__(self) -> None:
        registry = CollectorRegistry()
        self._read_from = shared_registry() or registry
        counter = partial(Counter, registry=registry)
        histogram = partial(Histogram, registry=registry)
        # Of the workers that live: what a dead one held or could do is gone.
        gauge = partial(Gauge, registry=registry, multiprocess_mode="livesum")
        self._requests = counter("quotes_http_requests", "Requests answered.", ["rule", "method", "status"])
        self._request_seconds = histogram(
            "quotes_http_request_seconds", "Time from headers to end of answer.", ["rule"], buckets=REQUEST_BUCKETS_S
        )
        self._errors = counter("quotes_errors", "Faults of the service, also in one article of a batch.", ["part"])
        self._refusals = counter("quotes_refusals", "Told to come back, also one article of a batch.", ["reason"])
        self._queue = gauge("quotes_queue_requests", "Requests that wait for the model or are at work.")
        self._waiting = gauge("quotes_waiting_requests", "Requests that wait for the model.")
        self._stage_seconds = histogram(
            "quotes_stage_seconds", "Time of a run of one stage of the work.", ["stage"], buckets=STAGE_BUCKETS_S
        )
        self._articles = counter("quotes_articles", "Articles read by the model.")
        self._words = counter("quotes_words", "Words of the articles read.")
        self._quotations = counter("quotes_quotations", "Quotations found, before any filter.", ["type"])
        self._starts = counter("quotes_worker_starts", "Workers started, those that took a dead one's place too.")
        self._ready = gauge("quotes_ready_workers", "Workers that can answer.")
        self._memory = gauge("quotes_memory_bytes", "Resident memory of the workers.")
        self._model = Gauge(
            "quotes_model_info",
            "The model that answers; always 1.",
            ["name", "version", "weights_sha256"],
            registry=registry,
            multiprocess_mode="livemax",
        )
        self._begin()

    def _begin(self) -> None:
        """Start the counts that are rates in a chart at zero, so that the first event shows as a rise."""
        for quotation_type in get_args(QuotationType):
            self._quotations.labels(quotation_type)
        for part in get_args(Part):
            self._errors.labels(part)
        for _, reason in REFUSALS:
            self._refusals.labels(reason)
        # A dead worker's files may hold the last it said.
        for gauge in (self._queue, self._waiting, self._ready):
            gauge.set(0)
        self._starts.inc()
        self.note_memory()

    def model_loaded(self, model: ModelInfo) -> None:
        """The model answers from now on."""
        self._model.labels(model.name, model.version, model.weights_sha256).set(1)
        self._ready.set(1)
        self.note_memory()

    def draining(self) -> None:
        """This worker is about to end."""
        self._ready.set(0)

    def request_ended(self, *, rule: str | None, method: str, status: int, seconds: float) -> None:
        """A request was answered; `rule` is None where the address leads nowhere."""
        self._requests.labels(rule or NO_RULE, method, status).inc()
        self._request_seconds.labels(rule or NO_RULE).observe(seconds)

    def failed(self, error: BaseException, *, part: Part) -> None:
        """A request, or an article of a batch, got this error: counted where it is a fault or a refusal."""
        reason = next((reason for kind, reason in REFUSALS if isinstance(error, kind)), None)
        if reason:
            self._refusals.labels(reason).inc()
        elif to_problem(error).status == HTTPStatus.INTERNAL_SERVER_ERROR:
            self._errors.labels(part).inc()

    def articles_read(self, results: Sequence[Result], *, n_words: int) -> None:
        """The model has answered articles of so many words together, with one result each."""
        self._articles.inc(len(results))
        self._words.inc(n_words)
        for result in results:
            for quotation in result.quotations:
                self._quotations.labels(quotation.type).inc()

    def stage_done(self, stage: str, seconds: float) -> None:
        """The engine has run a stage once."""
        self._stage_seconds.labels(stage).observe(seconds)

    def waiting_changed(self, n_requests: int) -> None:
        """So many requests wait now for the model, besides the one at work."""
        self._waiting.set(n_requests)

    def working(self) -> AbstractContextManager[None]:
        """While a request is with the engine."""
        return self._queue.track_inprogress()

    def note_memory(self) -> None:
        """Look how much memory this worker holds; left as it was where the system does not tell."""
        try:
            n_pages = int(_MEMORY.read_text(encoding="ascii").split()[1])
        except OSError:
            return
        self._memory.set(n_pages * os.sysconf("SC_PAGE_SIZE"))

    def expose(self) -> bytes:
        """All of it in Prometheus' text form."""
        self.note_memory()
        return generate_latest(self._read_from)
