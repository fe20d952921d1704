"""What a view needs of its app and its request: settings, engine, instruments, traces, account."""

import re
import uuid
from dataclasses import dataclass
from functools import partial

import structlog
from flask import Flask, Response, current_app, g, request

from service.account import Account
from service.engine import Engine
from service.instruments import Instruments
from service.settings import Settings
from service.traces import Traces

EXTENSION = "quotes"
REQUEST_ID_HEADER = "X-Request-ID"
TRACE_PARENT_HEADER = "traceparent"

_SANE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,127}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One app's own values."""

    settings: Settings
    engine: Engine
    instruments: Instruments
    traces: Traces | None


def context_of(app: Flask) -> Context:
    """The values that `keep_context` gave to this app."""
    context: Context = app.extensions[EXTENSION]
    return context


def current_context() -> Context:
    """The values of the app at work; needs an app context."""
    return context_of(current_app)


def current_account() -> Account:
    """What the request at hand comes to; its id is the one that the answer's header carries."""
    account: Account = g.account
    return account


def keep_context(app: Flask, context: Context) -> None:
    """Give the app its values, every request its id, and the log one line a request."""
    app.extensions[EXTENSION] = context
    app.before_request(_begin)
    app.after_request(_sign)
    app.teardown_request(_end)


def _begin() -> None:
    sent = request.headers.get(REQUEST_ID_HEADER, "")
    request_id = sent if _SANE_ID.fullmatch(sent) else uuid.uuid4().hex
    # The rule, not the path or the query: those hold what the caller likes.
    rule = request.url_rule.rule if request.url_rule else None
    context = current_context()
    g.account = Account(
        instruments=context.instruments,
        traces=context.traces,
        request_id=request_id,
        rule=rule,
        method=request.method,
        traceparent=request.headers.get(TRACE_PARENT_HEADER),
    )
    structlog.contextvars.bind_contextvars(request_id=request_id)


def _sign(response: Response) -> Response:
    account = current_account()
    account.status = response.status_code
    account.is_streamed = response.is_streamed
    response.headers[REQUEST_ID_HEADER] = account.request_id
    if account.is_streamed:
        # Flask tears a request down before the lines of its answer are made, and once more after them.
        response.call_on_close(partial(_close, account))
    return response


def _end(_error: BaseException | None) -> None:
    account: Account | None = g.get("account")
    if account and not account.is_streamed:
        _close(account)


def _close(account: Account) -> None:
    account.close()
    structlog.contextvars.clear_contextvars()
