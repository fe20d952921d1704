"""`quotes batch` against a real server: stopped anywhere and begun again, it settles every article once, in order."""

import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import Server, gunicorn
from tests.unit.service.client.archives import PATIENCE_S, article, failures, finish, lines, start, write_archive

N_ARTICLES = 150
# The pipeline of the server fails on them.
FAILING = (20, 90)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    # Its log is not read meanwhile, so it must be short.
    with gunicorn("tests.fake_wsgi:build()", QUOTES_LOG_LEVEL="error") as started:
        started.wait_until_ready()
        yield started


@pytest.fixture
def source(tmp_path: Path) -> Path:
    articles = [article(n, says="We fail" if n in FAILING else "We won") for n in range(N_ARTICLES)]
    return write_archive(tmp_path / "in.jsonl", articles)


def url(server: Server) -> str:
    return f"http://127.0.0.1:{server.port}"


def stop_on_the_way(process, target: Path, *, by: signal.Signals, after_s: float) -> tuple[int, str]:
    """Send a signal some time after the first new line, or the last that was cut off, is there."""
    n_bytes = target.stat().st_size if target.exists() else 0
    deadline_s = time.monotonic() + PATIENCE_S
    while process.poll() is None and time.monotonic() < deadline_s:
        if target.exists() and target.stat().st_size != n_bytes:
            time.sleep(after_s)
            break
        time.sleep(0.002)
    process.send_signal(by)
    return finish(process)


def check_all_are_settled(target: Path) -> None:
    expected = [f"a{number}" for number in range(N_ARTICLES) if number not in FAILING]
    assert [line["id"] for line in lines(target)] == expected
    assert [(line["number"], line["id"]) for line in failures(target)] == [(n, f"a{n}") for n in FAILING]
    assert {line["error"]["status"] for line in failures(target)} == {500}


def test_killed_at_random_points_it_loses_and_doubles_no_article(server: Server, source: Path, tmp_path: Path):
    target = tmp_path / "out.jsonl"
    dice, n_kills = random.Random(5), 0
    for _ in range(4):
        process = start(source, target, "--url", url(server), "--most-in-flight", "3", "--quiet")
        exit_code, _ = stop_on_the_way(process, target, by=signal.SIGKILL, after_s=dice.uniform(0.0, 0.15))
        assert exit_code in (0, -signal.SIGKILL)
        n_kills += exit_code == -signal.SIGKILL
        # Without a journal it is done, be it that it was killed on its way out.
        if not (tmp_path / "out.jsonl.journal").exists():
            break
    else:
        assert finish(start(source, target, "--url", url(server), "--quiet")) == (0, "")

    assert n_kills > 0
    check_all_are_settled(target)


@pytest.mark.parametrize(("by", "exit_code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopped_by_a_signal_it_ends_in_order_and_can_go_on(
    server: Server, source: Path, tmp_path: Path, by: signal.Signals, exit_code: int
):
    target = tmp_path / "out.jsonl"
    process = start(source, target, "--url", url(server), "--most-in-flight", "1")
    code, said = stop_on_the_way(process, target, by=by, after_s=0.0)
    n_settled = len(lines(target)) + len(failures(target))

    assert code == exit_code
    assert 0 < n_settled < N_ARTICLES
    assert said.startswith(f"articles {n_settled}, ")
    assert said.endswith("\nStopped; the same command goes on from here.\n")

    code, said = finish(start(source, target, "--url", url(server)))
    assert code == 0
    assert said.startswith(f"articles {N_ARTICLES - n_settled} ({n_settled} before), ")
    check_all_are_settled(target)


def test_finished_output_is_not_written_over_without_force(server: Server, tmp_path: Path):
    source, target = write_archive(tmp_path / "in.jsonl", [article(0)]), tmp_path / "out.jsonl"
    target.write_text("precious\n", encoding="utf-8")

    code, said = finish(start(source, target, "--url", url(server)))
    assert (code, said.count("\n")) == (1, 1)
    assert "--force" in said
    assert target.read_text(encoding="utf-8") == "precious\n"

    assert finish(start(source, target, "--url", url(server), "--force", "--quiet")) == (0, "")
    assert [line["id"] for line in lines(target)] == ["a0"]
