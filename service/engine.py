"""Owns the pipeline: loads it, does all of its work in one thread, and turns away whom it cannot serve in time.

The thread loads the pipeline and tries it on a sentence (requests are told NotReady till then). From then on it takes
steps of the work of those that were let in, in the order that the scheduler gives them.
"""

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from threading import Lock
from typing import Any, Protocol

import structlog

from models.backends import Runtime
from models.errors import BackendMissing, WeightsError
from models.records import Article, ModelInfo, Result
from models.steps import Stage
from service.admission import Admission
from service.errors import NotReady, TooLate
from service.hang_watch import HangWatch
from service.heap import HeapKeeper
from service.observer import EngineObserver, Hear, SilentObserver, hear_nothing
from service.scheduler import Job, Scheduler, Steps
from service.settings import Settings

WARM_UP = Article(text="“The bridge opens on Monday,” the mayor told Reuters.")
# How long those who wait have to hear that the process ends because a step hangs.
FAREWELL_S = 1.0

_log = structlog.get_logger("service.engine")


class Pipeline(Protocol):
    """What the engine asks of a model: articles in, their results out, the same each time, in short steps."""

    @property
    def model(self) -> ModelInfo: ...

    def steps(self, articles: Sequence[Article]) -> Generator[Stage, None, list[Result]]: ...


class Place:
    """A request that was let in, and the time that it has."""

    def __init__(self, work: Callable[[Sequence[Article], float, Hear], list[Result]], *, timeout_s: float) -> None:
        self._work = work
        self._timeout_s = timeout_s
        self._deadline_s = time.monotonic() + timeout_s

    def attribute(self, articles: Sequence[Article], *, hear: Hear = hear_nothing) -> list[Result]:
        """One result an article, in order; raises TooLate when the time is over, and no more work is done then.

        hear: is told of this work's own stages, the first of them WAIT, from the engine's thread
        """
        return self._work(articles, self._deadline_s, hear)

    def renew(self) -> None:
        """Have the whole time again: for an answer of which another part was sent."""
        self._deadline_s = time.monotonic() + self._timeout_s


