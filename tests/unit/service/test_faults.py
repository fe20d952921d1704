"""Workers that die, hang, stand still or are told to end, in a real gunicorn."""

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from http.client import HTTPConnection

import pytest

from tests.servers import PATIENCE_S, Server, gunicorn

SLOW = "tests.fake_wsgi:build_slow()"
HEADERS = {"Content-Type": "application/json"}


@contextmanager
def ready(*options: str, **settings: str) -> Iterator[Server]:
    with gunicorn(SLOW, *options, **settings) as server:
        server.wait_until_ready()
        yield server


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline_s = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline_s, "it did not come about"
        time.sleep(0.05)


def is_replaced(server: Server, worker: int) -> bool:
    return bool(server.workers) and worker not in server.workers


@pytest.mark.parametrize(
    ("stopper", "options"),
    [
        pytest.param(signal.SIGKILL, [], id="killed"),
        pytest.param(signal.SIGSTOP, ["--timeout", "3"], id="standing still as a whole"),
    ],
)
def test_worker_is_replaced(stopper: signal.Signals, options: list[str]):
    with ready(*options) as server:
        [worker] = server.workers

        os.kill(worker, stopper)
        wait_until(lambda: is_replaced(server, worker))

        server.wait_until_ready()
        assert server.ask_json("/v1/quotes", {"text": "a"})[0] == 200


def test_worker_that_hangs_answers_who_waits_and_is_replaced():
    with ready(QUOTES_HANG_TIMEOUT_S="0.5") as server, ThreadPoolExecutor() as callers:
        [worker] = server.workers

        hanging = callers.submit(server.ask_json, "/v1/quotes", {"text": "hang"})
        assert hanging.result(timeout=PATIENCE_S)[0] == 503
        wait_until(lambda: is_replaced(server, worker))

        server.wait_until_ready()
        _, log = server.stop()
    [told] = [event for event in map(json.loads, log) if event["event"] == "model.hung"]
    assert any("tests/fakes.py" in place for place in told["places"])


def test_end_finishes_what_runs_and_refuses_the_rest():
    with ready() as server, ThreadPoolExecutor() as callers, closing(keep_alive(server)) as kept:
        running = callers.submit(server.ask_json, "/v1/quotes", {"text": "slow"})
        waiting = callers.submit(server.ask_json, "/v1/quotes", {"text": "slow too"})
        time.sleep(0.5)

        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        kept.request("POST", "/v1/quotes", b'{"text": "late"}', HEADERS)
        refused = kept.getresponse()

        assert (refused.status, refused.headers["Retry-After"]) == (503, "5")
        with pytest.raises(ConnectionRefusedError):
            server.ask("GET", "/readyz")
        assert [call.result(timeout=PATIENCE_S)[0] for call in (running, waiting)] == [200, 200]
        assert server.process.wait(timeout=PATIENCE_S) == 0


def test_lines_that_are_being_answered_are_finished_at_the_end():
    body = b'{"text": "slow 1"}\n{"text": "slow 2"}\n'
    with ready() as server, ThreadPoolExecutor() as callers:
        lines = callers.submit(server.ask, "POST", "/v1/quotes/batch", body, Content_Type="application/x-ndjson")
        time.sleep(0.5)

        server.process.send_signal(signal.SIGTERM)

        _, answer = lines.result(timeout=PATIENCE_S)
        assert ["quotes" in json.loads(line) for line in answer.splitlines()] == [True, True]


def keep_alive(server: Server) -> HTTPConnection:
    """A connection that has had an answer and is kept for more."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE_S)
    connection.request("POST", "/v1/quotes", b'{"text": "a"}', HEADERS)
    assert connection.getresponse().read()
    return connection
