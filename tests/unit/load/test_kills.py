"""Which failures a kill explains, and what of a run of kills is a fault."""

import math

import pytest

from tests.load.capacity import Capacity
from tests.load.kills import Kill, Plan, Run
from tests.load.traffic import Outcome

PLAN = Plan(kills=1, times=0.7, capacity_s=1.0, n_clients=1, seed=1)


def kill(*, ready_s: float = 2.0) -> Kill:
    """A kill at second 10 of a worker that held the connection from port 40."""
    return Kill(at_s=10.0, held=frozenset({40}), n_open=3, answered_s=0.1, ready_s=ready_s)


def failed(**changes) -> Outcome:
    """A request over the connection that the killed worker held."""
    facts = {"kind": "100 words", "n_words": 100, "began_s": 9.0, "late_s": 0.0, "seconds": 2.0, "port": 40}
    return Outcome(**{**facts, "status": None, "error": "ReadError", **changes})


def run(*outcomes: Outcome, killed: Kill, n_other_losses: int = 0) -> Run:
    return Run(
        plan=PLAN,
        capacity=Capacity(outcomes=[], n_clients=1, mean_words=100.0),
        outcomes=list(outcomes),
        kills=[killed],
        n_other_losses=n_other_losses,
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, True, id="held and open"),
        pytest.param({"port": 41}, False, id="of another worker"),
        pytest.param({"port": None}, False, id="never connected"),
        pytest.param({"began_s": 10.5}, False, id="sent after the kill"),
        pytest.param({"seconds": 0.5}, False, id="over before the kill"),
    ],
)
def test_kill_explains_only_what_its_worker_held(changes: dict, expected: bool):
    assert kill().explains(failed(**changes)) is expected


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        pytest.param(run(failed(), killed=kill()), [], id="failed with its worker"),
        pytest.param(run(failed(port=41), killed=kill()), ["1 × 100 words: ReadError"], id="failed without"),
        pytest.param(run(failed(status=500), killed=kill()), ["1 × 100 words: status 500"], id="wrong status"),
        pytest.param(run(killed=kill(), n_other_losses=2), ["2 more workers were lost"], id="lost unbidden"),
        pytest.param(run(killed=kill(ready_s=math.inf)), ["kill 1 was not overcome in 300 s"], id="no successor"),
    ],
)
def test_faults_are_all_but_the_failures_that_a_kill_explains(seen: Run, expected: list[str]):
    assert seen.faults == expected
