"""flask-smorest as this service needs it: strict bodies, problem+json for every error, and both in the OpenAPI."""

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import flask_smorest
import structlog
from apispec import BasePlugin
from flask import Flask, Response, jsonify
from marshmallow import Schema

from service.context import current_account
from service.errors import PROBLEM_TYPE, Problem, detail_of, to_problem
from service.parsers import BatchParser, StrictParser
from service.schemas.examples import PROBLEM, Example
from service.schemas.problem import ProblemSchema

API_TITLE = "Quote attribution"
API_VERSION = "1"
API_DESCRIPTION = """\
Send a news article in English; get back every quotation in it, with who said it and through which news outlet it came.

Positions are half-open ranges of the text exactly as sent. Every error is a problem of RFC 9457, and every answer has
an `X-Request-ID`. After 429 and 503, wait for as many seconds as `Retry-After` says, then send the same again."""

_log = structlog.get_logger("service.api")
_PROBLEM = ProblemSchema()

CONFIG = {
    "API_TITLE": API_TITLE,
    "API_VERSION": API_VERSION,
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": "/",
    "API_SPEC_OPTIONS": {"info": {"description": API_DESCRIPTION}},
}

LATER = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
RETRY_AFTER = {
    "Retry-After": {"description": "Seconds to wait before trying again.", "schema": {"type": "integer", "minimum": 0}}
}

View = TypeVar("View", bound=Callable[..., Any])


class Decorator(Protocol):
    """Takes a view and gives back one of the same type."""

    def __call__(self, view: View, /) -> View: ...


class Api(flask_smorest.Api):  # type: ignore[misc]  # ships no types
    """Answers every error of every route with a problem, and says so in the OpenAPI document."""

    ERROR_SCHEMA = ProblemSchema

    def __init__(self, app: Flask, *, plugins: Sequence[BasePlugin] = ()) -> None:
        app.config.update(CONFIG)
        super().__init__(app, spec_kwargs={"extra_plugins": plugins})
        app.register_error_handler(Exception, answer_problem)

    def handle_http_exception(self, error: Exception) -> Response:
        """Take the place of flask-smorest's own error payload, which drops headers such as Allow."""
        return answer_problem(error)

    def _register_responses(self) -> None:
        named = [(status.name, status, status.phrase) for status in HTTPStatus if status >= HTTPStatus.BAD_REQUEST]
        other = (self.DEFAULT_ERROR_RESPONSE_NAME, HTTPStatus.INTERNAL_SERVER_ERROR, "Any other error")
        for name, status, description in [*named, other]:
            content = {PROBLEM_TYPE: {"schema": self.ERROR_SCHEMA, "example": _example_of(status)}}
            response = {"description": description, "content": content}
            if status in LATER:
                response["headers"] = RETRY_AFTER
            self.spec.components.response(name, response, lazy=True)


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc]  # ships no types
    """Reads bodies strictly."""

    ARGUMENTS_PARSER = StrictParser()

    if TYPE_CHECKING:
        # The inherited decorators have no types of their own, and would take those of the views away.
        def get(self, rule: str) -> Decorator: ...
        def post(self, rule: str) -> Decorator: ...
        def doc(self, **spec: object) -> Decorator: ...
        def arguments(self, schema: type[Schema], *, location: str = "json", **options: object) -> Decorator: ...
        def response(self, status_code: int, schema: type[Schema], *, example: Example) -> Decorator: ...
        def alt_response(self, status_code: int, response: str | None = None, **spec: object) -> Decorator: ...

    def may_fail(self, *statuses: int) -> Decorator:
        """Document that a view can answer these statuses with a problem."""

        def document(view: View) -> View:
            for status in statuses:
                view = self.alt_response(status, HTTPStatus(status).name)(view)
            return view

        return document


class BatchBlueprint(Blueprint):
    """Takes NDJSON bodies too."""

    ARGUMENTS_PARSER = BatchParser()


def _example_of(status: HTTPStatus) -> Example:
    errors = PROBLEM["errors"] if status == PROBLEM["status"] else {}
    problem = Problem(status=status, detail=detail_of(status), messages=errors)
    return problem.to_wire(request_id=PROBLEM["request_id"])


def answer_problem(error: Exception) -> Response:
    """The problem as a response; an unforeseen error goes to the log, without its words."""
    account = current_account()
    account.failed(error, part="request")
    problem = to_problem(error)
    if problem.status == HTTPStatus.INTERNAL_SERVER_ERROR:
        _log.error("http.failed", exc_info=error)
    payload = _PROBLEM.dump(problem.to_wire(request_id=account.request_id))
    response = jsonify(payload)
    response.status_code = problem.status
    response.mimetype = PROBLEM_TYPE
    response.headers.extend(problem.headers)
    return response
