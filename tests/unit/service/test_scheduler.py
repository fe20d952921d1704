"""Who gets the model when; the clock is the tests' own."""

from collections.abc import Generator, Sequence
from concurrent.futures import CancelledError

import pytest

from models.records import Article, Result
from models.steps import Stage, finish
from service.scheduler import GROUP_CHARS, Job, Scheduler, Steps, split_into_groups
from tests.fakes import FakePipeline

NOTHING = Result(outlet=None, agency=None, quotations=(), entities=())
LONG_CHARS, LONG_STEP_S = 2000, 0.5
SHORT_CHARS, SHORT_STEP_S = 30, 0.1


def work(articles: Sequence[Article]) -> Generator[Stage, None, list[Result]]:
    """Ten code points a step."""
    for article in articles:
        for _ in range(0, len(article.text), 10):
            yield "encode"
    return [NOTHING] * len(articles)


def job(n_chars: int, *, steps: Steps = work, deadline_s: float = 1e9) -> Job:
    return Job(steps, [Article(text="x" * n_chars)], deadline_s=deadline_s)


class Model:
    """Takes the steps that the scheduler picks, and keeps a clock of its own."""

    def __init__(self) -> None:
        self.scheduler = Scheduler()
        self.now_s = 0.0
        self.ended_s: dict[Job, float] = {}

    def add(self, n_chars: int, *, deadline_s: float = 1e9) -> Job:
        added = job(n_chars, deadline_s=deadline_s)
        self.scheduler.add(added)
        return added

    def step(self) -> Job | None:
        picked = self.scheduler.pick(self.now_s)
        if picked:
            seconds = LONG_STEP_S if picked.n_chars_left >= LONG_CHARS else SHORT_STEP_S
            picked.take_step()
            self.now_s += seconds
            self.scheduler.spend(seconds)
            if picked.answer.done():
                self.ended_s[picked] = self.now_s
        return picked

    def run_until(self, *jobs: Job) -> None:
        while not all(job.answer.done() for job in jobs):
            assert self.step()


def test_job_comes_to_what_the_pipeline_gives():
    articles = [Article(text="“Yes,” said Mia."), Article(text="Rain."), Article(text="“No,” said Jo.")]
    asked = Job(FakePipeline().steps, articles, deadline_s=1.0)

    while asked.take_step():
        pass

    assert asked.answer.result() == finish(FakePipeline().steps(articles))


def test_jobs_of_one_size_are_done_in_order():
    model = Model()
    jobs = [model.add(SHORT_CHARS) for _ in range(4)]

    model.run_until(*jobs)

    assert list(model.ended_s) == jobs


def test_short_job_passes_a_long_one_at_the_price_of_one_long_step():
    model = Model()
    model.add(LONG_CHARS)
    for _ in range(20):
        model.step()
    came_s = model.now_s

    short = model.add(SHORT_CHARS)
    model.run_until(short)

    # Three steps of its own and the last, which gives the answer, and one of the long one between.
    assert model.ended_s[short] - came_s <= 4 * SHORT_STEP_S + LONG_STEP_S + 1e-9


def test_long_job_has_half_of_the_model_however_many_short_ones_come():
    model = Model()
    long = model.add(LONG_CHARS)
    alone_s = (LONG_CHARS / 10 + 1) * LONG_STEP_S

    while not long.answer.done():
        model.add(SHORT_CHARS)
        model.step()

    assert model.ended_s[long] <= 2 * alone_s + LONG_STEP_S


def test_middling_job_ends_too_when_short_ones_keep_coming():
    model = Model()
    long, middling = model.add(LONG_CHARS), model.add(LONG_CHARS // 2)

    while not middling.answer.done():
        model.add(SHORT_CHARS)
        model.step()

    assert long.answer.done()


def test_batch_counts_by_what_is_left_of_it():
    batch = Job(work, [Article(text="x" * GROUP_CHARS), Article(text="x" * 20)], deadline_s=1.0)
    while batch.n_chars_left > 20:
        batch.take_step()

    scheduler = Scheduler()
    scheduler.add(job(30))
    scheduler.add(batch)

    assert scheduler.pick(0.0) is batch


def test_job_past_its_deadline_takes_no_step():
    model = Model()
    late = model.add(SHORT_CHARS, deadline_s=SHORT_STEP_S)

    assert model.step() is late
    assert model.step() is None
    with pytest.raises(CancelledError):
        late.answer.result(timeout=0)


def test_dropped_job_lets_go_of_its_work():
    let_go: list[bool] = []

    def hold(articles: Sequence[Article]) -> Generator[Stage, None, list[Result]]:
        try:
            yield "cut"
            yield "encode"
        finally:
            let_go.append(True)
        return []

    unwanted = job(1, steps=hold)
    scheduler = Scheduler()
    scheduler.add(unwanted)
    unwanted.take_step()

    unwanted.answer.cancel()

    assert scheduler.pick(0.0) is None
    assert let_go == [True]


@pytest.mark.parametrize(
    ("widths", "groups"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([1, 2, 3], [[1, 2, 3]], id="short ones together"),
        pytest.param([GROUP_CHARS, 1], [[GROUP_CHARS], [1]], id="a full group, then another"),
        pytest.param([1, GROUP_CHARS - 1, 1], [[1, GROUP_CHARS - 1], [1]], id="filled to the brim"),
        pytest.param([1, GROUP_CHARS * 3, 1], [[1], [GROUP_CHARS * 3], [1]], id="one over a group goes alone"),
    ],
)
def test_groups_keep_order_and_size(widths: list[int], groups: list[list[int]]):
    articles = [Article(text="x" * width) for width in widths]

    assert [[len(article.text) for article in group] for group in split_into_groups(articles)] == groups
