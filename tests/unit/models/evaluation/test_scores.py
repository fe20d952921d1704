from collections.abc import Callable

import pytest

from models.evaluation.counts import Tally
from models.evaluation.scores import f1, precision, recall


@pytest.mark.parametrize(
    ("score", "tally", "expected"),
    [
        pytest.param(precision, Tally(gold=8, given=4, right=3), 75.0, id="precision-3-of-4-given"),
        pytest.param(recall, Tally(gold=8, given=4, right=3), 37.5, id="recall-3-of-8-gold"),
        pytest.param(f1, Tally(gold=8, given=4, right=3), 50.0, id="f1-6-of-12"),
        pytest.param(f1, Tally(gold=5, given=5, right=5), 100.0, id="f1-all-right"),
        pytest.param(f1, Tally(gold=5, given=0, right=0), 0.0, id="f1-nothing-given"),
        pytest.param(precision, Tally(gold=5), 0.0, id="precision-nothing-given"),
        pytest.param(recall, Tally(given=5), 0.0, id="recall-nothing-to-find"),
        pytest.param(f1, Tally(), 0.0, id="f1-nothing-at-all"),
    ],
)
def test_score_is_worked_out_in_percent(score: Callable[[Tally], float], tally: Tally, expected: float) -> None:
    assert score(tally) == expected
