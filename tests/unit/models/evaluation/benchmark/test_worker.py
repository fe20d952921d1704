"""What one process does for an order."""

from multiprocessing import get_context

import pytest

from models.evaluation.benchmark.configuration import Configuration
from models.evaluation.benchmark.crew import Shared
from models.evaluation.benchmark.worker import (
    Again,
    ArticleWorker,
    FirstAnswer,
    Ready,
    Round,
    RoundPart,
    prepare_worker,
)
from models.records import Article
from tests.unit.models.evaluation.fakes import MODEL, FakePipeline

ARTICLES = [Article(text="One two three."), Article(text="Four five."), Article(text="Six.")]


@pytest.fixture
def pipeline() -> FakePipeline:
    return FakePipeline()


@pytest.fixture
def worker(pipeline: FakePipeline, monkeypatch: pytest.MonkeyPatch) -> ArticleWorker:
    # It is set for the process, which is not the worker's own here.
    monkeypatch.setenv("OMP_WAIT_POLICY", "passive")
    context = get_context("spawn")
    shared = Shared(gate=context.Barrier(1), n_taken=context.Value("q", 0))
    made = prepare_worker(shared, configuration=Configuration(), articles=ARTICLES, opener=lambda _: pipeline)
    pipeline.seen.clear()
    return made


@pytest.mark.parametrize("n_in_call", [1, 2, 8])
def test_round_goes_over_all_articles(worker: ArticleWorker, pipeline: FakePipeline, n_in_call: int) -> None:
    part = worker(Round(n_times=2, n_in_call=n_in_call))
    assert isinstance(part, RoundPart)
    assert (part.n_words, [a.text for a in pipeline.seen]) == (12, 2 * [a.text for a in ARTICLES])
    assert 0 < part.stages.total <= part.ended_s - part.began_s
    assert 1 < part.peak_mib < 100_000


def test_one_article_is_answered_three_times_at_least(worker: ArticleWorker, pipeline: FakePipeline) -> None:
    runs = worker(Again(article=ARTICLES[0], seconds=0.0))
    assert isinstance(runs, list)
    assert (len(runs), pipeline.seen) == (3, 3 * [ARTICLES[0]])


def test_ready_worker_tells_its_weights_and_its_memory(worker: ArticleWorker) -> None:
    ready = worker(FirstAnswer())
    assert isinstance(ready, Ready)
    assert ready.weights_sha256 == MODEL.weights_sha256
    assert 1 < ready.memory_mib < 100_000
