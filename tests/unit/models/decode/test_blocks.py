from dataclasses import dataclass, field

import numpy as np
import pytest

from models.decode.blocks import STRIDE, Bools, Doubles, run_in_blocks


@dataclass(frozen=True, kw_only=True)
class Ages:
    """Counts the pieces since the last with a weight of zero; remembers for as long as there is none."""

    neutral: float = 1.0
    n_blocks_run: list[int] = field(default_factory=list)

    def advance(self, states: Doubles, weights: Doubles) -> Doubles:
        self.n_blocks_run.append(states.shape[1])
        return (states + 1) * weights

    def scaled(self, states: Doubles) -> Doubles:
        return states

    def differ(self, states: Doubles, others: Doubles) -> Bools:
        return (states != others).any(axis=0)


def weights_with_zeros_every(period: int, *, n_pieces: int) -> Doubles:
    return np.where(np.arange(n_pieces) % period == 0, 0.0, 1.0)[None]


@pytest.mark.parametrize("n_pieces", [1, STRIDE, STRIDE + 1, 47, 48, 49, 500, 5000])
@pytest.mark.parametrize("period", [2, 7, 40, 90, 10_000])
def test_states_are_those_of_the_plain_recursion(n_pieces: int, period: int):
    weights = weights_with_zeros_every(period, n_pieces=n_pieces)

    states = run_in_blocks(Ages(), weights, first=np.asarray([5.0]))

    assert states[0].tolist() == [5.0, *(place % period for place in range(n_pieces - 1))]


def test_blocks_that_forget_are_run_hardly_more_than_once():
    ages = Ages()

    run_in_blocks(ages, weights_with_zeros_every(5, n_pieces=4800), first=np.asarray([0.0]))

    assert sum(ages.n_blocks_run) < 1.3 * 4800


def test_blocks_that_never_forget_cost_a_multiple_of_the_plain_recursion():
    ages = Ages()

    run_in_blocks(ages, weights_with_zeros_every(10**6, n_pieces=20_000), first=np.asarray([0.0]))

    assert sum(ages.n_blocks_run) < 50 * 20_000
