from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event
from unittest.mock import patch

import pytest

from models.errors import WeightsMissing
from models.records import Article, Result
from service.engine import Engine, Pipeline
from service.errors import Busy, NotReady
from service.observer import EngineObserver
from service.scheduler import count_chars
from tests.fakes import MODEL, FailingPipeline, FakePipeline, HeldPipeline

SHORT = Article(text="“Yes,” said Mia.")
HELD = Article(text="“No,” said hold.")
PATIENCE_S = 10.0


def make_engine(
    load: Callable[[], Pipeline] = FakePipeline,
    *,
    max_waiting: int = 1,
    request_timeout_s: float = PATIENCE_S,
    hang_timeout_s: float = PATIENCE_S,
    observer: EngineObserver | None = None,
) -> Engine:
    return Engine(
        load=load,
        max_waiting=max_waiting,
        max_waiting_chars=1000,
        request_timeout_s=request_timeout_s,
        hang_timeout_s=hang_timeout_s,
        observer=observer,
    )


def ask(engine: Engine, articles: Sequence[Article]) -> list[Result]:
    with engine.place(count_chars(articles)) as place:
        return place.attribute(articles)


def loaded(engine: Engine) -> Engine:
    engine.wait_until_loaded(timeout_s=PATIENCE_S)
    return engine


@contextmanager
def working(engine: Engine, pipeline: HeldPipeline) -> Iterator[Future[list[Result]]]:
    """While the pipeline is held up by one request; let go and answered at the end."""
    with ThreadPoolExecutor() as callers:
        first = callers.submit(ask, engine, [HELD])
        try:
            assert pipeline.began.wait(timeout=PATIENCE_S)
            yield first
        finally:
            pipeline.let_go.set()
        first.result(timeout=PATIENCE_S)


def test_engine_answers_as_its_pipeline():
    assert ask(loaded(make_engine()), [SHORT, HELD]) == FakePipeline().attribute([SHORT, HELD])


def test_engine_is_not_ready_until_loaded():
    go_on = Event()

    def load() -> Pipeline:
        assert go_on.wait(timeout=PATIENCE_S)
        return FakePipeline()

    engine = make_engine(load)

    assert not engine.is_ready
    with pytest.raises(NotReady):
        ask(engine, [SHORT])
    go_on.set()
    assert loaded(engine).is_ready


def test_model_is_told_once_loaded():
    assert loaded(make_engine()).model == MODEL


def test_pipeline_is_tried_before_it_is_ready():
    tried: list[Article] = []

    class Trying(FakePipeline):
        def attribute_one(self, article: Article) -> Result:
            tried.append(article)
            return super().attribute_one(article)

    loaded(make_engine(Trying))

    assert len(tried) == 1


def test_draining_engine_lets_nobody_in():
    engine = loaded(make_engine())

    engine.drain()

    assert not engine.is_ready
    with pytest.raises(NotReady):
        ask(engine, [SHORT])


def test_draining_engine_serves_who_is_in():
    engine = loaded(make_engine())

    with engine.place(100) as place:
        engine.drain()
        assert [len(place.attribute([SHORT])) for _ in range(2)] == [1, 1]


def test_one_too_many_is_turned_away_at_once():
    pipeline = HeldPipeline()
    engine = loaded(make_engine(lambda: pipeline, max_waiting=0))

    with working(engine, pipeline), pytest.raises(Busy, match="Too many"):
        ask(engine, [SHORT])


def test_place_is_free_again_after_work():
    pipeline = HeldPipeline()
    engine = loaded(make_engine(lambda: pipeline, max_waiting=0))

    with working(engine, pipeline):
        pass

    assert len(ask(engine, [SHORT])) == 1


def test_place_is_free_again_after_a_failure():
    engine = loaded(make_engine(lambda: FailingPipeline(word="Yes"), max_waiting=0))

    for _ in range(3):
        with pytest.raises(ValueError, match="cannot read"):
            ask(engine, [SHORT])


def test_who_waits_too_long_is_turned_away():
    pipeline = HeldPipeline()
    engine = loaded(make_engine(lambda: pipeline, request_timeout_s=0.2))

    with ThreadPoolExecutor() as callers:
        first = callers.submit(ask, engine, [HELD])
        assert pipeline.began.wait(timeout=PATIENCE_S)
        with pytest.raises(Busy, match="in time"):
            ask(engine, [SHORT])
        with pytest.raises(Busy, match="in time"):
            first.result(timeout=PATIENCE_S)
        pipeline.let_go.set()


