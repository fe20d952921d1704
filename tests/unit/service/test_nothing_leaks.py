"""A marker, sent wherever a caller can put a word, comes back in no line of the server and in no error's words.

The server is a real gunicorn at its most talkative, with keys, rates and origins switched on. Errors may repeat the
article's id and the names of fields, which is what those are for.
"""

import json
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from http.client import HTTPConnection
from os import environ
from time import monotonic, sleep
from typing import Any
from urllib.request import urlopen

import pytest

from service.serve import gunicorn_command
from tests.ports import free_port
from tests.servers import ROOT

MARKER = "Zuckerkrokant"
KEY = "Zuckerkrokant-of-a-caller"
PATIENCE_S = 120.0
LINES = "application/x-ndjson"
SETTINGS = {
    "QUOTES_LOG_LEVEL": "debug",
    "QUOTES_API_KEYS": f"{KEY},another-key-of-nobody",
    "QUOTES_RATE_LIMIT": "100000 per minute",
    "QUOTES_CORS_ORIGINS": "https://page.example",
    "QUOTES_MAX_BODY_BYTES": "50000",
}

GOOD = {
    "id": MARKER,
    "text": f"“{MARKER},” said {MARKER}.",
    "title": MARKER,
    "url": f"https://{MARKER}.example/{MARKER}",
    "outlet": MARKER,
    "published_at": "2025-11-05",
}
BREAKING = {**GOOD, "text": f"{MARKER} fail {MARKER}"}
WRONG = [
    {**GOOD, name: value}
    for name in (*GOOD, "min_confidence", "types", "offset_unit", MARKER)
    for value in ({MARKER: MARKER}, [MARKER], f"{MARKER}\ud800")
] + [{**GOOD, name: MARKER * 400} for name in ("id", "title", "url", "outlet", "published_at")]
BODIES = [json.dumps(value).encode() for value in (GOOD, BREAKING, *WRONG, MARKER, [MARKER], {MARKER: MARKER})] + [
    f'{{"text": "{MARKER}'.encode(),
    f'{{"{MARKER}": 1, "{MARKER}": 2}}'.encode(),
    f'{{"text": "{MARKER}", "min_confidence": NaN}}'.encode(),
    f'{{"text": "{MARKER}'.encode() + b'\xff"}',
    MARKER.encode() * 5000,
]
HEADERS = (
    {"Authorization": f"Bearer {MARKER}"},
    {"Authorization": f"Bearer {KEY}x"},
    {"Authorization": f"Basic {MARKER}"},
    {"X-Request-ID": f"{MARKER} {MARKER}"},
    {"Origin": f"https://{MARKER}.example"},
    {"Origin": "https://page.example", "Access-Control-Request-Headers": MARKER},
    {"Referer": MARKER, "User-Agent": MARKER, "Cookie": f"a={MARKER}", "Accept": MARKER, "Accept-Encoding": MARKER},
    {"X-Forwarded-For": MARKER, "Forwarded": MARKER, "Traceparent": MARKER, "Baggage": MARKER, "If-None-Match": MARKER},
    {"Content-Type": f"{MARKER}/{MARKER}"},
    {"Content-Type": f"application/json; charset={MARKER}", "Content-Encoding": MARKER},
)
QUERIES = (f"{MARKER}={MARKER}", f"types={MARKER}", f"offset_unit={MARKER}", f"min_confidence={MARKER}", f"%ff{MARKER}")
PATHS = (f"/{MARKER}", f"/v1/{MARKER}", f"/v1/quotes/{MARKER}", f"/%22{MARKER}%00", f"/docs/../{MARKER}")
RAW = (
    f"{MARKER} is no request\r\n\r\n",
    f"GET /{MARKER} HTTP/9.{MARKER}\r\n\r\n",
    f"GET / HTTP/1.1\r\n{MARKER}\r\n\r\n",
    f"GET / HTTP/1.1\r\n({MARKER}): {MARKER}\r\n\r\n",
    f"POST /v1/quotes HTTP/1.1\r\nHost: a\r\nContent-Length: {MARKER}\r\n\r\n",
    f"POST /v1/quotes HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: {MARKER}\r\n\r\n",
    f"POST /v1/quotes HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {KEY}\r\nContent-Type: application/json\r\n"
    f"Transfer-Encoding: chunked\r\n\r\n{MARKER}\r\n{MARKER}\r\n",
)


