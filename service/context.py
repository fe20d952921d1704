"""What a view needs of its app and its request: settings, engine, request id."""

import re
import time
import uuid
from dataclasses import dataclass

import structlog
from flask import Flask, Response, current_app, g, request

from service.engine import Engine
from service.settings import Settings

EXTENSION = "quotes"
REQUEST_ID_HEADER = "X-Request-ID"

_SANE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,127}", re.ASCII)
_log = structlog.get_logger("service.http")


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One app's own values."""

    settings: Settings
    engine: Engine


def context_of(app: Flask) -> Context:
    """The values that `keep_context` gave to this app."""
    context: Context = app.extensions[EXTENSION]
    return context


def current_context() -> Context:
    """The values of the app at work; needs an app context."""
    return context_of(current_app)


def current_request_id() -> str:
    """The id that the answer's header carries too."""
    request_id: str = g.request_id
    return request_id


def keep_context(app: Flask, context: Context) -> None:
    """Give the app its values, every request its id, and the log one line a request."""
    app.extensions[EXTENSION] = context
    app.before_request(_begin)
    app.after_request(_end)
    # After the last line of a streamed answer too.
    app.teardown_request(lambda _error: structlog.contextvars.clear_contextvars())


def _begin() -> None:
    sent = request.headers.get(REQUEST_ID_HEADER, "")
    g.request_id = sent if _SANE_ID.fullmatch(sent) else uuid.uuid4().hex
    g.began_s = time.monotonic()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _end(response: Response) -> Response:
    response.headers[REQUEST_ID_HEADER] = g.request_id
    # The rule, not the path or the query: those hold what the caller likes.
    rule = request.url_rule.rule if request.url_rule else None
    duration_ms = round(1000 * (time.monotonic() - g.began_s), 1)
    _log.info("http.answered", method=request.method, rule=rule, status=response.status_code, duration_ms=duration_ms)
    return response
