"""Spans as an exporter gets them."""

import json
import sys
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode
from structlog.testing import capture_logs

from service.app import create_app
from service.traces import Traces, open_traces
from tests.fakes import FailingPipeline, make_settings

MARKER = "Zuckerkrokant"
CALLER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
NOT_SAMPLED = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"


@pytest.fixture
def exporter() -> InMemorySpanExporter:
    return InMemorySpanExporter()


@pytest.fixture
def client(exporter: InMemorySpanExporter, monkeypatch: pytest.MonkeyPatch) -> Iterator[FlaskClient]:
    monkeypatch.delenv("OTEL_SERVICE_NAME", raising=False)
    traces = Traces(SimpleSpanProcessor(exporter))
    yield create_app(make_settings(), FailingPipeline(word="fail"), traces=traces).test_client()
    exporter.shutdown()


def named(exporter: InMemorySpanExporter) -> dict[str, ReadableSpan]:
    return {span.name: span for span in exporter.get_finished_spans()}


def test_request_has_a_span_with_its_stages_below(client: FlaskClient, exporter: InMemorySpanExporter):
    client.post("/v1/quotes", json={"text": "“We won,” said Mia."})

    spans = named(exporter)
    request = spans.pop("POST /v1/quotes")
    assert request.kind is SpanKind.SERVER
    assert request.attributes == {
        "http.request.method": "POST",
        "http.route": "/v1/quotes",
        "http.response.status_code": 200,
        "quotes.n_articles": 1,
        "quotes.n_words": 4,
        "quotes.n_quotes": 1,
    }
    assert "wait" in spans
    assert {span.parent and span.parent.span_id for span in spans.values()} == {request.context.span_id}


def test_stages_lie_within_their_request(client: FlaskClient, exporter: InMemorySpanExporter):
    client.post("/v1/quotes", json={"text": "“We won,” said Mia."})

    spans = named(exporter)
    request = spans.pop("POST /v1/quotes")
    # the clocks of a request and of its stages are two
    slack_ns = 10_000_000
    for span in spans.values():
        assert (request.start_time or 0) - slack_ns <= (span.start_time or 0) <= (span.end_time or 0)
        assert (span.end_time or 0) <= (request.end_time or 0) + slack_ns


def test_trace_of_the_caller_goes_on(client: FlaskClient, exporter: InMemorySpanExporter):
    client.get("/livez", headers={"traceparent": CALLER})

    [span] = exporter.get_finished_spans()
    assert f"{span.context.trace_id:032x}" == CALLER.split("-")[1]
    assert span.parent is not None
    assert f"{span.parent.span_id:016x}" == CALLER.split("-")[2]


def test_caller_may_ask_for_no_trace(client: FlaskClient, exporter: InMemorySpanExporter):
    client.get("/livez", headers={"traceparent": NOT_SAMPLED})

    assert exporter.get_finished_spans() == ()


@pytest.mark.parametrize("sent", ["", MARKER, "00-0-0-01", "é", "00-" + "0" * 32 + "-" + "0" * 16 + "-01", CALLER * 99])
def test_odd_trace_of_a_caller_is_not_followed(client: FlaskClient, exporter: InMemorySpanExporter, sent: str):
    assert client.get("/livez", headers={"traceparent": sent}).status_code == 200

    [span] = exporter.get_finished_spans()
    assert span.parent is None


def test_fault_shows_in_its_span(client: FlaskClient, exporter: InMemorySpanExporter):
    client.post("/v1/quotes", json={"text": "fail"})

    request = named(exporter)["POST /v1/quotes"]
    assert request.status.status_code is StatusCode.ERROR
    assert request.status.description is None


def test_log_names_the_trace(client: FlaskClient):
    with capture_logs() as log:
        client.get("/livez", headers={"traceparent": CALLER})

    assert [line["trace_id"] for line in log] == [CALLER.split("-")[1]]


def test_spans_hold_no_word_of_a_caller(client: FlaskClient, exporter: InMemorySpanExporter):
    article = {"text": f"“{MARKER},” said {MARKER}.", "title": MARKER, "id": MARKER, "outlet": MARKER}
    headers = {"X-Request-ID": MARKER, "tracestate": f"a={MARKER}", "baggage": f"a={MARKER}", "User-Agent": MARKER}
    for body in (article, {**article, "text": f"{MARKER} fail"}, {MARKER: MARKER}, {"articles": [article]}):
        for path in ("/v1/quotes", "/v1/quotes/batch", f"/{MARKER}"):
            client.post(f"{path}?q={MARKER}", json=body, headers={**headers, "traceparent": CALLER})
            client.open(path, method=MARKER.upper(), headers=headers)
    client.post("/v1/quotes/batch", data=json.dumps(article), content_type="application/x-ndjson", buffered=True)

    told = "\n".join(span.to_json() + str(span.context.trace_state) for span in exporter.get_finished_spans())
    assert "POST /v1/quotes" in told
    assert MARKER.lower() not in told.lower()


def test_service_is_named(client: FlaskClient, exporter: InMemorySpanExporter):
    client.get("/livez")

    assert exporter.get_finished_spans()[0].resource.attributes["service.name"] == "quotes"


def test_there_are_no_traces_unless_asked_for():
    assert open_traces(make_settings()) is None


def test_lack_of_the_extra_is_told_and_no_more(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)

    with capture_logs() as log:
        assert open_traces(make_settings(traces=True)) is None

    assert [line["event"] for line in log] == ["traces.unavailable"]
