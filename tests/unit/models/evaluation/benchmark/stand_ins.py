"""What is sent to the processes in place of a model, and results of measurements made by hand."""

import os
from collections.abc import Sequence

from models.evaluation.benchmark.configuration import Configuration
from models.evaluation.benchmark.crew import CrewFailed, Shared, Work
from models.evaluation.benchmark.measuring import Throughput
from models.evaluation.benchmark.stages import STAGES, StageSeconds
from tests.unit.models.evaluation.fakes import FakePipeline


def open_fake(_configuration: Configuration) -> FakePipeline:
    return FakePipeline()


def prepare_taker(shared: Shared) -> Work:
    """Gives the numbers of the tasks that it took, of as many as the order says."""
    return lambda n_tasks: list(shared.take(n_tasks))


def prepare_in_vain(_shared: Shared) -> Work:
    raise CrewFailed("no such model")


def prepare_to_die(_shared: Shared) -> Work:
    return lambda exit_code: os._exit(exit_code)


def stages(**seconds: float) -> StageSeconds:
    """Some stages with their seconds, the others without."""
    return StageSeconds(by_stage={**dict.fromkeys(STAGES, 0.0), **seconds})


def throughput(
    *, n_words: int = 100, seconds: float = 1.0, cpu_s: float = 1.0, spent: StageSeconds | None = None
) -> Throughput:
    return Throughput(n_words=n_words, seconds=seconds, cpu_s=cpu_s, stages=spent or stages(), peak_mib=50.0)


def runs_of(*seconds: float) -> Sequence[StageSeconds]:
    """Runs that took so long, all in the encoder."""
    return [stages(encode=each) for each in seconds]
