"""Where the time from text to JSON goes, by the stages that the pipeline tells of itself."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import get_args

from models.evaluation.loading import Pipeline
from models.records import Article, Result
from models.steps import Stage
from models.wire import result_to_wire

ENCODE, JSON = "encode", "json"
STAGES: tuple[str, ...] = (*get_args(Stage), JSON)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageSeconds:
    """Seconds that some work took, by stage; every stage is there."""

    by_stage: Mapping[str, float]

    @property
    def total(self) -> float:
        """Seconds of all stages."""
        return sum(self.by_stage.values())

    @property
    def percent(self) -> dict[str, float]:
        """Share of each stage; 0.0 where no time could be measured."""
        return {stage: 100 * spent / (self.total or 1.0) for stage, spent in self.by_stage.items()}

    @property
    def percent_outside_encoder(self) -> float:
        """Share of all stages but the one that runs the encoder."""
        return sum(share for stage, share in self.percent.items() if stage != ENCODE)


def sum_seconds(parts: Iterable[StageSeconds]) -> StageSeconds:
    """Stage by stage; zeros of nothing."""
    found = list(parts)
    return StageSeconds(by_stage={stage: sum(part.by_stage[stage] for part in found) for stage in STAGES})


def answer_by_stage(pipeline: Pipeline, articles: Sequence[Article]) -> StageSeconds:
    """Answer the articles in one call, each as the bytes of its JSON, and tell what it took."""
    clock = _StageClock()
    for result, article in zip(_results(pipeline, articles, clock), articles, strict=True):
        json.dumps(result_to_wire(result, article=article, model=pipeline.model), ensure_ascii=False).encode()
    clock.end(JSON)
    return StageSeconds(by_stage=clock.seconds)


class _StageClock:
    """Adds up seconds: those since a stage ended belong to the stage that ends next."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys(STAGES, 0.0)
        self._last_s = perf_counter()

    def end(self, stage: str) -> None:
        now_s = perf_counter()
        self.seconds[stage] += now_s - self._last_s
        self._last_s = now_s


def _results(pipeline: Pipeline, articles: Sequence[Article], clock: _StageClock) -> list[Result]:
    steps = pipeline.steps(articles)
    while True:
        try:
            clock.end(next(steps))
        except StopIteration as end:
            results: list[Result] = end.value
            return results
