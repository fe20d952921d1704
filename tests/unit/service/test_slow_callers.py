"""Callers that send or listen slowly, against a real gunicorn: they are cut, and nobody else notices them."""

import json
import re
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress

import pytest

from tests.servers import PATIENCE_S, Server, gunicorn

N_SLOW = 40
BODY_TIMEOUT_S = 5.0
HEAD = b"POST /v1/quotes HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
# What a slow sender begins with, and what it is told when it is cut.
SLOW = [
    (HEAD, b""),
    (HEAD + b'Content-Length: 900\r\n\r\n{"te', b" 408 "),
    (HEAD + b'Transfer-Encoding: chunked\r\n\r\n90\r\n{"te', b" 408 "),
]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with gunicorn("tests.fake_wsgi:build()", QUOTES_BODY_TIMEOUT_S=str(BODY_TIMEOUT_S)) as started:
        started.wait_until_ready()
        yield started


def test_slow_senders_stop_nobody_and_are_cut(server: Server):
    kinds = (N_SLOW * SLOW)[:N_SLOW]
    with ExitStack() as stack:
        slow = [stack.enter_context(connect(server)) for _ in kinds]
        for sender, (beginning, _) in zip(slow, kinds, strict=True):
            sender.sendall(beginning)
        status, answer = server.ask_json("/v1/quotes", {"text": "“We won,” said Mia."})
        are_still_sending = [is_open(sender) for sender in slow]
        told = [trickle(sender) for sender in slow]

    assert (status, len(answer["quotes"])) == (200, 1)
    assert all(are_still_sending)
    assert [expected in words[:16] for words, (_, expected) in zip(told, kinds, strict=True)] == [True] * N_SLOW


def test_silent_and_lingering_connections_stop_nobody(server: Server):
    refused = b"POST /nothing HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\nConnection: close\r\n\r\n"
    with ExitStack() as stack:
        for words in [b"", refused] * (N_SLOW // 2):
            stack.enter_context(connect(server)).sendall(words)
        began_s = time.monotonic()
        status, _ = server.ask("GET", "/livez")

    assert status == 200
    assert time.monotonic() - began_s < 5.0


def test_body_over_the_limit_is_refused_before_it_is_sent(server: Server):
    with connect(server) as caller:
        caller.sendall(HEAD + b"Content-Length: 99999999\r\n\r\n")
        told = caller.recv(1000)

    assert told.startswith(b"HTTP/1.1 413 ")
    assert b"Connection: close" in told


def test_large_body_in_small_chunks_takes_no_longer_for_its_chunks(server: Server):
    began_s = time.monotonic()
    status, _ = server.ask("POST", "/v1/quotes", iter([b" " * 500] * 8_000), Content_Type="application/json")

    assert status == 400
    assert time.monotonic() - began_s < PATIENCE_S / 2


def test_batch_that_breaks_off_is_not_taken_for_a_whole_one(server: Server):
    lines = b'{"text": "a"}\n{"text": "b"}\n'
    head = HEAD.replace(b"quotes", b"quotes/batch").replace(b"json", b"x-ndjson") + b"Content-Length: 900\r\n\r\n"
    with connect(server) as caller:
        caller.sendall(head + lines)
        caller.shutdown(socket.SHUT_WR)
        head_told, _, problem = read_all(caller).partition(b"\r\n\r\n")

    assert b" 408 " in head_told
    assert json.loads(problem)["status"] == 408


def test_requests_on_one_connection_are_answered_in_order(server: Server):
    asked = b"GET /livez HTTP/1.1\r\nHost: a\r\n\r\nGET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    with connect(server) as caller:
        caller.sendall(asked)
        told = read_all(caller)

    assert re.findall(rb"HTTP/1.1 (\d+)", told) == [b"200", b"404"]


def test_caller_that_asks_before_it_sends_is_invited(server: Server):
    body = json.dumps({"text": "a"}).encode()
    with connect(server) as caller:
        caller.sendall(HEAD + b"Expect: 100-continue\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(body))
        invitation = caller.recv(25)
        caller.sendall(body)
        # gunicorn invites once more, to a request that is there already
        caller.shutdown(socket.SHUT_WR)
        told = read_all(caller)

    assert invitation == b"HTTP/1.1 100 Continue\r\n\r\n"
    assert b"HTTP/1.1 200 " in told


def connect(server: Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE_S)


def is_open(sender: socket.socket) -> bool:
    sender.setblocking(False)
    try:
        return bool(sender.recv(1, socket.MSG_PEEK))
    except BlockingIOError:
        return True
    finally:
        sender.settimeout(PATIENCE_S)


def trickle(sender: socket.socket) -> bytes:
    """Send a byte now and then until the other side ends it; what it said."""
    sender.settimeout(0.05)
    deadline_s = time.monotonic() + BODY_TIMEOUT_S + PATIENCE_S
    while time.monotonic() < deadline_s:
        with suppress(TimeoutError):
            return receive(sender)
        with suppress(OSError):
            sender.sendall(b"a")
    raise AssertionError("a slow sender was not cut")


def receive(sender: socket.socket) -> bytes:
    try:
        return sender.recv(1000)
    except ConnectionError:
        return b""


def read_all(caller: socket.socket) -> bytes:
    with closing(caller.makefile("rb")) as reader:
        return reader.read()
