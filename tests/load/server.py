"""The server under load: started as a user starts it, its processes looked at, and its end checked."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from service.serve import gunicorn_command
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
START_S = 600.0
# What `graceful_timeout` comes to with the default settings, and a little for the last steps.
GRACE_S = 65.0
READY = b'"model.ready"'
_BYTES_PER_MB = 1_000_000


class ServerFailed(Exception):
    """The server did not start, or did not come back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How the server ended; the code is None when it had to be killed."""

    exit_code: int | None
    seconds: float

    @property
    def faults(self) -> list[str]:
        """What is wrong with it, a line each."""
        return [] if self.exit_code == 0 else [f"the server ended with {self.exit_code} after {self.seconds:.1f} s"]

    def line(self) -> str:
        """It in words."""
        return f"end       SIGTERM to exit {self.seconds:.2f} s, exit code {self.exit_code}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A gunicorn master and its workers, on an address."""

    url: str
    master: psutil.Process

    @property
    def workers(self) -> list[psutil.Process]:
        """The workers that live now."""
        return [child for child in self.master.children() if _is_alive(child)]

    def memory_mb(self) -> float:
        """Memory of all processes in millions of bytes, what they share counted once."""
        return sum(_memory_bytes(process) for process in [self.master, *self.master.children()]) / _BYTES_PER_MB

    def worker_memory_mb(self) -> list[float]:
        """Memory of each worker in millions of bytes; what some share is divided among them."""
        return [_memory_bytes(worker) / _BYTES_PER_MB for worker in self.workers]

    def cpu_s(self) -> float:
        """Seconds of processor that the master and the living workers have used."""
        times = [process.cpu_times() for process in [self.master, *self.workers]]
        return sum(spent.user + spent.system for spent in times)

    def is_ready(self) -> bool:
        """Whether one worker at least says so."""
        address = urlsplit(self.url)
        connection = HTTPConnection(str(address.hostname), address.port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnServer(Server):
    """A server that this process started and ends."""

    process: subprocess.Popen[bytes]
    log: Path
    n_workers: int

    def n_loaded(self) -> int:
        """How often a worker has said by now that its model is loaded."""
        return self.log.read_bytes().count(READY)

    def wait_until_ready(self) -> None:
        """Return when every worker has loaded its model; raises ServerFailed."""
        end_s = time.monotonic() + START_S
        while self.n_loaded() < self.n_workers or not self.is_ready():
            if self.process.poll() is not None or time.monotonic() > end_s:
                raise ServerFailed(f"the server did not get ready; its log is {self.log}")
            time.sleep(0.1)

    def begin_to_stop(self) -> None:
        """Tell it to end, as a supervisor does."""
        self.process.send_signal(signal.SIGTERM)

    def await_end(self) -> Ending:
        """Wait for the end, and make one when it does not come in time."""
        began_s = time.monotonic()
        try:
            exit_code: int | None = self.process.wait(timeout=GRACE_S)
        except subprocess.TimeoutExpired:
            exit_code = None
            self.kill()
        return Ending(exit_code=exit_code, seconds=time.monotonic() - began_s)

    def stop(self) -> Ending:
        """Tell it to end, and how it did."""
        self.begin_to_stop()
        return self.await_end()

    def kill(self) -> None:
        """End the master and all its workers at once; nothing happens when they have ended."""
        if self.process.poll() is None:
            # The master first, which would start new workers.
            for process in [self.master, *self.master.children()]:
                process.kill()
        self.process.wait()


@contextmanager
def started(*, app: str | None, n_workers: int, log: Path) -> Iterator[OwnServer]:
    """The service with its settings from this environment, ready, on a free port; dead in the end in any case.

    app: another app for gunicorn than the service's own, such as one on a fake pipeline
    """
    port = free_port()
    environment = {**os.environ, "QUOTES_HOST": "127.0.0.1", "QUOTES_PORT": str(port), "QUOTES_WORKERS": str(n_workers)}
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as sink:
        process = subprocess.Popen(command(app), cwd=ROOT, env=environment, stdout=sink, stderr=sink)
    server = OwnServer(
        url=f"http://127.0.0.1:{port}",
        master=psutil.Process(process.pid),
        process=process,
        log=log,
        n_workers=n_workers,
    )
    # A driver that is told to end takes its server with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        server.wait_until_ready()
        yield server
    finally:
        server.kill()


def command(app: str | None) -> list[str]:
    """`quotes serve` by this Python, or gunicorn on another app."""
    if app is not None:
        return gunicorn_command(app)
    return [sys.executable, "-c", "from service.cli import main; main(prog_name='quotes')", "serve"]


def held_ports(worker: psutil.Process) -> frozenset[int]:
    """The clients' ports of the connections that a worker has taken."""
    return frozenset(c.raddr.port for c in worker.net_connections("tcp") if c.raddr)


def _is_alive(process: psutil.Process) -> bool:
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def _memory_bytes(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except psutil.NoSuchProcess:
        # A worker that was replaced since the list was made.
        return 0