class Engine:
    """One process's model. Loading begins when the engine is made, which is why gunicorn's master makes none.

    max_waiting:       requests that may wait besides the one at work
    max_waiting_chars: code points that all of them may hold together
    request_timeout_s: seconds that a request has, waiting and work together
    hang_timeout_s:    seconds after which one step of the work is taken to hang
    observer:          hears of the work; nobody where it is None
    """

    def __init__(
        self,
        *,
        load: Callable[[], Pipeline],
        max_waiting: int,
        max_waiting_chars: int,
        request_timeout_s: float,
        hang_timeout_s: float,
        observer: EngineObserver | None = None,
    ) -> None:
        self._observer = observer or SilentObserver()
        self._admission = Admission(
            max_requests=1 + max_waiting,
            max_chars=max_waiting_chars,
            timeout_s=request_timeout_s,
            observer=self._observer,
        )
        self._request_timeout_s = request_timeout_s
        self._watch = HangWatch(timeout_s=hang_timeout_s)
        self._is_draining = False
        self._lock = Lock()
        self._scheduler = Scheduler()
        self._heap = HeapKeeper()
        self._is_at_work = False
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pipeline")
        self._loading: Future[Pipeline] = self._thread.submit(_load_and_warm_up, load, self._watch)

    @property
    def is_ready(self) -> bool:
        """Whether new callers should come: loaded, not about to end, and no step hangs."""
        return self._is_loaded and not self._is_draining and not self._watch.is_hung

    @property
    def model(self) -> ModelInfo:
        """Which model answers; raises NotReady until it is loaded."""
        return self._pipeline.model

    @contextmanager
    def place(self, n_chars: int) -> Iterator[Place]:
        """Let a request in that holds so many code points; raises NotReady or Busy when it cannot be served now."""
        steps = self._pipeline.steps
        if not self.is_ready:
            raise NotReady("The process is about to end.")
        with self._admission.place(n_chars):
            yield Place(partial(self._work_on, steps), timeout_s=self._request_timeout_s)

    def match(self, articles: Sequence[Article], results: Sequence[Result]) -> list[dict[str, Any]]:
        """Groups of quotations of different articles that carry the same words, in the contract's form."""
        # Not at the top: few ask for it, and its libraries take a while to import.
        from models.matching import match_quotations

        return match_quotations(articles, results)

    def drain(self) -> None:
        """Let nobody in from now on; who is in already is served."""
        self._is_draining = True

    def wait_until_loaded(self, *, timeout_s: float) -> None:
        """Return when the pipeline is loaded; raises what loading raised, TimeoutError when it takes longer."""
        self._loading.result(timeout=timeout_s)

    def on_load_failure(self, act: Callable[[], None]) -> None:
        """Do this when the pipeline turns out not to load, at once where it already has."""
        self._loading.add_done_callback(lambda loading: act() if loading.exception() else None)

    def on_load(self, act: Callable[[ModelInfo], None]) -> None:
        """Do this with the model when the pipeline is loaded, at once where it already is."""
        self._loading.add_done_callback(lambda _loading: act(self.model) if self._is_loaded else None)

    def on_hang(self, act: Callable[[], None]) -> None:
        """Do this when a step hangs, once those who wait were told."""
        self._watch.call_when_hung(partial(self._give_up, act))

    @property
    def _is_loaded(self) -> bool:
        return self._loading.done() and self._loading.exception() is None

    @property
    def _pipeline(self) -> Pipeline:
        if not self._is_loaded:
            raise NotReady("The model is not loaded yet.")
        return self._loading.result()

    def _work_on(
        self,
        steps: Steps,
        articles: Sequence[Article],
        deadline_s: float,
        hear: Hear,
    ) -> list[Result]:
        job = Job(steps, articles, deadline_s=deadline_s, asked_s=time.monotonic(), hear=hear)
        self._add(job)
        try:
            return job.answer.result(timeout=max(0.0, deadline_s - time.monotonic()))
        except (TimeoutError, CancelledError):
            if job.answer.cancel():
                raise self._admission.busy("The request could not be answered in time.", TooLate) from None
        return job.answer.result()

    def _add(self, job: Job) -> None:
        with self._lock:
            self._scheduler.add(job)
            if not self._is_at_work:
                self._is_at_work = True
                self._thread.submit(self._take_steps)

    def _take_steps(self) -> None:
        while job := self._next_job():
            try:
                self._take_step(job)
            except Exception as error:
                job.fail(error)
            self._heap.step_done(time.monotonic())

    def _next_job(self) -> Job | None:
        with self._lock:
            job = self._scheduler.pick(time.monotonic())
            self._is_at_work = job is not None
            return job

    def _take_step(self, job: Job) -> None:
        n_chars, began_s = job.n_chars_left, time.monotonic()
        job.begin(began_s)
        try:
            with self._watch.step():
                stage = job.take_step()
        finally:
            seconds = time.monotonic() - began_s
            self._scheduler.spend(seconds)
            self._admission.pace.add(n_chars=n_chars - job.n_chars_left, seconds=seconds)
        if stage:
            self._observer.stage_done(stage, seconds)
            job.hear(stage, seconds)

    def _give_up(self, act: Callable[[], None]) -> None:
        with self._lock:
            self._scheduler.drop_all()
        time.sleep(FAREWELL_S)
        act()


def load_from_weights(settings: Settings, *, tell: Callable[[Runtime], None] | None = None) -> Pipeline:
    """The real pipeline; raises WeightsError when the weights cannot be used, BackendMissing without a backend.

    tell: hears what computes it
    """
    # Not at the top: it imports large libraries, which a process that is given another pipeline does without.
    from models.pipeline import load_pipeline

    pipeline = load_pipeline(settings.weights_dir, n_threads=settings.torch_threads, backend=settings.backend)
    if tell:
        tell(pipeline.backend.runtime)
    return pipeline


def log_runtime(runtime: Runtime) -> None:
    """Write a line about what computes the model."""
    _log.info("model.loaded", **asdict(runtime))


def _load_and_warm_up(load: Callable[[], Pipeline], watch: HangWatch) -> Pipeline:
    try:
        pipeline = load()
        _try_out(pipeline, watch)
    except (BackendMissing, WeightsError) as error:
        _log.critical("model.unusable", reason=str(error))
        raise
    except Exception:
        _log.critical("model.unusable", exc_info=True)
        raise
    _log.info("model.ready", name=pipeline.model.name, version=pipeline.model.version)
    return pipeline


def _try_out(pipeline: Pipeline, watch: HangWatch) -> None:
    """Answer one sentence, as a request would have it."""
    steps = pipeline.steps([WARM_UP])
    is_done = False
    while not is_done:
        with watch.step():
            is_done = next(steps, None) is None
