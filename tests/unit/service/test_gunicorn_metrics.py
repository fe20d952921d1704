"""Metrics of a real server with two workers: they add up, and outlive a worker."""

import os
import resource
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from tests.servers import PATIENCE_S, Server, gunicorn

APP = "tests.fake_wsgi:build()"
ARTICLE = {"text": "“We won,” said Mia."}


def told(server: Server, name: str) -> float:
    """The sum of the samples of this name."""
    status, answer = server.ask("GET", "/metrics")
    assert status == 200
    families = text_string_to_metric_families(answer.decode())
    return sum(sample.value for family in families for sample in family.samples if sample.name == name)


def wait_for(server: Server, name: str, value: float) -> None:
    deadline_s = time.monotonic() + PATIENCE_S
    while (last := told(server, name)) != value:
        assert time.monotonic() < deadline_s, f"{name} stays {last}, not {value}"
        time.sleep(0.05)


def workers_of(server: Server) -> list[int]:
    pid = server.process.pid
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]


@contextmanager
def without_room_for_files() -> Iterator[None]:
    """Who is started here can write to pipes but to no file, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_counts_add_up_over_workers_and_outlive_one(tmp_path: Path):
    with gunicorn(APP, QUOTES_WORKERS="2", PROMETHEUS_MULTIPROC_DIR=str(tmp_path)) as server:
        server.wait_until_ready()
        wait_for(server, "quotes_ready_workers", 2)
        for _ in range(10):
            server.ask_json("/v1/quotes", ARTICLE)
        assert told(server, "quotes_articles_total") == 10

        os.kill(workers_of(server)[0], signal.SIGKILL)
        wait_for(server, "quotes_worker_starts_total", 3)
        wait_for(server, "quotes_ready_workers", 2)
        for _ in range(10):
            server.ask_json("/v1/quotes", ARTICLE)

        assert told(server, "quotes_articles_total") == 20
        assert told(server, "quotes_model_info") == 1
        assert server.stop()[0] == 0
    assert list(tmp_path.iterdir()) == []


def test_server_without_room_for_files_serves_and_says_so():
    with without_room_for_files():
        started = gunicorn(APP)
        server = started.__enter__()
    try:
        server.wait_until_ready()
        status, _ = server.ask_json("/v1/quotes", ARTICLE)
        n_articles = told(server, "quotes_articles_total")
        _, log = server.stop()
    finally:
        started.__exit__(None, None, None)

    assert (status, n_articles) == (200, 1)
    assert sum("No room for shared metrics" in line for line in log) == 1
