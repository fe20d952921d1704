"""Every error as `application/problem+json` (RFC 9457): what the caller may know, and under which status.

QuoteError
├── BadJson          the body is not JSON that all readers understand alike
├── NotJson          the body is declared as something else, or packed or written in a way that is not read here
├── Unfinished       the body broke off, or took too long
├── FieldsWrong      fields are missing, unknown or out of range
├── WrongKey         a key is asked for, and what came is none
├── TooOften         the caller is over its rate; `retry_after_s` says when the next request may come
└── Unavailable      not now; `retry_after_s` says when
    ├── NotReady     the model is still being loaded, or the process is ending
    └── Busy         the queue is full
        └── TooLate  the time of the request was over
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from werkzeug.exceptions import HTTPException

from models.errors import ArticleTooLong, QuoteError

Messages = Mapping[str, list[str]]
PROBLEM_TYPE = "application/problem+json"


class BadJson(QuoteError):
    """The body is not JSON that all readers understand alike; the message names the fault, not the content."""


class NotJson(QuoteError):
    """The body is declared as something else than plain JSON in UTF-8; `messages` gives the fault by header field."""

    def __init__(self, *, messages: Messages) -> None:
        super().__init__("the body is declared as something else: " + ", ".join(messages))
        self.messages = messages


class Unfinished(QuoteError):
    """The body broke off, or took too long to arrive."""


class FieldsWrong(QuoteError):
    """Fields are missing, unknown or out of range; `messages` gives them by the field's dotted path."""

    def __init__(self, *, messages: Messages) -> None:
        super().__init__("fields are wrong: " + ", ".join(messages))
        self.messages = messages


class WrongKey(QuoteError):
    """A key is asked for, and what came is none; the message holds nothing of it."""


class TooOften(QuoteError):
    """The caller is over its rate; the next request may come after `retry_after_s` seconds."""

    def __init__(self, *, retry_after_s: int) -> None:
        super().__init__(f"over the rate for {retry_after_s} seconds")
        self.retry_after_s = retry_after_s


class Unavailable(QuoteError):
    """The request cannot be served now; try again after `retry_after_s` seconds."""

    retry_after_s: int


class NotReady(Unavailable):
    """The model is still being loaded, or the process is ending."""

    retry_after_s = 5


class Busy(Unavailable):
    """The queue is full."""

    def __init__(self, detail: str, *, retry_after_s: int) -> None:
        super().__init__(detail)
        self.retry_after_s = retry_after_s


class TooLate(Busy):
    """The time of the request was over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What the caller is told: a status, a fixed sentence, messages by field, and further headers."""

    status: int
    detail: str
    messages: Messages = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def to_wire(self, *, request_id: str) -> dict[str, Any]:
        """The payload of RFC 9457 with `errors` and `request_id` beside it."""
        return {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
            "errors": {name: list(messages) for name, messages in self.messages.items()},
            "request_id": request_id,
        }


# The one place where errors get their status: the first class in the table that fits. All else is a fault of ours.
STATUS_OF: tuple[tuple[type[Exception], int], ...] = (
    (BadJson, 400),
    (NotJson, 415),
    (Unfinished, 408),
    (FieldsWrong, 422),
    (ArticleTooLong, 422),
    (WrongKey, 401),
    (TooOften, 429),
    (Unavailable, 503),
)

DETAIL_OF: dict[int, str] = {
    400: "The request cannot be read.",
    401: "This address needs a key, as Authorization: Bearer KEY.",
    404: "There is nothing at this address.",
    405: "This address does not answer to this method; the header Allow lists those that it does.",
    408: "The request did not arrive whole in time.",
    413: "The request is larger than this server takes.",
    415: "The body must be JSON in UTF-8, as it is, with Content-Type application/json; see errors.",
    422: "Some fields are missing, unknown or out of range; see errors.",
    429: "These are more requests than one caller may make; the header Retry-After says when to go on.",
    500: "The server made a mistake. The request id helps its operator to find out which.",
    503: "The server cannot answer now; the header Retry-After says when to try again.",
}
KEPT_HEADERS = ("Allow", "Retry-After")


def to_problem(error: BaseException) -> Problem:
    """What the caller is told of any error; unknown ones become status 500."""
    if isinstance(error, HTTPException):
        return _from_http(error)
    status = next((status for kind, status in STATUS_OF if isinstance(error, kind)), 500)
    return Problem(
        status=status,
        detail=str(error) if isinstance(error, BadJson | NotReady | Busy) else DETAIL_OF[status],
        messages=_messages(error),
        headers=_headers(error),
    )


def _messages(error: BaseException) -> Messages:
    if isinstance(error, ArticleTooLong):
        return {"text": [str(error)]}
    return error.messages if isinstance(error, FieldsWrong | NotJson) else {}


def _headers(error: BaseException) -> Mapping[str, str]:
    if isinstance(error, WrongKey):
        return {"WWW-Authenticate": "Bearer"}
    return {"Retry-After": str(error.retry_after_s)} if isinstance(error, Unavailable | TooOften) else {}


def _from_http(error: HTTPException) -> Problem:
    status = error.code or 500
    headers = {name: value for name, value in error.get_headers() if name in KEPT_HEADERS}
    return Problem(status=status, detail=detail_of(status), headers=headers)


def detail_of(status: int) -> str:
    """The fixed sentence of a status."""
    return DETAIL_OF.get(status, HTTPStatus(status).phrase)
