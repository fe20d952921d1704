"""Seconds by stage: where they are put, and their shares."""

from collections.abc import Generator, Sequence
from time import sleep

import pytest

from models.evaluation.benchmark.stages import STAGES, answer_by_stage, sum_seconds
from models.records import Article, Result
from models.steps import Stage
from tests.unit.models.evaluation.benchmark.stand_ins import stages
from tests.unit.models.evaluation.fakes import FakePipeline


class SleepyPipeline(FakePipeline):
    """Sleeps where it encodes."""

    def steps(self, articles: Sequence[Article]) -> Generator[Stage, None, list[Result]]:
        sleep(0.02)
        return (yield from super().steps(articles))


def test_time_before_a_step_is_told_belongs_to_its_stage() -> None:
    spent = answer_by_stage(SleepyPipeline(), [Article(text="It rained.")])
    assert max(spent.by_stage, key=spent.by_stage.__getitem__) == "encode"
    assert spent.by_stage["encode"] >= 0.02


def test_every_stage_is_told_and_json_takes_time() -> None:
    spent = answer_by_stage(FakePipeline(), [Article(text="It rained.")])
    assert tuple(spent.by_stage) == STAGES
    assert (spent.by_stage["cut"], spent.by_stage["json"] > 0) == (0.0, True)


def test_stages_are_added_up_one_by_one() -> None:
    both = sum_seconds([stages(cut=1.0, encode=2.0), stages(encode=3.0)])
    assert both == stages(cut=1.0, encode=5.0)


def test_shares_are_of_all_stages_together() -> None:
    spent = stages(encode=6.0, decode=3.0, json=1.0)
    # 3 and 1 of 10
    assert spent.percent == pytest.approx(stages(encode=60.0, decode=30.0, json=10.0).by_stage)
    assert spent.percent_outside_encoder == pytest.approx(40.0)


def test_no_time_has_no_shares() -> None:
    assert stages().percent_outside_encoder == 0.0
