"""All that is measured of one configuration: speed, where its time goes, latency, start, memory, use of the machine."""

import statistics
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from models.evaluation.benchmark.articles import text_of_length
from models.evaluation.benchmark.configuration import Configuration, open_configured
from models.evaluation.benchmark.crew import Crew, crew
from models.evaluation.benchmark.encoder_work import encoder_operations
from models.evaluation.benchmark.hardware import peak_gflops
from models.evaluation.benchmark.resizing import with_sizes_in_weights
from models.evaluation.benchmark.stages import ENCODE, StageSeconds, sum_seconds
from models.evaluation.benchmark.worker import Again, FirstAnswer, Opener, Ready, Round, RoundPart, prepare_worker
from models.records import Article

LATENCY_WORDS = (100, 600, 3000)
_RUNS_FOR_P99 = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How long to measure.

    n_repeats: rounds over all articles
    n_times:   that a round goes over them
    n_in_call: articles that one call of the pipeline gets
    latency_s: seconds for each length of article, 0 to leave them out
    """

    n_repeats: int = 3
    n_times: int = 1
    n_in_call: int = 1
    latency_s: float = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Throughput:
    """One round of all processes together.

    seconds: from the first one's beginning to the last one's end
    cpu_s:   processor time of all of them
    stages:  of all of them added up, so that N processes spend up to N times `seconds`
    """

    n_words: int
    seconds: float
    cpu_s: float
    stages: StageSeconds
    peak_mib: float

    @classmethod
    def of(cls, parts: Sequence[RoundPart]) -> "Throughput":
        """What the processes did, at least one."""
        return cls(
            n_words=sum(part.n_words for part in parts),
            seconds=max(part.ended_s for part in parts) - min(part.began_s for part in parts),
            cpu_s=sum(part.cpu_s for part in parts),
            stages=sum_seconds(part.stages for part in parts),
            peak_mib=max(part.peak_mib for part in parts),
        )

    @property
    def words_per_s(self) -> float:
        """Words a second; 0.0 where no time could be measured."""
        return self.n_words / self.seconds if self.seconds else 0.0

    @property
    def words_per_cpu_s(self) -> float:
        """The same of processor time, in which other programs hardly show."""
        return self.n_words / self.cpu_s if self.cpu_s else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Latency:
    """One article alone, time and again, in one process while the others wait."""

    n_words: int
    runs: Sequence[StageSeconds]

    @property
    def median_s(self) -> float:
        """Half of the runs took longer."""
        return statistics.median(run.total for run in self.runs)

    @property
    def p99_s(self) -> float | None:
        """One run in a hundred took longer; None with fewer than a hundred."""
        seconds = [run.total for run in self.runs]
        if len(seconds) < _RUNS_FOR_P99:
            return None
        return statistics.quantiles(seconds, n=100, method="inclusive")[98]

    @property
    def stages(self) -> StageSeconds:
        """The mean of the runs."""
        together = sum_seconds(self.runs).by_stage
        return StageSeconds(by_stage={stage: seconds / len(self.runs) for stage, seconds in together.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """Everything of one configuration.

    start_up_s:     from the start of a process to its first answer, imports included
    encoder_gflops: billions of operations a second that the encoders of all processes come to, in the time of all the
                    steps that run them, with what is done around them there
    machine_gflops: what plain fp32 products of matrices reach with as many threads and processes; an encoder that
                    computes in eight bits can be above it
    """

    configuration: Configuration
    ready: Ready
    start_up_s: float
    rounds: Sequence[Throughput]
    latencies: Sequence[Latency]
    encoder_gflops: float
    machine_gflops: float


def measure(
    configuration: Configuration, articles: Sequence[Article], plan: Plan, *, opener: Opener = open_configured
) -> Measurement:
    """Raises CrewFailed, with its reason, when the pipeline cannot be opened, and BadConfiguration."""
    with with_sizes_in_weights(configuration) as sized:
        with workers_at(sized, articles, opener=opener) as workers:
            rounds = [run_round(workers, plan) for _ in range(plan.n_repeats)]
            latencies = [_latency(workers, articles, plan, n_words=n) for n in LATENCY_WORDS if plan.latency_s]
            ready, start_up_s = workers.alone(FirstAnswer()), workers.start_up_s
        n_operations = plan.n_times * encoder_operations(articles, sized.weights)
    return Measurement(
        configuration=configuration,
        ready=ready,
        start_up_s=start_up_s,
        rounds=rounds,
        latencies=latencies,
        encoder_gflops=_encoder_gflops(rounds, n_operations=n_operations, n_processes=configuration.n_processes),
        machine_gflops=peak_gflops(n_threads=configuration.n_threads, n_processes=configuration.n_processes),
    )


@contextmanager
def workers_at(
    configuration: Configuration, articles: Sequence[Article], *, opener: Opener = open_configured
) -> Iterator[Crew]:
    """The processes of a configuration, warmed up by about a round each; sizes of windows must be in the weights."""
    prepare = partial(prepare_worker, configuration=configuration, articles=articles, opener=opener)
    with crew(prepare, n_processes=configuration.n_processes) as workers:
        workers.together(Round(n_times=configuration.n_processes, n_in_call=1))
        yield workers


def run_round(workers: Crew, plan: Plan) -> Throughput:
    """One round of all processes."""
    return Throughput.of(workers.together(Round(n_times=plan.n_times, n_in_call=plan.n_in_call)))


def _latency(workers: Crew, articles: Sequence[Article], plan: Plan, *, n_words: int) -> Latency:
    article = Article(text=text_of_length(articles, n_words=n_words))
    return Latency(n_words=n_words, runs=workers.alone(Again(article=article, seconds=plan.latency_s)))


def _encoder_gflops(rounds: Sequence[Throughput], *, n_operations: int, n_processes: int) -> float:
    """All processes run at once, so that their seconds are added up in a round; 0.0 where no time could be measured."""
    seconds = statistics.median(done.stages.by_stage[ENCODE] for done in rounds)
    return n_processes * n_operations / seconds / 1e9 if seconds else 0.0
