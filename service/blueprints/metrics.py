"""`GET /metrics`: what Prometheus reads."""

from flask import Response
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from service.api import Blueprint
from service.context import current_context

blueprint = Blueprint("metrics", __name__, description="For load balancers, supervisors and monitoring")

SHOWN = """\
# HELP quotes_words_total Words of the articles read.
# TYPE quotes_words_total counter
quotes_words_total 612.0
"""
METRICS_TEXT = {"type": "string", "description": "Prometheus' text format, version 0.0.4; the sum over all workers."}


@blueprint.get("/metrics")
@blueprint.alt_response(200, schema=METRICS_TEXT, example=SHOWN, content_type="text/plain", success=True)
def metrics() -> Response:
    """Tell what is counted, as text for Prometheus.

    Requests, errors, refusals, the queue, stages, words, quotations, model and memory, for all workers together.
    """
    return Response(current_context().instruments.expose(), content_type=CONTENT_TYPE_PLAIN_0_0_4)
