"""Counts in files that several workers share, that outlive each of them and never have to grow."""

import errno
import itertools
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from prometheus_client import values

from models.records import ModelInfo
from service import metric_files
from service.account import METHODS, OTHER_METHOD
from service.app import create_app
from service.instruments import NO_RULE, Instruments
from service.metric_files import DIRECTORY_VARIABLE, RESERVED_BYTES, Share, join, open_share, stay_alone
from tests.fakes import MODEL, FakePipeline, make_settings

STATUSES = (200, 308, 400, 401, 404, 405, 408, 413, 415, 422, 429, 431, 500, 503)
STAGES = ("cut", "encode", "decode", "resolve", "match", "wait", "answer", "another")
LONG_MODEL = ModelInfo(name="n" * 100, version="v" * 100, weights_sha256="f" * 64, data=(), figures={}, limits=())


@pytest.fixture(autouse=True)
def _own_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv(DIRECTORY_VARIABLE, str(tmp_path))
    monkeypatch.setattr(values, "ValueClass", values.ValueClass)
    yield
    values.close_all_multiprocess_files()


@pytest.fixture
def share() -> Iterator[Share]:
    opened = open_share(n_workers=2)
    assert opened is not None
    with closing(opened):
        yield opened


def worker(share: Share, number: int) -> Instruments:
    join(share, number=number)
    return Instruments()


def test_every_worker_tells_the_sum(share: Share):
    first, second = worker(share, 0), worker(share, 1)

    first.articles_read([], n_words=3)
    second.articles_read([], n_words=4)

    assert b"quotes_words_total 7.0" in first.expose()
    assert b"quotes_words_total 7.0" in second.expose()


def test_counts_of_a_dead_worker_stay_and_its_gauges_go(share: Share):
    dead, alive = worker(share, 0), worker(share, 1)
    for instruments in (dead, alive):
        instruments.articles_read([], n_words=2)
        instruments.model_loaded(MODEL)
        instruments.waiting_changed(3)

    share.forget(0)

    told = alive.expose()
    assert b"quotes_words_total 4.0" in told
    assert b"quotes_ready_workers 1.0" in told
    assert b"quotes_waiting_requests 3.0" in told


def test_new_worker_counts_on_where_the_dead_one_ended(share: Share):
    worker(share, 0).articles_read([], n_words=2)
    n_files = len(list(share.path.iterdir()))

    new = worker(share, 0)
    new.articles_read([], n_words=5)

    told = new.expose()
    assert b"quotes_words_total 7.0" in told
    assert b"quotes_worker_starts_total 2.0" in told
    assert len(list(share.path.iterdir())) == n_files


def test_new_worker_takes_no_gauge_over(share: Share):
    dead = worker(share, 0)
    dead.model_loaded(MODEL)
    dead.waiting_changed(3)

    told = worker(share, 0).expose()

    assert b"quotes_ready_workers 0.0" in told
    assert b"quotes_waiting_requests 0.0" in told


@pytest.mark.parametrize(("taken", "expected"), [(set(), 0), ({0, 1}, 2), ({1}, 0), ({0, 2}, 1)])
def test_worker_gets_the_least_free_number(share: Share, taken: set[int], expected: int):
    assert share.reserve(taken=taken) == expected


def test_no_file_has_to_grow(share: Share):
    instruments = worker(share, 0)
    instruments.model_loaded(LONG_MODEL)
    app = create_app(make_settings(), FakePipeline())
    rules = [rule.rule for rule in app.url_map.iter_rules()]
    for rule, method, status in itertools.product([*rules, NO_RULE], [*METHODS, OTHER_METHOD], STATUSES):
        instruments.request_ended(rule=rule, method=method, status=status, seconds=1)
    for stage in STAGES:
        instruments.stage_done(stage, 1)

    assert {path.name: path.stat().st_size for path in share.path.glob("*_0.db")} == {
        f"{kind}_0.db": n_bytes for kind, n_bytes in RESERVED_BYTES.items()
    }


def test_room_is_taken_before_it_is_needed(share: Share):
    taken = {path.name: path.stat().st_blocks * 512 for path in share.path.glob("*.db")}

    assert all(taken[f"{kind}_{n}.db"] >= n_bytes for n in (0, 1) for kind, n_bytes in RESERVED_BYTES.items())


def no_room(*_: object) -> None:
    raise OSError(errno.ENOSPC, "no room")


def test_server_without_room_has_no_share_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr("os.posix_fallocate", no_room)

    assert open_share(n_workers=1) is None
    assert list(tmp_path.iterdir()) == []


def test_worker_without_room_gets_no_number(share: Share, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("os.posix_fallocate", no_room)

    assert share.reserve(taken={0, 1}) is None


@pytest.mark.parametrize("named", ["", "/proc/nothing", "/dev/null"])
def test_next_best_place_is_used(named: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv(DIRECTORY_VARIABLE, named)
    monkeypatch.setattr(metric_files, "MEMORY_DIRECTORY", tmp_path / "absent")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    share = open_share(n_workers=1)

    assert share is not None
    with closing(share):
        assert share.path.parent == tmp_path


def test_worker_alone_counts_in_its_memory(tmp_path: Path):
    stay_alone()

    instruments = Instruments()
    instruments.articles_read([], n_words=9)

    assert b"quotes_words_total 9.0" in instruments.expose()
    assert list(tmp_path.iterdir()) == []


def test_what_killed_servers_left_is_cleared_away(share: Share, tmp_path: Path):
    abandoned, other = tmp_path / "quotes-metrics-old", tmp_path / "something"
    for path in (abandoned, other):
        path.mkdir()
        (path / "lock").touch()

    second = open_share(n_workers=1)
    assert second is not None
    with closing(second):
        assert {*tmp_path.iterdir()} == {share.path, other, second.path}


def test_closed_share_leaves_nothing(tmp_path: Path):
    share = open_share(n_workers=1)
    assert share is not None

    share.close()

    assert list(tmp_path.iterdir()) == []
