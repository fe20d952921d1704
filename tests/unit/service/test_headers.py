"""What browsers are told: by every answer, and by those to pages of other origins."""

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from service.app import create_app
from tests.fakes import FakePipeline, make_settings

PAGE = "https://page.example"
ASK = {"text": "“We won,” said Mia."}
PREFLIGHT = {
    "Origin": PAGE,
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "authorization, content-type",
}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        pytest.param("GET", "/v1/model", id="answer"),
        pytest.param("POST", "/v1/quotes", id="refused body"),
        pytest.param("GET", "/nothing", id="nothing there"),
        pytest.param("PUT", "/", id="method not known"),
        pytest.param("OPTIONS", "/v1/quotes", id="options"),
        pytest.param("GET", "/openapi.json", id="document"),
    ],
)
def test_every_answer_keeps_browsers_from_using_it_as_a_page(client: FlaskClient, method: str, path: str):
    headers = client.open(path, method=method).headers

    assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


def test_view_may_set_a_policy_of_its_own(app: Flask):
    policy = "default-src 'self'"
    app.add_url_rule("/page", view_func=lambda: Response("", headers={"Content-Security-Policy": policy}))

    headers = app.test_client().get("/page").headers

    assert headers.getlist("Content-Security-Policy") == [policy]
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("headers", [{"Origin": PAGE}, PREFLIGHT], ids=["request", "preflight"])
def test_other_origins_are_not_let_in_by_default(client: FlaskClient, headers: dict[str, str]):
    response = client.options("/v1/quotes", headers=headers)

    assert not [name for name in dict(response.headers) if name.startswith("Access-Control")]


@pytest.mark.parametrize(
    ("origins", "allowed"),
    [
        pytest.param((PAGE,), PAGE, id="by name"),
        pytest.param(("https://other.example", PAGE), PAGE, id="among others"),
        pytest.param(("*",), "*", id="any"),
        pytest.param(("https://other.example",), None, id="another"),
        pytest.param(("https://page.example:8443",), None, id="another port"),
        pytest.param(("http://page.example",), None, id="another scheme"),
        pytest.param(("https://page.exampl",), None, id="the beginning"),
    ],
)
def test_origin_is_let_in_when_it_is_named_exactly(origins: tuple[str, ...], allowed: str | None):
    client = create_app(make_settings(cors_origins=origins), FakePipeline()).test_client()

    response = client.post("/v1/quotes", json=ASK, headers={"Origin": PAGE})

    assert response.headers.get("Access-Control-Allow-Origin") == allowed


def test_address_in_brackets_is_no_pattern():
    client = create_app(make_settings(cors_origins=("http://[::1]:3000",)), FakePipeline()).test_client()

    let_in = [
        client.get("/", headers={"Origin": origin}).headers.get("Access-Control-Allow-Origin")
        for origin in ("http://[::1]:3000", "http://1:3000")
    ]

    assert let_in == ["http://[::1]:3000", None]


@pytest.fixture
def keyed() -> FlaskClient:
    settings = make_settings(cors_origins=(PAGE,), api_keys=("key-of-some-page",), rate_limit="1 per hour")
    return create_app(settings, FakePipeline()).test_client()


def test_preflight_is_answered_without_a_key(keyed: FlaskClient):
    response = keyed.options("/v1/quotes", headers=PREFLIGHT)

    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Origin"] == PAGE
    assert response.headers["Access-Control-Allow-Headers"] == "authorization, content-type"
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, POST"
    assert response.headers["Vary"] == "Origin"
    assert "Access-Control-Allow-Credentials" not in response.headers


def test_page_may_read_errors_and_when_to_come_back(keyed: FlaskClient):
    response = keyed.post("/v1/quotes", json=ASK, headers={"Origin": PAGE})

    assert response.status_code == 401
    assert response.headers["Access-Control-Allow-Origin"] == PAGE
    assert response.headers["Access-Control-Expose-Headers"] == "Retry-After, X-Request-ID"


def test_preflights_count_for_no_rate(keyed: FlaskClient):
    statuses = [keyed.options("/v1/quotes", headers=PREFLIGHT).status_code for _ in range(3)]

    assert statuses == [200, 200, 200]
