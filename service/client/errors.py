"""What can go wrong between the client and a server, each with the problem that tells of it.

RunFault           the run as a whole cannot go on; the message is one plain sentence
ClientError        one request has no result
├── Refused        the server answered with a problem
├── NoAnswer       no whole answer came
├── BadAnswer      what came is no answer of this service
└── GivenUp        the server is well, but never got done with this article
"""

from http import HTTPStatus
from typing import Any

Problem = dict[str, Any]

_PASSING = frozenset({408, 425, 429, 502, 503, 504})
_FOR_EVERY_ARTICLE = frozenset({401, 403, 404, 405})


class RunFault(Exception):
    """The run as a whole cannot go on; what was settled is kept, and the same command goes on from there."""


class ClientError(Exception):
    """One request has no result.

    problem:       as the server tells it, or in the same form
    is_passing:    whether the same request may well be answered later
    retry_after_s: when the server asks to come back, None where it does not say
    is_lost:       whether the server had the request and did not get done with it, as far as this can be told
    """

    is_passing = False
    is_lost = False
    retry_after_s: float | None = None

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem["detail"])
        self.problem = problem


class Refused(ClientError):
    """The server answered with a problem; `status` is its status."""

    def __init__(self, problem: Problem, *, status: int, retry_after_s: float | None) -> None:
        super().__init__(problem)
        self.status = status
        self.retry_after_s = retry_after_s
        self.is_passing = status in _PASSING
        self.is_for_every_article = status in _FOR_EVERY_ARTICLE


class NoAnswer(ClientError):
    """No whole answer came: the connection was refused or broke off, or time was over."""

    is_passing = True

    def __init__(self, reason: str, *, request_id: str, was_sent: bool) -> None:
        super().__init__(make_problem(title="No answer", detail=reason, request_id=request_id))
        self.is_lost = was_sent


class BadAnswer(ClientError):
    """What came is no answer of this service; the message says why, and holds nothing of it."""

    def __init__(self, reason: str, *, request_id: str) -> None:
        super().__init__(make_problem(title="Strange answer", detail=reason, request_id=request_id))


class GivenUp(ClientError):
    """The server is well, but never got done with this article; `problem` is that of the last try."""


def make_problem(
    *, title: str, detail: str, status: int | None = None, request_id: str | None = None
) -> dict[str, Any]:
    """A problem in the form of the service's own, for what the service itself did not tell."""
    return {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "errors": {},
        "request_id": request_id,
    }


def phrase_of(status: int) -> str:
    """The status in words."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return f"Status {status}"
