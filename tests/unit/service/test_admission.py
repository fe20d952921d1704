from contextlib import ExitStack

import pytest

from service.admission import Admission, Pace
from service.errors import Busy
from service.observer import SilentObserver


class Counting(SilentObserver):
    def __init__(self) -> None:
        self.heard: list[int] = []

    def waiting_changed(self, n_requests: int) -> None:
        self.heard.append(n_requests)


def make_admission(
    *, max_requests: int = 9, max_chars: int = 100, timeout_s: float = 600.0, observer: Counting | None = None
) -> Admission:
    return Admission(
        max_requests=max_requests, max_chars=max_chars, timeout_s=timeout_s, observer=observer or Counting()
    )


def lets_in(admission: Admission, inside: list[int], n_chars: int) -> bool:
    """Whether one more comes in beside those that are."""
    with ExitStack() as stack:
        for held in inside:
            stack.enter_context(admission.place(held))
        try:
            stack.enter_context(admission.place(n_chars))
        except Busy:
            return False
    return True


@pytest.mark.parametrize(
    ("inside", "n_chars", "is_let_in"),
    [
        pytest.param([], 7_000_000, True, id="alone, however large"),
        pytest.param([40, 40], 20, True, id="up to the limit"),
        pytest.param([40, 40], 21, False, id="over the limit of characters"),
        pytest.param([7_000_000], 50, True, id="beside a huge one, which counts for half"),
        pytest.param([7_000_000], 51, True, id="a large one beside a huge one"),
        pytest.param([7_000_000, 7_000_000], 1, False, id="beside two huge ones"),
        pytest.param([1] * 8, 1, True, id="the last place"),
        pytest.param([1] * 9, 1, False, id="over the limit of requests"),
    ],
)
def test_room_is_for_so_many_requests_and_characters(inside: list[int], n_chars: int, is_let_in: bool):
    assert lets_in(make_admission(), inside, n_chars) == is_let_in


@pytest.mark.parametrize(
    ("inside", "n_chars", "is_let_in"),
    [
        pytest.param([], 5_000, True, id="alone, however long it takes"),
        pytest.param([1_000], 2_000, True, id="done just in time with half of the model"),
        pytest.param([1_000], 2_001, False, id="too late"),
        pytest.param([4_000], 2_000, True, id="before a larger one"),
        pytest.param([2_000], 2_000, False, id="after one of its size"),
        pytest.param([4_000, 100, 100], 100, True, id="a small one beside a huge one"),
    ],
)
def test_only_those_are_let_in_who_can_be_answered_in_time(inside: list[int], n_chars: int, is_let_in: bool):
    admission = make_admission(max_chars=1_000_000, timeout_s=60.0)
    admission.pace.add(n_chars=100, seconds=1.0)

    assert lets_in(admission, inside, n_chars) == is_let_in


def test_place_is_free_again_after_a_failure():
    admission = make_admission(max_requests=1)

    for _ in range(2):
        with pytest.raises(ZeroDivisionError), admission.place(60):
            raise ZeroDivisionError


def test_waiting_requests_are_those_besides_the_one_at_work():
    observer = Counting()
    admission = make_admission(observer=observer)

    with admission.place(1), admission.place(1), admission.place(1):
        pass

    assert observer.heard == [0, 1, 2, 1, 0, 0]


@pytest.mark.parametrize(
    ("n_chars", "seconds", "retry_after_s"),
    [
        pytest.param(0, 3.0, 1, id="nothing is known"),
        pytest.param(1000, 1.0, 1, id="soon"),
        pytest.param(10, 1.0, 5, id="at ten a second"),
        pytest.param(1, 20.0, 60, id="never more than a minute"),
    ],
)
def test_turned_away_may_come_back_when_the_others_should_be_done(n_chars: int, seconds: float, retry_after_s: int):
    admission = make_admission(max_requests=1)
    admission.pace.add(n_chars=n_chars, seconds=seconds)

    with admission.place(45), pytest.raises(Busy) as caught, admission.place(1):
        pass

    assert caught.value.retry_after_s == retry_after_s


def test_pace_forgets_what_was_long_ago():
    pace = Pace()
    pace.add(n_chars=1000, seconds=1.0)
    for _ in range(20):
        pace.add(n_chars=10, seconds=10.0)

    assert pace.seconds_for(1) == pytest.approx(1.0, rel=0.1)
