# ruff: noqa: N999 -- the name that gunicorn gives such files
"""How gunicorn runs the service: threads round one model a worker, loaded in the worker, logs as JSON.

Order: the master reads this file, finds a place for the workers' counts and opens the socket; each worker is forked,
takes up its place, builds the app (which begins to load the model), then calls `post_worker_init`.
"""

import math
import os
import signal
from pathlib import Path
from types import FrameType
from typing import Any

from gunicorn.arbiter import Arbiter

from service.context import context_of
from service.log_setup import logging_config
from service.metric_files import join, open_share, stay_alone
from service.settings import read_settings
from service.unreadable import answer_with_problems

_settings = read_settings()

bind = f"[{_settings.host}]:{_settings.port}" if ":" in _settings.host else f"{_settings.host}:{_settings.port}"
workers = _settings.workers
worker_class = "service.worker.PatientWorker"
# One at work, those that wait, and a few that are always free for health checks and refusals.
threads = 1 + _settings.max_waiting + 4
# A torch model that is loaded before the fork can hang in the child.
preload_app = False
control_socket_disable = True
# Threads that spin while they wait for work take the cores from other workers.
raw_env = [f"OMP_WAIT_POLICY={os.environ.get('OMP_WAIT_POLICY', 'passive')}"]
# A worker that stands still as a whole is replaced after so long. Importing torch can keep a slow machine's worker from
# its heartbeat for a while, so it is no shorter.
timeout = 60
# Who is let in is answered or told to come back within its time; a little more, to send that.
graceful_timeout = max(30, math.ceil(_settings.request_timeout_s) + 5)
# The file of the heartbeat, the only one that is written, lies in memory: no full or read-only disk stops a worker.
_MEMORY = Path("/dev/shm")
worker_tmp_dir = str(_MEMORY) if os.access(_MEMORY, os.W_OK) else None
keepalive = 5
# The app writes a line a request itself; this one would hold the query and the referrer.
accesslog = None
logconfig_dict = logging_config(_settings.log_level)


def pre_request(_worker: Any, _request: Any) -> None:
    """Write nothing: gunicorn itself would write the path at log level debug, and that holds what a caller likes."""


def on_starting(server: Any) -> None:
    """Find a place for the counts; a server that has none serves all the same."""
    # Kept by the server, since this file is read anew when it reloads.
    server.share = open_share(n_workers=workers)
    if server.share is None:
        server.log.warning("No room for shared metrics: each worker tells its own alone")


def pre_fork(server: Any, worker: Any) -> None:
    """Give the worker to be the number of its files."""
    taken = {other.metric_number for other in server.WORKERS.values()}
    worker.metric_number = server.share.reserve(taken=taken) if server.share else None


def post_fork(server: Any, worker: Any) -> None:
    """Take up the files, before the app makes its metrics."""
    if worker.metric_number is None:
        stay_alone()
    else:
        join(server.share, number=worker.metric_number)


def child_exit(server: Any, worker: Any) -> None:
    """Forget what a dead worker held."""
    if worker.metric_number is not None:
        server.share.forget(worker.metric_number)


def on_exit(server: Any) -> None:
    """Leave no files behind."""
    if server.share:
        server.share.close()


def post_worker_init(worker: Any) -> None:
    """Tie the worker's end to its engine: draining is refusing, a model that hangs ends the worker, one that does not
    load ends it all.
    """
    answer_with_problems()
    context = context_of(worker.wsgi)
    # The arbiter starts a dead worker again and again, but stops the server on this exit code. It must be at once:
    # an ordinary exit from this thread would end the thread alone.
    context.engine.on_load_failure(lambda: os._exit(Arbiter.WORKER_BOOT_ERROR))
    # After this one it starts another worker, as after SIGKILL.
    context.engine.on_hang(lambda: os._exit(os.EX_SOFTWARE))

    def stop(signal_number: int, frame: FrameType | None) -> None:
        context.engine.drain()
        context.instruments.draining()
        worker.handle_exit(signal_number, frame)
        worker.method_queue.defer(_close_listeners, worker)

    signal.signal(signal.SIGTERM, stop)


def _close_listeners(worker: Any) -> None:
    """Refuse new connections at once: gunicorn would leave them waiting until this worker ends, and reset them then."""
    worker.set_accept_enabled(False)
    for listener in worker.sockets:
        listener.close()
