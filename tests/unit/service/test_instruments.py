"""What `/metrics` tells of what went on, read as Prometheus reads it."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from service.app import create_app
from service.context import context_of
from service.instruments import Instruments
from tests.fakes import FailingPipeline, FakePipeline, HeldPipeline, make_settings

TWO_QUOTES = {"text": "“Yes,” said Mia. “No,” said Ben."}
ONE_QUOTE = {"text": "“Yes,” said Mia."}
PATIENCE_S = 10.0


def value(client: FlaskClient, sample_name: str, **labels: str) -> float | None:
    """The sample of this name with just these labels; None where there is none."""
    found = [
        sample.value
        for family in text_string_to_metric_families(client.get("/metrics").get_data(as_text=True))
        for sample in family.samples
        if sample.name == sample_name and sample.labels == labels
    ]
    return found[0] if found else None


@pytest.fixture
def failing() -> FlaskClient:
    return create_app(make_settings(), FailingPipeline(word="fail")).test_client()


def test_metrics_are_in_the_form_of_prometheus(client: FlaskClient):
    response = client.get("/metrics")

    assert response.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"


@pytest.mark.parametrize(
    ("method", "path", "labels"),
    [
        pytest.param("GET", "/livez", {"rule": "/livez", "method": "GET", "status": "200"}, id="answered"),
        pytest.param("GET", "/Zuckerkrokant", {"rule": "none", "method": "GET", "status": "404"}, id="to nowhere"),
        pytest.param("GET", "/v1/quotes", {"rule": "none", "method": "GET", "status": "405"}, id="another method"),
        pytest.param("ZUCKER", "/livez", {"rule": "none", "method": "other", "status": "405"}, id="an unknown method"),
    ],
)
def test_request_is_counted_under_what_no_caller_chooses(
    client: FlaskClient, method: str, path: str, labels: dict[str, str]
):
    client.open(path, method=method)
    client.open(path, method=method)

    assert value(client, "quotes_http_requests_total", **labels) == 2


def test_time_of_a_request_is_counted_under_its_rule(client: FlaskClient):
    client.post("/v1/quotes", json=ONE_QUOTE)

    assert value(client, "quotes_http_request_seconds_count", rule="/v1/quotes") == 1
    assert 0 < (value(client, "quotes_http_request_seconds_sum", rule="/v1/quotes") or 0) < PATIENCE_S


def test_articles_words_and_quotations_are_counted(client: FlaskClient):
    client.post("/v1/quotes", json=TWO_QUOTES)
    client.post("/v1/quotes/batch", json={"articles": [ONE_QUOTE, {"text": ""}, ONE_QUOTE]})

    # six words and twice three; the empty text is refused before the model
    assert value(client, "quotes_articles_total") == 3
    assert value(client, "quotes_words_total") == 12
    assert value(client, "quotes_quotations_total", type="direct") == 4
    assert value(client, "quotes_quotations_total", type="indirect") == 0


def test_quotations_are_counted_before_any_filter(client: FlaskClient):
    client.post("/v1/quotes?types=indirect", json=TWO_QUOTES)

    assert value(client, "quotes_quotations_total", type="direct") == 2


def test_fault_is_counted_as_the_requests(failing: FlaskClient):
    failing.post("/v1/quotes", json={"text": "fail"})

    assert (
        value(failing, "quotes_errors_total", part="request"),
        value(failing, "quotes_errors_total", part="article"),
    ) == (1, 0)


def test_fault_in_a_batch_is_counted_as_the_articles(failing: FlaskClient):
    failing.post("/v1/quotes/batch", json={"articles": [ONE_QUOTE, {"text": "fail"}]})

    assert (
        value(failing, "quotes_errors_total", part="request"),
        value(failing, "quotes_errors_total", part="article"),
    ) == (0, 1)


def test_wrong_request_is_no_fault_of_ours(client: FlaskClient):
    client.post("/v1/quotes", json={"text": 7})

    assert value(client, "quotes_errors_total", part="request") == 0


def test_who_is_turned_away_is_counted_and_who_waits_shows():
    pipeline = HeldPipeline()
    app = create_app(make_settings(max_waiting=0), pipeline)

    with ThreadPoolExecutor() as callers:
        first = callers.submit(app.test_client().post, "/v1/quotes", json={"text": "hold"})
        try:
            assert pipeline.began.wait(timeout=PATIENCE_S)
            refused = app.test_client().post("/v1/quotes", json=ONE_QUOTE)
            queue = value(app.test_client(), "quotes_queue_requests")
        finally:
            pipeline.let_go.set()
        first.result(timeout=PATIENCE_S)

    assert (refused.status_code, queue) == (503, 1)
    assert value(app.test_client(), "quotes_refusals_total", reason="busy") == 1
    assert value(app.test_client(), "quotes_queue_requests") == 0


def test_who_waited_too_long_is_counted_apart():
    pipeline = HeldPipeline()
    client = create_app(make_settings(request_timeout_s=0.05), pipeline).test_client()

    client.post("/v1/quotes", json={"text": "hold"})
    pipeline.let_go.set()

    assert value(client, "quotes_refusals_total", reason="deadline") == 1
    assert value(client, "quotes_refusals_total", reason="busy") == 0


def test_model_is_named(client: FlaskClient):
    assert value(client, "quotes_model_info", name="fake", version="0", weights_sha256="0" * 64) == 1


def test_ready_worker_is_none_when_it_drains(app: Flask, client: FlaskClient):
    assert value(client, "quotes_ready_workers") == 1

    context_of(app).instruments.draining()

    assert value(client, "quotes_ready_workers") == 0


def test_memory_is_told_in_bytes(client: FlaskClient):
    # A Python with Flask takes more than 20 MB, and these tests less than 20 GB.
    assert 2e7 < (value(client, "quotes_memory_bytes") or 0) < 2e10


def test_stage_is_timed():
    instruments = Instruments()

    instruments.stage_done("encode", 0.3)

    assert b'quotes_stage_seconds_bucket{le="0.25",stage="encode"} 0.0' in instruments.expose()
    assert b'quotes_stage_seconds_bucket{le="0.5",stage="encode"} 1.0' in instruments.expose()


def test_metrics_hold_no_word_of_a_caller(failing: FlaskClient):
    marked = {"text": "“Zuckerkrokant,” said Zuckerkrokant. fail", "id": "Zuckerkrokant", "Zuckerkrokant": 1}
    for body in (marked, {"articles": [marked]}):
        for path in ("/v1/quotes", "/v1/quotes/batch", "/Zuckerkrokant"):
            failing.post(f"{path}?q=Zuckerkrokant", json=body, headers={"X-Request-ID": "Zuckerkrokant"})

    assert "Zuckerkrokant" not in failing.get("/metrics").get_data(as_text=True)


def test_line_by_line_answer_is_counted_when_it_has_ended(client: FlaskClient):
    lines = "\n".join([json.dumps(ONE_QUOTE)] * 2)

    client.post("/v1/quotes/batch", data=lines, content_type="application/x-ndjson", buffered=True)

    assert value(client, "quotes_articles_total") == 2
    assert value(client, "quotes_http_request_seconds_count", rule="/v1/quotes/batch") == 1


def test_apps_count_apart():
    first, second = (create_app(make_settings(), FakePipeline()).test_client() for _ in range(2))

    first.post("/v1/quotes", json=ONE_QUOTE)

    assert value(second, "quotes_articles_total") == 0
