# ruff: noqa: N999 -- the name that gunicorn gives such files
"""How gunicorn runs the service: threads round one model a worker, loaded in the worker, logs as JSON.

Order: the master reads this file and opens the socket; each worker is forked, builds the app (which begins to
load the model), then calls `post_worker_init`.
"""

import os
import signal
from types import FrameType
from typing import Any

from gunicorn.arbiter import Arbiter

from service.context import context_of
from service.log_setup import logging_config
from service.settings import read_settings

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
# Importing torch can keep a slow machine's worker from its heartbeat for a while.
timeout = 120
graceful_timeout = max(30, int(_settings.request_timeout_s))
keepalive = 5
# The app writes a line a request itself; this one would hold the query and the referrer.
accesslog = None
logconfig_dict = logging_config(_settings.log_level)


def post_worker_init(worker: Any) -> None:
    """Tie the worker's end to its engine: draining shows in /readyz, and a model that does not load ends it all."""
    engine = context_of(worker.wsgi).engine
    # The arbiter starts a dead worker again and again, but stops the server on this exit code. It must be at once:
    # an ordinary exit from this thread would end the thread alone.
    engine.on_load_failure(lambda: os._exit(Arbiter.WORKER_BOOT_ERROR))

    def stop(signal_number: int, frame: FrameType | None) -> None:
        engine.drain()
        worker.handle_exit(signal_number, frame)

    signal.signal(signal.SIGTERM, stop)
