"""Whatever goes wrong on whatever route, the answer has one shape."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.app import create_app
from tests.fakes import FailingPipeline, FakePipeline, HeldPipeline, make_settings

ASKING = ("/v1/quotes", "/v1/quotes/batch")
READING = (
    *("/", "/livez", "/metrics", "/readyz", "/v1/model", "/openapi.json"),
    *("/docs", "/docs/<name>", "/demo/<name>"),
)
JSON = "application/json"


def assert_problem(response: TestResponse, *, status: int) -> None:
    problem = response.get_json(force=True)
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
    assert list(problem) == ["type", "title", "status", "detail", "errors", "request_id"]
    assert problem["status"] == status
    assert problem["request_id"] == response.headers["X-Request-ID"]
    assert all(isinstance(m, str) for messages in problem["errors"].values() for m in messages)


def test_all_routes_are_tried_here(app: Flask):
    assert {rule.rule for rule in app.url_map.iter_rules()} == {*ASKING, *READING}


@pytest.mark.parametrize("path", READING)
def test_reading_route_refuses_other_methods(client: FlaskClient, path: str):
    response = client.post(path)

    assert_problem(response, status=405)
    assert "GET" in response.headers["Allow"]


@pytest.mark.parametrize("path", ASKING)
def test_asking_route_refuses_other_methods(client: FlaskClient, path: str):
    response = client.get(path)

    assert_problem(response, status=405)
    assert "POST" in response.headers["Allow"]


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/v1", "/v1/quotes/", "/v1/quotes/batch/1", "/docs/", "/docs/docs.html", "/demo", "/demo/index.html"],
)
def test_unknown_address_is_not_found(client: FlaskClient, path: str):
    assert_problem(client.get(path), status=404)


@pytest.mark.parametrize("path", ASKING)
@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", None])
def test_other_bodies_than_json_are_refused(client: FlaskClient, path: str, content_type: str | None):
    assert_problem(client.post(path, data=b'{"text": "a"}', content_type=content_type), status=415)


@pytest.mark.parametrize("path", ASKING)
@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"{", id="broken"),
        pytest.param(b'{"text": "\xff"}', id="not UTF-8"),
        pytest.param(b'{"text": "a", "text": "b"}', id="key given twice"),
        pytest.param(b'{"text": "a", "min_confidence": NaN}', id="not a number"),
        pytest.param(b"[" * 50_000, id="deep"),
    ],
)
def test_broken_json_is_refused(client: FlaskClient, path: str, body: bytes):
    assert_problem(client.post(path, data=body, content_type=JSON), status=400)


@pytest.mark.parametrize("path", ASKING)
@pytest.mark.parametrize("body", [b"null", b"[]", b'"text"', b"7", b"{}"])
def test_other_json_than_an_object_with_its_fields_is_refused(client: FlaskClient, path: str, body: bytes):
    response = client.post(path, data=body, content_type=JSON)

    assert_problem(response, status=422)
    assert response.get_json(force=True)["errors"]


@pytest.mark.parametrize("path", ASKING)
@pytest.mark.parametrize("content_type", [JSON, "application/x-ndjson"])
def test_large_body_is_refused(client: FlaskClient, path: str, content_type: str):
    response = client.post(path, data=b" " * 100_001, content_type=content_type)

    assert_problem(response, status=415 if (path, content_type) == ("/v1/quotes", "application/x-ndjson") else 413)


@pytest.mark.parametrize("path", ASKING)
def test_unknown_option_of_the_query_is_refused(client: FlaskClient, path: str):
    response = client.post(f"{path}?ofset_unit=utf8", json={"text": "a"})

    assert_problem(response, status=422)
    assert response.get_json(force=True)["errors"] == {"ofset_unit": ["Unknown field."]}


def test_fault_of_ours_is_told_in_a_fixed_sentence():
    client = create_app(make_settings(), FailingPipeline(word="secret")).test_client()

    response = client.post("/v1/quotes", json={"text": "A secret."})

    assert_problem(response, status=500)
    assert "secret" not in response.get_data(as_text=True)


@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(lambda client: client.post("/v1/quotes", json={"text": "a"}), id="one"),
        pytest.param(lambda client: client.post("/v1/quotes/batch", json={"articles": [{"text": "a"}]}), id="batch"),
        pytest.param(
            lambda client: client.post("/v1/quotes/batch", data=b'{"text": "a"}', content_type="application/x-ndjson"),
            id="lines",
        ),
        pytest.param(lambda client: client.get("/readyz"), id="readiness"),
        pytest.param(lambda client: client.get("/v1/model"), id="model"),
    ],
)
def test_before_the_model_is_loaded_it_is_too_early(unloaded: FlaskClient, ask: Callable[[FlaskClient], TestResponse]):
    response = ask(unloaded)

    assert_problem(response, status=503)
    assert int(response.headers["Retry-After"]) > 0


def test_one_too_many_is_told_when_to_come_back():
    pipeline = HeldPipeline()
    app = create_app(make_settings(max_waiting=0), pipeline)

    with ThreadPoolExecutor() as callers:
        first = callers.submit(app.test_client().post, "/v1/quotes", json={"text": "Please hold."})
        assert pipeline.began.wait(timeout=10)
        second = app.test_client().post("/v1/quotes", json={"text": "Me too."})
        pipeline.let_go.set()

    assert_problem(second, status=503)
    assert int(second.headers["Retry-After"]) > 0
    assert first.result().status_code == 200


@pytest.fixture
def unloaded(monkeypatch: pytest.MonkeyPatch) -> Iterator[FlaskClient]:
    """A client of an app whose model is being loaded for as long as the test lasts."""
    go_on = Event()

    def load(_settings: object, **_: object) -> FakePipeline:
        assert go_on.wait(timeout=10)
        return FakePipeline()

    monkeypatch.setattr("service.app.load_from_weights", load)
    yield create_app(make_settings()).test_client()
    go_on.set()