def test_no_work_is_spent_on_a_request_whose_time_is_over():
    pipeline = HeldPipeline()
    engine = loaded(make_engine(lambda: pipeline, request_timeout_s=0.1))
    worked_on: list[str] = []
    steps_of = pipeline.attribute_one

    def attribute_one(article: Article) -> Result:
        worked_on.append(article.text)
        return steps_of(article)

    with patch.object(pipeline, "attribute_one", attribute_one):
        with pytest.raises(Busy):
            ask(engine, [HELD, SHORT, SHORT])
        pipeline.let_go.set()
        ask(engine, [Article(text="Rain.")])

    assert worked_on == [HELD.text, "Rain."]


def test_time_begins_anew_when_renewed():
    engine = loaded(make_engine(request_timeout_s=0.2))

    with engine.place(100) as place:
        Event().wait(0.3)
        with pytest.raises(Busy):
            place.attribute([SHORT])
        place.renew()
        assert len(place.attribute([SHORT])) == 1


def test_who_waits_in_time_is_served():
    pipeline = HeldPipeline()
    engine = loaded(make_engine(lambda: pipeline))

    with ThreadPoolExecutor() as callers, working(engine, pipeline):
        second = callers.submit(ask, engine, [SHORT])
        pipeline.let_go.set()
        assert len(second.result(timeout=PATIENCE_S)) == 1


def test_pipeline_never_works_on_two_at_once():
    class Counting(FakePipeline):
        at_work = 0
        most = 0

        def attribute_one(self, article: Article):
            Counting.at_work += 1
            Counting.most = max(Counting.most, Counting.at_work)
            Event().wait(0.005)
            Counting.at_work -= 1
            return super().attribute_one(article)

    engine = loaded(make_engine(Counting, max_waiting=8))

    with ThreadPoolExecutor(max_workers=6) as callers:
        list(callers.map(partial(ask, engine), [[SHORT]] * 6))

    assert Counting.most == 1


def fail_to_load() -> Pipeline:
    raise WeightsMissing(path=Path("model.safetensors"))


def test_failed_load_is_told_to_who_asked():
    engine = make_engine(fail_to_load)
    told = Event()

    engine.on_load_failure(told.set)

    assert told.wait(timeout=PATIENCE_S)
    with pytest.raises(WeightsMissing):
        loaded(engine)
    with pytest.raises(NotReady):
        ask(engine, [SHORT])


def test_good_load_tells_nobody():
    engine = make_engine()
    told = Event()

    engine.on_load_failure(told.set)

    assert loaded(engine).is_ready
    assert not told.is_set()


class Heard:
    """Keeps what an observer hears."""

    def __init__(self) -> None:
        self.stages: list[str] = []
        self.waiting: list[int] = []

    def stage_done(self, stage: str, seconds: float) -> None:
        assert seconds >= 0
        self.stages.append(stage)

    def waiting_changed(self, n_requests: int) -> None:
        self.waiting.append(n_requests)


def test_observer_hears_of_every_step_and_of_who_waits():
    heard = Heard()

    ask(loaded(make_engine(observer=heard)), [SHORT, SHORT])

    assert (heard.stages, heard.waiting) == (["resolve", "resolve"], [0, 0])


def test_failing_observer_fails_one_request_alone():
    class Failing(Heard):
        def stage_done(self, stage: str, seconds: float) -> None:
            super().stage_done(stage, seconds)
            if len(self.stages) == 1:
                raise OSError("no room")

    engine = loaded(make_engine(observer=Failing()))

    with pytest.raises(OSError, match="no room"):
        ask(engine, [SHORT])
    assert len(ask(engine, [SHORT])) == 1


def test_hanging_step_is_told_to_who_waits_and_to_who_asked():
    pipeline = HeldPipeline()
    engine = loaded(make_engine(lambda: pipeline, hang_timeout_s=0.1))
    told = Event()
    engine.on_hang(told.set)

    with ThreadPoolExecutor() as callers:
        hanging = callers.submit(ask, engine, [HELD])
        with pytest.raises(Busy):
            hanging.result(timeout=PATIENCE_S)
        assert not engine.is_ready
        with pytest.raises(NotReady):
            ask(engine, [SHORT])
        assert told.wait(timeout=PATIENCE_S)
        pipeline.let_go.set()
