"""What the client sends, what it takes for an answer, and as which error everything else comes."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx2
import pytest

from service.client.errors import BadAnswer, ClientError, NoAnswer, Refused
from service.client.http import AnswerOptions, QuotesClient
from tests.unit.service.client.answers import MODEL, problem, result

ARTICLE = {"id": "a1", "text": "“We won,” said Mia."}
HTML = "<p>nothing here</p>"


def ask(handle: Callable[[httpx2.Request], httpx2.Response], call=lambda c: c.attribute(ARTICLE), **options):
    """What a call comes to with a server that answers by this function."""

    async def run():
        transport = httpx2.MockTransport(handle)
        async with QuotesClient("http://127.0.0.1:1/under/", transport=transport, **options) as client:
            return await call(client)

    return asyncio.run(run())


def seen(call=lambda c: c.attribute(ARTICLE), answer=None, **options) -> httpx2.Request:
    """The request that a call sends."""
    requests = []

    def handle(request: httpx2.Request) -> httpx2.Response:
        requests.append(request)
        return httpx2.Response(200, json=result("a1") if answer is None else answer)

    ask(handle, call, **options)
    return requests[0]


def answering(status: int, *, headers: dict[str, str] | None = None, **content):
    return lambda _request: httpx2.Response(status, headers=headers, **content)


def packed_and_broken(_request: httpx2.Request) -> httpx2.Response:
    async def parts():
        yield HTML.encode()

    return httpx2.Response(200, headers={"Content-Encoding": "gzip"}, content=parts())


def raising(error: Exception):
    def handle(_request: httpx2.Request) -> httpx2.Response:
        raise error

    return handle


def test_article_goes_with_its_options_in_the_body():
    options = AnswerOptions(min_confidence=0.5, types=("direct",), offset_unit="utf8")

    request = seen(lambda client: client.attribute(ARTICLE, options))

    assert (request.method, str(request.url)) == ("POST", "http://127.0.0.1:1/under/v1/quotes")
    assert json.loads(request.content) == {
        **ARTICLE,
        "min_confidence": 0.5,
        "types": ["direct"],
        "offset_unit": "utf8",
    }


def test_half_a_surrogate_pair_reaches_the_server():
    request = seen(lambda client: client.attribute({"id": "a1", "text": "\ud800"}))

    assert json.loads(request.content)["text"] == "\ud800"


def test_every_request_has_an_id_of_its_own_and_a_connection_of_its_own():
    first, second = seen(), seen()

    assert first.headers["X-Request-ID"] != second.headers["X-Request-ID"]
    assert first.headers["Connection"] == "close"


@pytest.mark.parametrize(
    ("key", "expected"),
    [pytest.param("secret-key", "Bearer secret-key", id="given"), pytest.param(None, None, id="none")],
)
def test_key_is_sent_as_a_bearer_token(key: str | None, expected: str | None):
    assert seen(api_key=key).headers.get("Authorization") == expected


@pytest.mark.parametrize("key", ["ключ", "two\nlines", " "])
def test_key_that_no_header_can_carry_is_refused(key: str):
    with pytest.raises(ValueError, match="printable ASCII"):
        QuotesClient("http://127.0.0.1", api_key=key)


@pytest.mark.parametrize(
    "url", ["127.0.0.1:8000", "ftp://a.example", "http://", "http://me:pass@a.example", "http://a.example?key=1"]
)
def test_address_that_is_none_is_refused(url: str):
    with pytest.raises(ValueError, match="the address must"):
        QuotesClient(url)


def test_result_comes_back_as_it_is():
    assert ask(answering(200, json=result("a1"))) == result("a1")


def test_article_without_an_id_has_a_result_without_one():
    assert ask(answering(200, json=result(None)), lambda client: client.attribute({"text": "a"}))["id"] is None


def test_batch_gives_an_entry_an_article_and_its_matches():
    answer = {"results": [result("a1"), {"id": "a2", "error": problem(422)}], "matches": []}
    articles = [ARTICLE, {"id": "a2"}]

    def call(client: QuotesClient):
        return client.attribute_each(articles, match=True)

    request = seen(call, answer)

    assert request.url.path == "/under/v1/quotes/batch"
    assert json.loads(request.content)["articles"] == articles
    assert json.loads(request.content)["match"] is True
    assert ask(answering(200, json=answer), call) == answer


def test_model_is_told():
    assert ask(answering(200, json=MODEL), lambda client: client.model()) == MODEL


@pytest.mark.parametrize(
    ("status", "is_passing", "is_for_every_article"),
    [
        pytest.param(400, False, False, id="not JSON"),
        pytest.param(401, False, True, id="no key"),
        pytest.param(404, False, True, id="no such address"),
        pytest.param(413, False, False, id="too large"),
        pytest.param(422, False, False, id="fields wrong"),
        pytest.param(429, True, False, id="over the rate"),
        pytest.param(500, False, False, id="a mistake"),
        pytest.param(502, True, False, id="nobody behind the proxy"),
        pytest.param(503, True, False, id="busy"),
        pytest.param(504, True, False, id="too late"),
    ],
)
def test_problem_is_an_error_that_tells_whether_to_ask_again(status: int, is_passing: bool, is_for_every_article: bool):
    with pytest.raises(Refused, match=f"no {status}") as caught:
        ask(answering(status, json=problem(status)))

    assert caught.value.problem == problem(status)
    assert caught.value.status == status
    assert (caught.value.is_passing, caught.value.is_for_every_article) == (is_passing, is_for_every_article)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param({"text": HTML}, id="a page"),
        pytest.param({"json": {"error": "no"}}, id="other JSON"),
        pytest.param({"json": [1]}, id="a list"),
    ],
)
def test_refusal_of_somebody_else_becomes_a_problem(content: dict):
    with pytest.raises(Refused) as caught:
        ask(answering(502, **content))

    told = caught.value.problem
    assert (told["title"], told["status"]) == ("Bad Gateway", 502)
    assert HTML not in json.dumps(told)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param("7", 7.0, id="seconds"),
        pytest.param(None, None, id="none"),
        pytest.param("soon", None, id="neither"),
        pytest.param("Wed, 21 Oct 2015 07:28:00 GMT", 0.0, id="a date long ago"),
    ],
)
def test_time_to_come_back_is_read(header: str | None, expected: float | None):
    with pytest.raises(Refused) as caught:
        ask(answering(503, headers={} if header is None else {"Retry-After": header}, json=problem(503)))

    assert caught.value.retry_after_s == expected


def test_time_to_come_back_may_be_a_date():
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)

    with pytest.raises(Refused) as caught:
        ask(answering(503, headers={"Retry-After": date}, json=problem(503)))

    assert 50 < (caught.value.retry_after_s or 0) <= 60


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        pytest.param(answering(200, text=HTML), "Status 200", id="a page"),
        pytest.param(answering(200, json={"id": "a1"}), "not the result", id="half a result"),
        pytest.param(answering(200, json=result("a2")), "not the result", id="of another article"),
        pytest.param(answering(302, headers={"Location": "http://a.example"}), "Status 302", id="a redirect"),
        pytest.param(answering(200, text="[" * 100_000), "Status 200", id="nested too deep"),
        pytest.param(packed_and_broken, "packed, and broken", id="packed and broken"),
    ],
)
def test_strange_answer_is_an_error_that_holds_nothing_of_it(answer, reason: str):
    with pytest.raises(BadAnswer, match=reason) as caught:
        ask(answer)

    assert not caught.value.is_passing
    assert "<p>" not in str(caught.value.problem)


def test_answer_is_read_to_its_limit_only():
    with pytest.raises(BadAnswer, match="longer than 1000 bytes"):
        ask(answering(200, json={**result("a1"), "more": "x" * 1000}), max_answer_bytes=1000)


@pytest.mark.parametrize(
    ("error", "is_lost"),
    [
        pytest.param(httpx2.ConnectError("no"), False, id="refused"),
        pytest.param(httpx2.ConnectTimeout("no"), False, id="not reached"),
        pytest.param(httpx2.ReadError("no"), True, id="broken off"),
        pytest.param(httpx2.RemoteProtocolError("no"), True, id="ended early"),
        pytest.param(httpx2.ReadTimeout("no"), True, id="too slow"),
    ],
)
def test_missing_answer_tells_whether_the_server_had_the_request(error: Exception, is_lost: bool):
    with pytest.raises(NoAnswer, match=type(error).__name__) as caught:
        ask(raising(error))

    assert (caught.value.is_passing, caught.value.is_lost) == (True, is_lost)


def test_answer_that_never_ends_is_given_up():
    async def trickle():
        while True:
            await asyncio.sleep(0.01)
            yield b" "

    with pytest.raises(NoAnswer, match=r"No answer in 0\.05 s"):
        ask(lambda _request: httpx2.Response(200, content=trickle()), timeout_s=0.05)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(answering(200, json={"name": "x"}), id="model"),
        pytest.param(answering(200, json={"results": [], "matches": []}), id="batch"),
    ],
)
def test_other_answers_are_checked_too(answer):
    for call in (lambda client: client.model(), lambda client: client.attribute_each([ARTICLE])):
        with pytest.raises(ClientError):
            ask(answer, call)
