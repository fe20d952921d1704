from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest

from models.errors import WeightsMissing
from models.records import Article, Result
from service.engine import TURN_CHARS, Engine, Pipeline, split_into_turns
from service.errors import Busy, NotReady
from tests.fakes import MODEL, FailingPipeline, FakePipeline, HeldPipeline

SHORT = Article(text="“Yes,” said Mia.")
HELD = Article(text="“No,” said hold.")
PATIENCE_S = 10.0


def make_engine(
    load: Callable[[], Pipeline] = FakePipeline, *, max_waiting: int = 1, turn_timeout_s: float = PATIENCE_S
) -> Engine:
    return Engine(load=load, max_waiting=max_waiting, turn_timeout_s=turn_timeout_s)


def loaded(engine: Engine) -> Engine:
    engine.wait_until_loaded(timeout_s=PATIENCE_S)
    return engine


@contextmanager
def working(engine: Engine, pipeline: HeldPipeline) -> Iterator[Future[list[Result]]]:
    """While the pipeline is held up by one request; let go and answered at the end."""
    with ThreadPoolExecutor() as callers:
        first = callers.submit(engine.attribute, [HELD])
        try:
            assert pipeline.began.wait(timeout=PATIENCE_S)
            yield first
        finally:
            pipeline.let_go.set()
        first.result(timeout=PATIENCE_S)


def test_engine_answers_as_its_pipeline():
    assert loaded(make_engine()).attribute([SHORT, HELD]) == FakePipeline().attribute([SHORT, HELD])


def test_engine_is_not_ready_until_loaded():
    go_on = Event()

    def load() -> Pipeline:
        assert go_on.wait(timeout=PATIENCE_S)
        return FakePipeline()

    engine = make_engine(load)

    assert not engine.is_ready
    with pytest.raises(NotReady):
        engine.attribute([SHORT])
    go_on.set()
    assert loaded(engine).is_ready


def test_model_is_told_once_loaded():
    assert loaded(make_engine()).model == MODEL


def test_pipeline_is_tried_before_it_is_ready():
    tried: list[Article] = []

    class Trying(FakePipeline):
        def attribute(self, articles: Sequence[Article]) -> list[Result]:
            tried.extend(articles)
            return super().attribute(articles)

    loaded(make_engine(Trying))

    assert len(tried) == 1


def test_draining_engine_is_not_ready_but_still_serves():
    engine = loaded(make_engine())

    engine.drain()

    assert not engine.is_ready
    assert len(engine.attribute([SHORT])) == 1


def test_one_too_many_is_turned_away_at_once():
    pipeline = HeldPipeline()
    engine = loaded(make_engine(lambda: pipeline, max_waiting=0))

    with working(engine, pipeline), pytest.raises(Busy, match="Too many"):
        engine.attribute([SHORT])


def test_full_engine_is_not_open():
    pipeline = HeldPipeline()
    engine = loaded(make_engine(lambda: pipeline, max_waiting=0))

    with working(engine, pipeline), pytest.raises(Busy):
        engine.check_open()


def test_place_is_free_again_after_work():
    pipeline = HeldPipeline()
    engine = loaded(make_engine(lambda: pipeline, max_waiting=0))

    with working(engine, pipeline):
        pass

    assert len(engine.attribute([SHORT])) == 1


def test_place_is_free_again_after_a_failure():
    engine = loaded(make_engine(lambda: FailingPipeline(word="Yes"), max_waiting=0))

    for _ in range(3):
        with pytest.raises(ValueError, match="cannot read"):
            engine.attribute([SHORT])


def test_who_waits_too_long_is_turned_away():
    pipeline = HeldPipeline()
    engine = loaded(make_engine(lambda: pipeline, turn_timeout_s=0.05))

    with working(engine, pipeline), pytest.raises(Busy, match="too long"):
        engine.attribute([SHORT])


def test_work_begun_in_time_is_brought_to_its_end():
    pipeline = HeldPipeline()
    engine = loaded(make_engine(lambda: pipeline, turn_timeout_s=0.05))

    with working(engine, pipeline) as first, pytest.raises(TimeoutError):
        first.result(timeout=0.2)

    assert first.done()
    assert first.exception() is None


def test_who_waits_in_time_is_served():
    pipeline = HeldPipeline()
    engine = loaded(make_engine(lambda: pipeline))

    with ThreadPoolExecutor() as callers, working(engine, pipeline):
        second = callers.submit(engine.attribute, [SHORT])
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
        list(callers.map(engine.attribute, [[SHORT]] * 6))

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
        engine.attribute([SHORT])


def test_good_load_tells_nobody():
    engine = make_engine()
    told = Event()

    engine.on_load_failure(told.set)

    assert loaded(engine).is_ready
    assert not told.is_set()


@pytest.mark.parametrize(
    ("widths", "turns"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([1, 2, 3], [[1, 2, 3]], id="short ones together"),
        pytest.param([TURN_CHARS, 1], [[TURN_CHARS], [1]], id="a full turn, then another"),
        pytest.param([1, TURN_CHARS - 1, 1], [[1, TURN_CHARS - 1], [1]], id="filled to the brim"),
        pytest.param([1, TURN_CHARS * 3, 1], [[1], [TURN_CHARS * 3], [1]], id="one over a turn goes alone"),
    ],
)
def test_turns_keep_order_and_size(widths: list[int], turns: list[list[int]]):
    articles = [Article(text="x" * width) for width in widths]

    assert [[len(article.text) for article in turn] for turn in split_into_turns(articles)] == turns
