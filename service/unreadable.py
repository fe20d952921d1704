"""What is answered to bytes that are no request: a problem like any other, which repeats nothing of them.

gunicorn answers them before the app hears of anything, with a page that holds what it could not read.
"""

import json
import uuid
from socket import socket
from typing import Any

import structlog
from gunicorn import util

from service.context import REQUEST_ID_HEADER
from service.errors import PROBLEM_TYPE, Problem, detail_of
from service.headers import DEFAULTS

_log = structlog.get_logger("service.http")


def answer_with_problems() -> None:
    """Take the place of gunicorn's page in this process, which has no setting for it."""
    util.write_error = _write_problem


def _write_problem(caller: socket, status: int, reason: str, _words: Any) -> None:
    request_id = uuid.uuid4().hex
    problem = Problem(status=status, detail=detail_of(status))
    body = json.dumps(problem.to_wire(request_id=request_id)).encode()
    headers = {
        "Connection": "close",
        "Content-Type": PROBLEM_TYPE,
        "Content-Length": len(body),
        REQUEST_ID_HEADER: request_id,
        **DEFAULTS,
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    util.write_nonblock(caller, f"HTTP/1.1 {status} {reason}\r\n{head}\r\n".encode() + body)
    _log.info("http.unreadable", request_id=request_id, status=status)
