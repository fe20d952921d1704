"""The service as it is run: a real gunicorn with the service's own configuration, on loopback."""

import json
import socket
from collections.abc import Iterator

import pytest

from tests.servers import PATIENCE_S, Server, gunicorn

MARKER = "Zuckerkrokant"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with gunicorn("tests.fake_wsgi:build()", QUOTES_MAX_BODY_BYTES="2000000") as started:
        started.wait_until_ready()
        yield started


def test_article_is_answered(server: Server):
    status, answer = server.ask_json("/v1/quotes", {"text": "“We won,” said Mia."})

    assert (status, answer["quotes"][0]["text"]) == (200, "“We won,”")


def test_lines_are_answered(server: Server):
    body = b'{"id": "a", "text": "b"}\n{"id": "c"}\n'
    _, answer = server.ask("POST", "/v1/quotes/batch", body, Content_Type="application/x-ndjson")

    assert [json.loads(line)["id"] for line in answer.splitlines()] == ["a", "c"]


@pytest.mark.parametrize("n_bytes", [2_000_001, 3_900_000])
@pytest.mark.parametrize(
    ("path", "content_type", "expected"),
    [
        pytest.param("/v1/quotes", "application/json", 413, id="over the limit"),
        pytest.param("/v1/quotes", "text/plain", 415, id="not JSON"),
        pytest.param("/nothing", "application/json", 404, id="to nowhere"),
    ],
)
def test_large_body_is_heard_out_before_the_error(
    server: Server, path: str, content_type: str, expected: int, n_bytes: int
):
    status, answer = server.ask("POST", path, b" " * n_bytes, Content_Type=content_type)

    assert (status, json.loads(answer)["status"]) == (expected, expected)


def test_large_body_in_chunks_gets_its_answer(server: Server):
    status, _ = server.ask("POST", "/v1/quotes", iter([b" " * 100_000] * 30), Content_Type="application/json")

    assert status == 413


def test_body_in_chunks_is_answered(server: Server):
    chunks = iter([b'{"text": "', "“We won,” said Mia.".encode(), b'"}'])

    status, answer = server.ask("POST", "/v1/quotes", chunks, Content_Type="application/json")

    assert (status, len(json.loads(answer)["quotes"])) == (200, 1)


def test_end_is_orderly_and_the_log_has_no_words_of_articles():
    with gunicorn("tests.fake_wsgi:build()") as server:
        server.wait_until_ready()
        ask_all_sorts(server)
        exit_code, log = server.stop()

    events = [json.loads(line) for line in log]
    assert exit_code == 0
    assert {"model.ready", "http.answered", "http.failed", "article.failed", "Invalid request"} <= {
        event["event"] for event in events
    }
    assert MARKER not in "\n".join(log)


def ask_all_sorts(server: Server) -> None:
    """Good, bad and breaking requests, all with the marker wherever a caller can put it."""
    bodies = [
        {"text": f"“{MARKER},” said Mia.", "title": MARKER, "url": f"https://a.example/{MARKER}", "id": MARKER},
        {"text": f"{MARKER} fail"},
        {"text": 7, MARKER: MARKER},
    ]
    for body in bodies:
        server.ask_json("/v1/quotes", body)
    server.ask_json("/v1/quotes/batch", {"articles": bodies, "match": True})
    lines = "\n".join(map(json.dumps, bodies)) + f"\n{{{MARKER}"
    server.ask("POST", "/v1/quotes/batch", lines.encode(), Content_Type="application/x-ndjson")
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE_S) as raw:
        raw.sendall(f"{MARKER} is no request\r\n\r\n".encode())
        assert raw.recv(1000).startswith(b"HTTP/1.1 400")
    server.ask("GET", f"/{MARKER}?{MARKER}", X_Request_ID=f"{MARKER} {MARKER}", Referer=MARKER)


def test_server_without_weights_ends_with_one_clear_line():
    with gunicorn("tests.fake_wsgi:build_without_weights()") as server:
        _, log = server.process.communicate(timeout=PATIENCE_S)

    told = [json.loads(line) for line in log.splitlines() if "model.unusable" in line]
    assert server.process.returncode == 3
    assert [event["reason"] for event in told] == ["weights file is missing: model.safetensors"]
