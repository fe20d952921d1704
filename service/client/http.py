"""A typed client of the service: articles in, the contract's results out, failures as errors with their problems.

    async with QuotesClient("http://127.0.0.1:8000") as client:
        result = await client.attribute({"text": "…", "outlet": "Al Jazeera"})

It repeats nothing by itself: errors say whether, and when, it is worth to ask again.
"""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx2

from service.client.errors import BadAnswer, NoAnswer, Problem, Refused, make_problem, phrase_of

QUOTATION_TYPES = ("direct", "mixed", "indirect")
OFFSET_UNITS = ("code_point", "utf16", "utf8")
TIMEOUT_S = 120.0
MAX_ANSWER_BYTES = 64 * 1024 * 1024

_CONNECT_TIMEOUT_S = 10.0
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_RESULT_FIELDS = frozenset({"id", "outlet", "agency", "quotes", "entities", "offset_unit", "model"})
# Before the request was out; whatever else breaks may have reached the server.
_UNSENT = (
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.PoolTimeout,
    httpx2.ProxyError,
    httpx2.UnsupportedProtocol,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerOptions:
    """What to ask of an answer.

    min_confidence: in [0, 1]; quotations under it are left out
    types:          the only ones to give
    offset_unit:    what positions count, of OFFSET_UNITS
    """

    min_confidence: float = 0.0
    types: tuple[str, ...] = QUOTATION_TYPES
    offset_unit: str = "code_point"


_DEFAULTS = AnswerOptions()


class QuotesClient:
    """Asks one server; open it with `async with`.

    url:              where the service is, also under a path of a proxy's
    api_key:          sent as a bearer token
    timeout_s:        seconds for one request and its answer together; a server lets a request wait for up to a minute
    max_answer_bytes: more is not read
    transport:        in place of the network
    """

    def __init__(
        self,
        url: str,
        *,
        api_key: str | None = None,
        timeout_s: float = TIMEOUT_S,
        max_answer_bytes: int = MAX_ANSWER_BYTES,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self.url = check_url(url)
        self._timeout_s = timeout_s
        self._max_answer_bytes = max_answer_bytes
        self._http = httpx2.AsyncClient(
            base_url=self.url,
            headers={"Accept-Encoding": "identity"} | _authorization(api_key),
            timeout=httpx2.Timeout(timeout_s, connect=min(_CONNECT_TIMEOUT_S, timeout_s)),
            # A kept connection stays with one of the server's workers: some would have all of the work, others none.
            limits=httpx2.Limits(max_connections=None, max_keepalive_connections=0),
            # Proxies of the environment, but not on the way to this machine.
            trust_env=urlsplit(self.url).hostname not in _LOOPBACK,
            transport=transport,
            # Of use for https alone, and long in the making.
            verify=self.url.startswith("https:"),
        )

    async def __aenter__(self) -> "QuotesClient":
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._http.aclose()

    async def attribute(self, article: Mapping[str, Any], options: AnswerOptions = _DEFAULTS) -> dict[str, Any]:
        """The result of one article; raises ClientError."""
        answer = await self._ask("POST", "/v1/quotes", {**article, **asdict(options)})
        if not answer.value.keys() >= _RESULT_FIELDS or answer.value["id"] != article.get("id"):
            raise BadAnswer("The answer is not the result of this article.", request_id=answer.request_id)
        return answer.value

    async def attribute_each(
        self, articles: Sequence[Mapping[str, Any]], options: AnswerOptions = _DEFAULTS, *, match: bool = False
    ) -> dict[str, Any]:
        """`results`, one entry an article, in order, a result or an `error`; and `matches`; raises ClientError.

        match: whether to group quotations of different articles that carry the same words
        """
        body = {"articles": list(articles), "match": match, **asdict(options)}
        answer = await self._ask("POST", "/v1/quotes/batch", body)
        if len(answer.value.get("results", ())) != len(articles):
            raise BadAnswer("The answer has not one entry an article.", request_id=answer.request_id)
        return answer.value

    async def model(self) -> dict[str, Any]:
        """Which model answers; raises ClientError."""
        answer = await self._ask("GET", "/v1/model")
        if not answer.value.keys() >= {"name", "version"}:
            raise BadAnswer("The answer does not name a model.", request_id=answer.request_id)
        return answer.value

    async def _ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> "_Answer":
        request_id = uuid4().hex
        request = self._http.build_request(
            method,
            path,
            # As ASCII: what cannot be written as UTF-8 gets to the server too, which says what is wrong with it.
            content=None if body is None else json.dumps(body).encode(),
            headers={"X-Request-ID": request_id, "Connection": "close"}
            | ({} if body is None else {"Content-Type": "application/json"}),
        )
        try:
            async with asyncio.timeout(self._timeout_s):
                response, content = await self._exchange(request)
        except TimeoutError as error:
            raise NoAnswer(f"No answer in {self._timeout_s:g} s.", request_id=request_id, was_sent=True) from error
        except httpx2.TransportError as error:
            reason = f"The connection failed: {type(error).__name__}."
            raise NoAnswer(reason, request_id=request_id, was_sent=not isinstance(error, _UNSENT)) from error
        except httpx2.DecodingError as error:
            raise BadAnswer("The answer is packed, and broken.", request_id=request_id) from error
        return _understand(response, content, request_id)

    async def _exchange(self, request: httpx2.Request) -> tuple[httpx2.Response, bytes]:
        response = await self._http.send(request, stream=True)
        try:
            content = bytearray()
            async for part in response.aiter_bytes():
                content += part
                if len(content) > self._max_answer_bytes:
                    reason = f"The answer is longer than {self._max_answer_bytes} bytes."
                    raise BadAnswer(reason, request_id=request.headers["X-Request-ID"])
        finally:
            await response.aclose()
        return response, bytes(content)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    value: dict[str, Any]
    request_id: str


def check_url(url: str) -> str:
    """The address without a slash at its end; raises ValueError where it is none of the web, or holds a password."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("the address must begin with http:// or https:// and name a host")
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise ValueError("the address must hold neither a user nor a query")
    return url.rstrip("/")


def _authorization(api_key: str | None) -> dict[str, str]:
    if api_key is None:
        return {}
    if not api_key.isascii() or not api_key.isprintable() or not api_key.strip():
        raise ValueError("the key must be of printable ASCII characters")
    return {"Authorization": f"Bearer {api_key}"}


def _understand(response: httpx2.Response, content: bytes, request_id: str) -> _Answer:
    value = _read_object(content)
    if response.status_code == 200 and value is not None:
        return _Answer(value=value, request_id=request_id)
    if response.status_code < 400:
        reason = f"Status {response.status_code} with an answer that is not the service's own."
        raise BadAnswer(reason, request_id=request_id)
    raise Refused(
        _problem_of(response.status_code, value, request_id),
        status=response.status_code,
        retry_after_s=_retry_after_s(response.headers.get("Retry-After")),
    )


def _read_object(content: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _problem_of(status: int, value: dict[str, Any] | None, request_id: str) -> Problem:
    if value is not None and value.keys() >= {"title", "status", "detail"}:
        return value
    detail = "The answer is not a problem of the service; something before it may have made it."
    return make_problem(title=phrase_of(status), detail=detail, status=status, request_id=request_id)


def _retry_after_s(header: str | None) -> float | None:
    """Seconds, also where the header gives a date; None where it gives neither."""
    if header is None:
        return None
    if header.strip().isdecimal():
        return float(header)
    try:
        date = parsedate_to_datetime(header)
    except ValueError:
        return None
    return max(0.0, (date.replace(tzinfo=date.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
