"""How many requests may be in flight after what became of earlier ones, and who is let in next."""

import asyncio

import pytest

from service.client.in_flight import Limit, Places, Window


def feed(limit: Limit, *, n: int, seconds: float, n_in_flight: int | None = None) -> None:
    """So many answers for articles of 500 code points, each after so long."""
    for _ in range(n):
        full = limit.n if n_in_flight is None else n_in_flight
        limit.answered(era=limit.era, seconds=seconds, n_chars=500, n_in_flight=full)


def test_limit_doubles_until_it_is_reached():
    limit = Limit(most=12)
    seen = [limit.n]
    for _ in range(4):
        # Rounds are of sixteen answers at least, and of as many as are in flight.
        feed(limit, n=max(16, limit.n), seconds=1.0)
        seen.append(limit.n)

    assert seen == [2, 4, 8, 12, 12]


def test_limit_stays_where_it_is_not_made_use_of():
    limit = Limit(most=32)
    feed(limit, n=80, seconds=1.0, n_in_flight=1)

    assert limit.n == 2


def test_refusals_of_one_moment_halve_it_once():
    limit = Limit(most=32)
    feed(limit, n=32, seconds=1.0)
    era = limit.era
    for _ in range(5):
        limit.refused(era=era)

    assert limit.n == 4


def test_after_a_refusal_it_goes_up_by_one():
    limit = Limit(most=32)
    feed(limit, n=32, seconds=1.0)
    limit.refused(era=limit.era)
    feed(limit, n=16, seconds=1.0)

    assert limit.n == 5


def test_refusals_leave_one_in_flight_and_the_way_up_is_quick_again():
    limit = Limit(most=32)
    for _ in range(9):
        limit.refused(era=limit.era)
    assert limit.n == 1

    feed(limit, n=32, seconds=1.0)
    assert limit.n == 4


def test_answers_to_requests_from_before_a_refusal_do_not_count():
    limit = Limit(most=32)
    era = limit.era
    limit.refused(era=era)
    for _ in range(80):
        limit.answered(era=era, seconds=1.0, n_chars=500, n_in_flight=2)

    assert limit.n == 1


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        pytest.param(5.9, 10, id="some wait"),
        pytest.param(6.2, 8, id="most only wait"),
    ],
)
def test_queue_at_the_server_turns_it_back(seconds: float, expected: int):
    limit = Limit(most=32)
    feed(limit, n=48, seconds=1.0)
    limit.refused(era=limit.era)
    feed(limit, n=16, seconds=1.0)
    assert limit.n == 9

    feed(limit, n=16, seconds=seconds)
    assert limit.n == expected


def test_queue_leaves_some_in_flight_however_long_it_lasts():
    limit = Limit(most=32)
    feed(limit, n=64, seconds=1.0)
    feed(limit, n=2000, seconds=50.0)

    assert limit.n in (8, 9)


def test_server_that_was_away_is_measured_anew():
    limit = Limit(most=32)
    feed(limit, n=64, seconds=1.0)
    for _ in range(9):
        limit.refused(era=limit.era)
    feed(limit, n=80, seconds=50.0)

    assert limit.n == 32


def test_places_are_given_to_the_earliest_articles_first():
    async def run() -> list[int]:
        places, order = Places(Limit(most=1)), []

        async def take(number: int) -> None:
            await places.enter(number)
            order.append(number)
            await asyncio.sleep(0)
            places.leave()

        await places.enter(0)
        takers = [asyncio.create_task(take(number)) for number in (7, 3, 5)]
        await asyncio.sleep(0)
        places.leave()
        await asyncio.gather(*takers)
        return order

    assert asyncio.run(run()) == [3, 5, 7]


def test_nobody_is_let_in_while_it_is_shut():
    async def run() -> tuple[bool, int]:
        places = Places(Limit(most=4))
        places.shut(0.05)
        taker = asyncio.create_task(places.enter(1))
        await asyncio.sleep(0.01)
        was_in = taker.done()
        await taker
        return was_in, places.n_taken

    assert asyncio.run(run()) == (False, 1)


@pytest.mark.parametrize(
    ("inside", "n_chars", "expected"),
    [
        pytest.param([10, 10], 10, False, id="as many as may be"),
        pytest.param([60], 50, False, id="too many characters"),
        pytest.param([60], 40, True, id="just enough room"),
        pytest.param([], 1000, True, id="too large, but alone"),
    ],
)
def test_window_is_bounded_by_articles_and_by_characters(inside: list[int], n_chars: int, expected: bool):
    async def run() -> bool:
        window = Window(max_items=2, max_chars=100)
        for chars in inside:
            await window.enter(chars)
        entering = asyncio.create_task(window.enter(n_chars))
        await asyncio.sleep(0)
        was_in = entering.done()
        for chars in inside:
            window.leave(chars)
        await entering
        return was_in

    assert asyncio.run(run()) is expected
