"""Two things in turn, and their ratios."""

import pytest

from models.evaluation.benchmark.pairs import Pair, ratios_of, take_turns


def test_who_begins_changes_and_pairs_stay_apart() -> None:
    done = list[str]()

    def do(name: str) -> str:
        done.append(name)
        return f"{name}{len(done)}"

    pairs = take_turns(lambda: do("a"), lambda: do("b"), n_repeats=3)
    assert done == ["a", "b", "b", "a", "a", "b"]
    assert pairs == [
        Pair(first="a1", second="b2"),
        Pair(first="a4", second="b3"),
        Pair(first="a5", second="b6"),
    ]


def test_ratio_is_taken_pair_by_pair() -> None:
    ratios = ratios_of([Pair(first=3.0, second=2.0), Pair(first=10.0, second=4.0), Pair(first=1.0, second=2.0)])
    assert ratios.values == pytest.approx((1.5, 2.5, 0.5))
    assert (ratios.median, str(ratios)) == (1.5, "1.500 [0.500, 2.500]")
