from models.evaluation.counts import Counts, Tally
from models.evaluation.intervals import Interval, bootstrap
from models.evaluation.scores import recall

RIGHT = Counts({"x": Tally(gold=1, given=1, right=1)})
WRONG = Counts({"x": Tally(gold=1, given=1)})


def figures(counts: Counts) -> dict[str, float]:
    return {"x": recall(counts["x"])}


def test_documents_all_alike_leave_no_doubt() -> None:
    assert bootstrap([RIGHT] * 5, figures=figures, n_draws=50, seed=3) == {"x": Interval(low=100.0, high=100.0)}


def test_two_unlike_documents_span_everything() -> None:
    # Each draw is two right, one of each, or two wrong: one in four is 0, one in four is 100.
    assert bootstrap([RIGHT, WRONG], figures=figures, n_draws=400, seed=1) == {"x": Interval(low=0.0, high=100.0)}


def test_the_same_seed_gives_the_same_interval() -> None:
    rows = [RIGHT] * 7 + [WRONG] * 4
    first, second = (bootstrap(rows, figures=figures, n_draws=60, seed=9) for _ in range(2))
    assert first == second


def test_another_seed_draws_other_documents() -> None:
    rows = [RIGHT] * 40 + [WRONG] * 37
    first, second = (bootstrap(rows, figures=figures, n_draws=15, seed=seed) for seed in (1, 2))
    assert first != second


def test_no_documents_or_no_draws_give_no_interval() -> None:
    assert (
        bootstrap([], figures=figures, n_draws=9, seed=1),
        bootstrap([RIGHT], figures=figures, n_draws=0, seed=1),
    ) == ({}, {})


def test_a_figure_that_a_draw_lacks_counts_as_zero_there() -> None:
    def sometimes(counts: Counts) -> dict[str, float]:
        return {"x": 100.0} if counts["x"].right else {}

    assert bootstrap([RIGHT, WRONG], figures=sometimes, n_draws=400, seed=1) == {"x": Interval(low=0.0, high=100.0)}
