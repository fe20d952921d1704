"""When an article is asked for again, and how long a silent server is waited for."""

import pytest

from service.client.errors import ClientError
from service.client.tries import Patience, Tries
from tests.unit.service.client.answers import broken, refusal


def tries(*, patience_s: float = 600.0, n_begun: int = 1) -> Tries:
    made = Tries(Patience(patience_s, tell=lambda _: None))
    made.n_begun = n_begun
    return made


@pytest.mark.parametrize(
    ("error", "n_begun", "least_s", "most_s"),
    [
        pytest.param(broken(), 1, 0.5, 1.0, id="after the first try"),
        pytest.param(broken(), 3, 2.0, 4.0, id="after the third"),
        pytest.param(broken(), 90, 7.5, 15.0, id="after very many"),
        pytest.param(refusal(502), 1, 0.5, 1.0, id="refused without a time"),
        pytest.param(refusal(503, retry_after_s=8.0), 1, 8.0, 10.5, id="as late as the server asks"),
        pytest.param(refusal(429, retry_after_s=0.0), 1, 0.0, 0.5, id="at once"),
    ],
)
def test_wait_grows_or_is_what_the_server_asks_for(error: ClientError, n_begun: int, least_s: float, most_s: float):
    waits = [tries(n_begun=n_begun).wait_s(error) for _ in range(50)]

    assert least_s <= min(waits) <= max(waits) <= most_s
    # Many that failed at one moment do not come back at one moment.
    assert len(set(waits)) > 1


@pytest.mark.parametrize(
    "error", [pytest.param(refusal(422), id="fields wrong"), pytest.param(ValueError("a"), id="a fault of ours")]
)
def test_what_does_not_pass_is_not_asked_again(error: Exception):
    assert tries().wait_s(error) is False


@pytest.mark.parametrize(
    ("error", "seconds", "expected"),
    [
        pytest.param(broken(), 0.1, 1, id="broken off"),
        pytest.param(broken(was_sent=False), 0.1, 0, id="never sent"),
        pytest.param(refusal(503), 0.1, 0, id="refused at once"),
        pytest.param(refusal(503), 60.0, 1, id="dropped at its deadline"),
        pytest.param(refusal(422), 60.0, 0, id="answered late"),
    ],
)
def test_losses_are_tries_that_the_server_took_up(error: ClientError, seconds: float, expected: int):
    made = tries()
    made.failed(error, seconds=seconds)

    assert made.n_lost == expected


def test_patience_ends_before_a_wait_that_is_too_long():
    assert tries(patience_s=30.0).wait_s(refusal(429, retry_after_s=86_400.0)) is False


def test_patience_begins_anew_with_each_answer(monkeypatch: pytest.MonkeyPatch):
    now_s = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: now_s[0])
    patience = Patience(10.0, tell=lambda _: None)
    seen = []
    for now_s[0] in (109.0, 110.5):
        seen.append(patience.allows(0.5, broken()))
    patience.heard()
    seen.append(patience.allows(0.5, broken()))

    assert seen == [True, False, True]


def test_waiting_is_told_once_until_the_next_answer(monkeypatch: pytest.MonkeyPatch):
    now_s, told = [0.0], list[str]()
    monkeypatch.setattr("time.monotonic", lambda: now_s[0])
    patience = Patience(600.0, tell=told.append)
    for now_s[0] in (1.0, 6.0, 7.0):
        patience.allows(0.5, broken())
    patience.heard()
    now_s[0] = 20.0
    patience.allows(0.5, broken())

    assert told == ["Waiting for the server, for up to 600 s: broken"] * 2
