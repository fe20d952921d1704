"""One process that answers articles with a pipeline of its own, and tells what they took."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter, process_time

from models.evaluation.benchmark.articles import count_words, text_of_length
from models.evaluation.benchmark.configuration import Configuration
from models.evaluation.benchmark.crew import Shared
from models.evaluation.benchmark.memory import memory_mib, peak_memory_mib
from models.evaluation.benchmark.stages import StageSeconds, answer_by_stage, sum_seconds
from models.evaluation.loading import Pipeline
from models.records import Article

FIRST_WORDS = 100
_LEAST_RUNS = 3

Opener = Callable[[Configuration], Pipeline]


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Answer all articles so many times over, together with the other processes, so many articles in one call."""

    n_times: int
    n_in_call: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPart:
    """What one process did of a round.

    began_s, ended_s: by a clock that all processes share
    cpu_s:            processor time of all its threads
    peak_mib:         the most memory that it has held so far
    """

    n_words: int
    began_s: float
    ended_s: float
    cpu_s: float
    stages: StageSeconds
    peak_mib: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """Answer one article over and over, for so many seconds and three times at least."""

    article: Article
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstAnswer:
    """Ask what was seen when the process became ready."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """The state of a process after its first answer."""

    weights_sha256: str
    memory_mib: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleWorker:
    """Carries out the orders above."""

    pipeline: Pipeline
    articles: Sequence[Article]
    shared: Shared
    ready: Ready

    def __call__(self, order: Round | Again | FirstAnswer) -> RoundPart | list[StageSeconds] | Ready:
        """A part of the round; the seconds of each run; or what the process was like when it was ready."""
        if isinstance(order, Round):
            return self._round(order)
        return self._again(order) if isinstance(order, Again) else self.ready

    def _round(self, order: Round) -> RoundPart:
        calls = [self.articles[i : i + order.n_in_call] for i in range(0, len(self.articles), order.n_in_call)]
        taken, stages = list[Article](), list[StageSeconds]()
        began_s, cpu_s = perf_counter(), process_time()
        for number in self.shared.take(order.n_times * len(calls)):
            taken += calls[number % len(calls)]
            stages.append(answer_by_stage(self.pipeline, calls[number % len(calls)]))
        ended_s, cpu_s = perf_counter(), process_time() - cpu_s
        return RoundPart(
            n_words=sum(count_words(article.text) for article in taken),
            began_s=began_s,
            ended_s=ended_s,
            cpu_s=cpu_s,
            stages=sum_seconds(stages),
            peak_mib=peak_memory_mib(),
        )

    def _again(self, order: Again) -> list[StageSeconds]:
        runs = list[StageSeconds]()
        end_s = perf_counter() + order.seconds
        while len(runs) < _LEAST_RUNS or perf_counter() < end_s:
            runs.append(answer_by_stage(self.pipeline, [order.article]))
        return runs


def prepare_worker(
    shared: Shared, *, configuration: Configuration, articles: Sequence[Article], opener: Opener
) -> ArticleWorker:
    """Load the model and answer a first short article."""
    # Read when torch is loaded: threads that spin while they wait take the cores from the other processes.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    pipeline = opener(configuration)
    answer_by_stage(pipeline, [Article(text=text_of_length(articles, n_words=FIRST_WORDS))])
    ready = Ready(weights_sha256=pipeline.model.weights_sha256, memory_mib=memory_mib())
    return ArticleWorker(pipeline=pipeline, articles=articles, shared=shared, ready=ready)