class Caller:
    """Asks one server, and keeps every error that it hears."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.statuses: set[int] = set()
        self.errors: list[Any] = []
        self.metrics = ""

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> None:
        sent = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json", **headers}
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)) as connection:
            connection.request(method, path, body, sent)
            response = connection.getresponse()
            content = response.read().decode()
        self.statuses.add(response.status)
        if content and method != "HEAD" and response.headers.get_content_type() != "text/html":
            entries = content.splitlines() if response.headers["Content-Type"] == LINES else [content]
            self.errors += [error for entry in entries for error in errors_of(json.loads(entry))]

    def send(self, request: str) -> None:
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_S) as connection:
            connection.sendall(request.encode())
            answer = b"".join(iter(partial(connection.recv, 65_536), b"")).decode()
        head, _, body = answer.partition("\r\n\r\n")
        assert "X-Content-Type-Options: nosniff" in head
        self.statuses.add(int(head.split()[1]))
        self.errors += errors_of(json.loads(body))


def errors_of(answer: Any) -> Iterator[Any]:
    """Every problem in an answer, be it the whole or the entry of an article."""
    if "request_id" in answer:
        yield answer
    yield from (entry["error"] for entry in [answer, *answer.get("results", [])] if "error" in entry)


def words_of(problem: dict[str, Any]) -> str:
    """All that a problem says, but for the names of fields and the id of the request."""
    messages = [message for of_field in problem["errors"].values() for message in of_field]
    return json.dumps([problem["type"], problem["title"], problem["detail"], messages])


def ask_all_sorts(caller: Caller) -> None:
    for body in BODIES:
        caller.ask("POST", "/v1/quotes", body)
    articles = [GOOD, BREAKING, *WRONG[:30], MARKER, None]
    caller.ask("POST", "/v1/quotes/batch", json.dumps({"articles": articles, "match": True}).encode())
    caller.ask("POST", "/v1/quotes/batch", json.dumps({"articles": [GOOD, GOOD], "match": True}).encode())
    caller.ask("POST", "/v1/quotes/batch", json.dumps({"articles": MARKER, "match": MARKER, MARKER: 1}).encode())
    caller.ask("POST", "/v1/quotes/batch", b"\n".join(BODIES[:2] + BODIES[-5:-1]), **{"Content-Type": LINES})
    for headers in HEADERS:
        for method, path in (("POST", "/v1/quotes"), ("OPTIONS", "/v1/quotes"), ("GET", "/")):
            caller.ask(method, path, BODIES[0], **headers)
    for path in (*PATHS, *(f"/v1/quotes?{query}" for query in QUERIES)):
        for method in ("GET", "POST", MARKER):
            caller.ask(method, path, BODIES[0])
    for request in RAW:
        caller.send(request)
    with urlopen(f"http://127.0.0.1:{caller.port}/metrics", timeout=PATIENCE_S) as answer:
        caller.metrics = answer.read().decode()


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> tuple[Caller, str]:
    """What callers heard, and all that the server wrote from its start to its end."""
    caller = Caller(free_port())
    written = tmp_path_factory.mktemp("server") / "output"
    environment = {
        **environ,
        "PYTHONPATH": str(ROOT),
        "QUOTES_PORT": str(caller.port),
        "QUOTES_WORKERS": "1",
        **SETTINGS,
    }
    command = gunicorn_command("tests.fake_wsgi:build()")
    with written.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        wait_until_ready(caller.port)
        ask_all_sorts(caller)
    finally:
        process.terminate()
        process.wait(PATIENCE_S)
    return caller, written.read_text(encoding="utf-8")


def wait_until_ready(port: int) -> None:
    deadline_s = monotonic() + PATIENCE_S
    while monotonic() < deadline_s:
        with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)) as connection:
            try:
                connection.request("GET", "/readyz")
                if connection.getresponse().status == 200:
                    return
            except OSError:
                # It does not listen yet.
                pass
        sleep(0.05)
    pytest.fail("the server did not get ready")


def test_requests_met_every_fate(heard: tuple[Caller, str]):
    caller, output = heard

    assert {200, 400, 401, 404, 405, 413, 415, 422, 500} <= caller.statuses
    assert {"http.answered", "http.failed", "article.failed"} <= {
        json.loads(line)["event"] for line in output.splitlines()
    }


def test_server_writes_nothing_that_callers_sent(heard: tuple[Caller, str]):
    _, output = heard

    assert [line for line in output.splitlines() if MARKER.lower() in line.lower()] == []


def test_metrics_tell_nothing_that_callers_sent(heard: tuple[Caller, str]):
    caller, _ = heard

    assert "quotes_http_requests_total{" in caller.metrics
    assert MARKER.lower() not in caller.metrics.lower()


def test_even_what_is_no_request_is_answered_with_a_problem(heard: tuple[Caller, str]):
    caller, output = heard
    unreadable = [event for event in map(json.loads, output.splitlines()) if event["event"] == "http.unreadable"]

    assert len(unreadable) >= 6
    assert {event["request_id"] for event in unreadable} <= {problem["request_id"] for problem in caller.errors}


def test_errors_repeat_nothing_that_callers_sent(heard: tuple[Caller, str]):
    caller, _ = heard

    assert len(caller.errors) > 50
    assert [problem for problem in caller.errors if MARKER.lower() in words_of(problem).lower()] == []
