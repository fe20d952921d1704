"""What becomes of articles between the input and the output: order, failures, repetitions, and when a run ends."""

import asyncio
from collections import Counter
from collections.abc import Callable

import pytest

from service.client.errors import ClientError, RunFault
from service.client.items import Item, Outcome
from tests.unit.service.client.answers import MadeUp, broken, item, problem, refusal, result, settle_all


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between tries only the order of things is waited for."""
    monkeypatch.setattr("service.client.tries._FIRST_WAIT_S", 0.001)
    monkeypatch.setattr("service.client.tries._LONGEST_WAIT_S", 0.002)


def failing(errors: dict[str, list[ClientError]]):
    """Fails for these articles with one error after the other, then no more."""

    async def before(article_id: str) -> None:
        if errors.get(article_id):
            raise errors[article_id].pop(0)

    return before


def always(error: Callable[[], ClientError], *, article_id: str):
    async def before(asked: str) -> None:
        if asked == article_id:
            raise error()

    return before


def numbers(outcomes) -> list[int]:
    return [outcome.item.number for outcome in outcomes]


def test_outcomes_come_in_the_order_of_the_input():
    async def earlier_ones_take_longer(article_id: str) -> None:
        await asyncio.sleep(0.02 / (1 + int(article_id[1:])))

    outcomes = settle_all(MadeUp(earlier_ones_take_longer), map(item, range(20)))

    assert [outcome.result for outcome in outcomes] == [result(f"a{number}") for number in range(20)]


def test_no_more_are_in_flight_than_allowed():
    async def a_moment(_article_id: str) -> None:
        await asyncio.sleep(0.001)

    service = MadeUp(a_moment)
    settle_all(service, map(item, range(100)), most_in_flight=3)

    assert service.most_at_once == 3


def test_item_with_a_problem_is_settled_without_the_server():
    bad = Item(number=1, article={"id": "a1"}, problem={"title": "Unreadable"})
    service = MadeUp()

    outcomes = settle_all(service, [item(0), bad, item(2)])

    assert [outcome.problem for outcome in outcomes] == [None, {"title": "Unreadable"}, None]
    assert service.asked == ["a0", "a2"]


def test_refused_article_fails_alone():
    outcomes = settle_all(MadeUp(failing({"a1": [refusal(422)]})), map(item, range(3)))

    assert [outcome.problem for outcome in outcomes] == [None, problem(422), None]


def test_article_whose_text_is_none_is_left_to_the_server():
    strange = Item(number=0, article={"id": "a0", "text": 7})

    assert numbers(settle_all(MadeUp(), [strange])) == [0]


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(lambda: broken(was_sent=False), id="away"),
        pytest.param(broken, id="broken off"),
        pytest.param(lambda: refusal(503, retry_after_s=0.0), id="busy"),
        pytest.param(lambda: refusal(429, retry_after_s=0.0), id="over the rate"),
        pytest.param(lambda: refusal(502), id="restarting behind a proxy"),
    ],
)
def test_passing_error_is_asked_again(error: Callable[[], ClientError]):
    service = MadeUp(failing({"a1": [error(), error()], "a2": [error()]}))

    outcomes = settle_all(service, map(item, range(5)))

    assert [outcome.problem for outcome in outcomes] == [None] * 5
    assert Counter(service.asked) == {"a0": 1, "a1": 3, "a2": 2, "a3": 1, "a4": 1}


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        pytest.param(lambda: refusal(401), "asks for a key that it knows", id="no key"),
        pytest.param(lambda: refusal(404), "no quotation service at this address", id="wrong address"),
        pytest.param(lambda: broken(was_sent=False), "no answer for too long: broken", id="away"),
        pytest.param(lambda: refusal(429, retry_after_s=9999.0), "asks to come back in 9999 s", id="over the quota"),
    ],
)
def test_run_ends_where_every_article_would_fail(error: Callable[[], ClientError], sentence: str):
    with pytest.raises(RunFault, match=sentence):
        settle_all(MadeUp(always(error, article_id="a1")), map(item, range(3)), patience_s=0.05)


def test_what_was_settled_before_the_end_is_kept():
    settled: list[Outcome] = []

    async def first_ones_only(article_id: str) -> None:
        if article_id == "a3":
            # When the earlier ones are through.
            while len(settled) < 3:
                await asyncio.sleep(0.001)
            raise refusal(401)

    service = MadeUp(first_ones_only)
    with pytest.raises(RunFault):
        settle_all(service, map(item, range(9)), settle=settled.append)

    assert numbers(settled) == [0, 1, 2]


def test_article_that_the_server_never_gets_done_with_fails_alone():
    service = MadeUp(always(broken, article_id="a1"))

    outcomes = settle_all(service, map(item, range(3)))

    assert [outcome.problem and outcome.problem["detail"] for outcome in outcomes] == [None, "broken", None]
    assert service.asked.count("a1") == 5


def test_no_article_is_blamed_while_the_server_is_away():
    def away() -> None:
        raise broken(was_sent=False)

    service = MadeUp(always(broken, article_id="a1"), look=away)
    with pytest.raises(RunFault, match="no answer for too long"):
        settle_all(service, map(item, range(3)), patience_s=0.05)

    assert service.asked.count("a1") > 5


def test_retry_goes_before_later_articles():
    service = MadeUp(failing({"a0": [refusal(502)]}))

    settle_all(service, map(item, range(500)), most_in_flight=1)

    # A place is free again and again while it waits; it gets the next one when its time has come.
    assert service.asked.index("a0", 1) < 250


def test_slow_article_holds_up_a_bounded_number_of_others():
    release = asyncio.Event()
    asked_meanwhile: list[str] = []

    async def first_is_slow(article_id: str) -> None:
        if article_id == "a0":
            await asyncio.wait_for(release.wait(), timeout=60)
        elif len(service.asked) == 512:
            # Everything that the window holds was asked for; time for one more, if there were one.
            await asyncio.sleep(0.05)
            asked_meanwhile.extend(service.asked)
            release.set()

    service = MadeUp(first_is_slow)
    outcomes = settle_all(service, map(item, range(1000)))

    assert numbers(outcomes) == list(range(1000))
    assert len(asked_meanwhile) == 512


def test_fault_of_the_output_ends_the_run():
    def full(_outcome) -> None:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"):
        settle_all(MadeUp(), map(item, range(3)), settle=full)
