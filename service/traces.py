"""Traces by OpenTelemetry, where they are asked for and the extra `otel` is there: a span a request, one a stage."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

import structlog

from service.settings import Settings

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import SpanProcessor

SERVICE_NAME = "quotes"

_log = structlog.get_logger("service.traces")


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedStage:
    """A stage from its first beginning to its last end, in nanoseconds since 1970, and its seconds of work between."""

    name: str
    began_ns: int
    ended_ns: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedRequest:
    """What a trace may tell of a request: no text, no address, no header; only its `traceparent` is followed.

    counts: how many there were, by name
    """

    method: str
    rule: str | None
    status: int
    traceparent: str | None
    began_ns: int
    ended_ns: int
    counts: Mapping[str, int]
    stages: Sequence[TracedStage]


class Traces:
    """Makes the spans of a request when it has ended, and gives them to a processor."""

    def __init__(self, processor: "SpanProcessor") -> None:
        # Not at the top: the extra need not be installed.
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider

        name = os.environ.get("OTEL_SERVICE_NAME") or SERVICE_NAME
        provider = TracerProvider(resource=Resource.create({"service.name": name}))
        provider.add_span_processor(processor)
        self._tracer = provider.get_tracer("service")

    def record(self, request: TracedRequest) -> str:
        """Trace the request; the trace's id, in hexadecimal digits, for the log."""
        from opentelemetry.trace import SpanKind, Status, StatusCode, format_trace_id, set_span_in_context
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

        sent = {"traceparent": request.traceparent} if request.traceparent else {}
        span = self._tracer.start_span(
            f"{request.method} {request.rule}" if request.rule else request.method,
            context=TraceContextTextMapPropagator().extract(sent),
            kind=SpanKind.SERVER,
            start_time=request.began_ns,
            attributes=_attributes(request),
        )
        if request.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            span.set_status(Status(StatusCode.ERROR))
        for stage in request.stages:
            part = self._tracer.start_span(
                stage.name,
                context=set_span_in_context(span),
                start_time=stage.began_ns,
                attributes={"quotes.seconds": stage.seconds},
            )
            part.end(stage.ended_ns)
        span.end(request.ended_ns)
        return format_trace_id(span.get_span_context().trace_id)


def open_traces(settings: Settings) -> Traces | None:
    """Traces that go where the standard OTEL_* variables say, by OTLP over HTTP; None where none are to be had."""
    if not settings.traces:
        return None
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ModuleNotFoundError as error:
        _log.warning("traces.unavailable", missing=error.name, remedy="install quote-attribution[otel]")
        return None
    return Traces(BatchSpanProcessor(OTLPSpanExporter()))


def _attributes(request: TracedRequest) -> dict[str, str | int]:
    # The names of OpenTelemetry's conventions for HTTP.
    told: dict[str, str | int] = {
        "http.request.method": request.method,
        "http.response.status_code": request.status,
    }
    if request.rule:
        told["http.route"] = request.rule
    return told | {f"quotes.{name}": count for name, count in request.counts.items()}
