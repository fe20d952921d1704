"""Processes that work together: tasks shared out, and what comes of those that fail."""

import pytest

from models.evaluation.benchmark.crew import CrewFailed, crew
from tests.unit.models.evaluation.benchmark.stand_ins import prepare_in_vain, prepare_taker, prepare_to_die


def test_every_task_is_taken_once_in_every_round_and_by_the_first_where_it_is_alone() -> None:
    with crew(prepare_taker, n_processes=2) as takers:
        rounds = [[number for taken in takers.together(50) for number in taken] for _ in range(2)]
        alone = takers.alone(50)
    assert [sorted(numbers) for numbers in rounds] == [list(range(50)), list(range(50))]
    assert alone == list(range(50))
    assert takers.start_up_s > 0


def test_a_process_that_cannot_prepare_itself_gives_its_reason() -> None:
    with pytest.raises(CrewFailed, match="no such model"), crew(prepare_in_vain, n_processes=1):
        pass


def test_a_process_that_ends_is_told_of() -> None:
    with crew(prepare_to_die, n_processes=1) as doomed, pytest.raises(CrewFailed, match="exit code 7"):
        doomed.together(7)
