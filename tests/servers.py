"""A real gunicorn on loopback, run as the service is run, for tests of what only it shows."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from service.serve import gunicorn_command
from tests.ports import free_port

ROOT = Path(__file__).parents[1]
PATIENCE_S = 30.0


class Server:
    """A gunicorn process and how to talk to it."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process = process
        self.port = port

    def ask(self, method: str, path: str, body: bytes | Iterable[bytes] = b"", **headers: str) -> tuple[int, bytes]:
        """Status and body of the answer; a body in parts is sent in chunks, without a length."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)) as connection:
            connection.request(method, path, body, named, encode_chunked=True)
            response = connection.getresponse()
            return response.status, response.read()

    def ask_json(self, path: str, value: Any) -> tuple[int, Any]:
        status, answer = self.ask("POST", path, json.dumps(value).encode(), Content_Type="application/json")
        return status, json.loads(answer)

    @property
    def workers(self) -> list[int]:
        """Process ids of the workers."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()]

    def wait_until_ready(self) -> None:
        deadline_s = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline_s and self.process.poll() is None:
            try:
                if self.ask("GET", "/readyz")[0] == 200:
                    return
            except OSError:
                # It does not listen yet.
                pass
            time.sleep(0.05)
        pytest.fail(f"the server did not get ready: {self.stop()}")

    def stop(self) -> tuple[int, list[str]]:
        """End it as a supervisor does; its exit code and its log."""
        self.process.send_signal(signal.SIGTERM)
        _, log = self.process.communicate(timeout=PATIENCE_S)
        return self.process.returncode, log.splitlines()


@contextmanager
def gunicorn(app: str, *options: str, **settings: str) -> Iterator[Server]:
    """The app as the service is run, with further options of gunicorn's and settings by their variables."""
    port = free_port()
    environment = {**os.environ, "QUOTES_PORT": str(port), "QUOTES_WORKERS": "1", "PYTHONPATH": str(ROOT), **settings}
    process = subprocess.Popen(
        [*gunicorn_command(app), *options],
        cwd=ROOT,
        env=environment,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    server = Server(process, port)
    try:
        yield server
    finally:
        if process.poll() is None:
            # Workers first: one at work would outlive its master for a while.
            for pid in [*server.workers, process.pid]:
                os.kill(pid, signal.SIGKILL)
        process.communicate()
