"""Owns the pipeline: loads it, gives requests their turns at it one after the other, and turns away those too many.

One thread of its own does all of the model's work. It loads the pipeline and tries it on a sentence (requests
are told NotReady till then), then takes pieces of work in the order in which they came.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from threading import BoundedSemaphore
from typing import Any, Protocol

import structlog

from models.errors import WeightsError
from models.records import Article, ModelInfo, Result
from service.errors import Busy, NotReady, TooLate
from service.observer import WAIT, WORK, EngineObserver, Hear, SilentObserver, hear_nothing
from service.settings import Settings

WARM_UP = Article(text="“The bridge opens on Monday,” the mayor told Reuters.")
# A long batch gives way to others after about this many code points, some seconds of work.
TURN_CHARS = 40_000

_log = structlog.get_logger("service.engine")


class Pipeline(Protocol):
    """What the engine asks of a model: an article in, its result out, the same each time."""

    @property
    def model(self) -> ModelInfo: ...

    def attribute(self, articles: Sequence[Article]) -> list[Result]: ...


class Engine:
    """One process's model. Loading begins when the engine is made, which is why gunicorn's master makes none.

    max_waiting:    requests that may wait besides the one at work
    turn_timeout_s: seconds that a piece of work may wait for its turn; once begun it is brought to its end
    observer:       hears of the work; nobody where it is None
    """

    def __init__(
        self,
        *,
        load: Callable[[], Pipeline],
        max_waiting: int,
        turn_timeout_s: float,
        observer: EngineObserver | None = None,
    ) -> None:
        self._observer = observer or SilentObserver()
        self._places = BoundedSemaphore(1 + max_waiting)
        self._turn_timeout_s = turn_timeout_s
        self._is_draining = False
        self._turns = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pipeline")
        self._loading: Future[Pipeline] = self._turns.submit(_load_and_warm_up, load)

    @property
    def is_ready(self) -> bool:
        """Whether new callers should come: loaded, and not about to end."""
        return self._is_loaded and not self._is_draining

    @property
    def model(self) -> ModelInfo:
        """Which model answers; raises NotReady until it is loaded."""
        return self._pipeline.model

    def attribute(self, articles: Sequence[Article], *, hear: Hear = hear_nothing) -> list[Result]:
        """One result an article, in order; raises NotReady or Busy when they cannot be had now.

        hear: is told the seconds of this request's own stages, the first of them WAIT, from the engine's thread
        """
        pipeline = self._pipeline
        with self._place():
            works = (partial(pipeline.attribute, group) for group in split_into_turns(articles))
            turns = (self._take_turn(partial(_tell_seconds, work, hear, time.monotonic())) for work in works)
            return [result for results in turns for result in results]

    def match(self, articles: Sequence[Article], results: Sequence[Result]) -> list[dict[str, Any]]:
        """Groups of quotations of different articles that carry the same words, in the contract's form."""
        # Not at the top: few ask for it, and its libraries take a while to import.
        from models.matching import match_quotations

        return match_quotations(articles, results)

    def check_open(self) -> None:
        """Raises what `attribute` would raise now, without taking a place."""
        _ = self._pipeline
        with self._place():
            pass

    def drain(self) -> None:
        """Say from now on that no new callers should come; those that come all the same are served."""
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

    @property
    def _is_loaded(self) -> bool:
        return self._loading.done() and self._loading.exception() is None

    @property
    def _pipeline(self) -> Pipeline:
        if not self._is_loaded:
            raise NotReady("The model is not loaded yet.")
        return self._loading.result()

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise Busy("Too many requests are waiting already.")
        try:
            yield
        finally:
            self._places.release()

    def _take_turn(self, work: Callable[[], list[Result]]) -> list[Result]:
        turn = self._turns.submit(work)
        try:
            return turn.result(timeout=self._turn_timeout_s)
        except TimeoutError:
            if turn.cancel():
                raise TooLate("The request waited too long for its turn.") from None
        return turn.result()


def load_from_weights(settings: Settings) -> Pipeline:
    """The real pipeline; raises WeightsError when the weights cannot be used."""
    # Not at the top: it imports torch, which a process that is given another pipeline does without.
    from models.pipeline import load_pipeline

    pipeline: Pipeline = load_pipeline(settings.weights_dir, torch_threads=settings.torch_threads)
    return pipeline


def split_into_turns(articles: Sequence[Article]) -> Iterator[list[Article]]:
    """The articles in order, in groups of at most TURN_CHARS code points or of one article."""
    group: list[Article] = []
    for article in articles:
        if group and sum(len(a.text) for a in group) + len(article.text) > TURN_CHARS:
            yield group
            group = []
        group.append(article)
    if group:
        yield group


def _tell_seconds(work: Callable[[], list[Result]], hear: Hear, asked_s: float) -> list[Result]:
    began_s = time.monotonic()
    hear(WAIT, began_s - asked_s)
    try:
        return work()
    finally:
        hear(WORK, time.monotonic() - began_s)


def _load_and_warm_up(load: Callable[[], Pipeline]) -> Pipeline:
    try:
        pipeline = load()
        pipeline.attribute([WARM_UP])
    except WeightsError as error:
        _log.critical("model.unusable", reason=str(error))
        raise
    except Exception:
        _log.critical("model.unusable", exc_info=True)
        raise
    _log.info("model.ready", name=pipeline.model.name, version=pipeline.model.version)
    return pipeline
