"""`POST /v1/quotes/batch`: many articles in, as JSON or a line each, and an entry for every one out."""

from typing import Any

from flask import Response, current_app, request, stream_with_context
from marshmallow import RAISE

from service.answers import Answers
from service.api import BatchBlueprint
from service.context import current_context, current_request_id
from service.parsers import NDJSON_TYPE
from service.schemas.article import BatchSchema
from service.schemas.batch import BatchResultSchema, dump_entry
from service.schemas.options import QueryOptionsSchema, split_options

blueprint = BatchBlueprint("batch", __name__, url_prefix="/v1", description="Many articles in one request")

ARTICLE_LINES = {"type": "string", "description": "An article a line."}
ENTRY_LINES = {"type": "string", "description": "A result or a failure a line, in the order of the articles."}


@blueprint.post("/quotes/batch")
@blueprint.doc(requestBody={"content": {NDJSON_TYPE: {"schema": ARTICLE_LINES}}})
@blueprint.arguments(QueryOptionsSchema, location="query", unknown=RAISE)
@blueprint.arguments(BatchSchema)
@blueprint.response(200, BatchResultSchema)
@blueprint.alt_response(200, schema=ENTRY_LINES, content_type=NDJSON_TYPE, success=True)
@blueprint.may_fail(400, 408, 413, 415, 503)
def find_quotes_of_each(query: dict[str, Any], body: dict[str, Any]) -> dict[str, Any] | Response:
    """Find every quotation of each article; a bad article gives an error entry and never fails the others.

    As NDJSON, an article a line, each answer is sent as a line as soon as it is made.
    """
    options, batch = split_options(query, body)
    answers = Answers(engine=current_context().engine, options=options, request_id=current_request_id())
    if request.mimetype == NDJSON_TYPE:
        return _stream(answers, batch["articles"])
    return answers.each(batch["articles"], match=batch["match"])


def _stream(answers: Answers, articles: list[Any]) -> Response:
    answers.engine.check_open()
    write = current_app.json.dumps
    lines = (f"{write(dump_entry(entry))}\n" for entry in answers.stream(articles))
    return Response(stream_with_context(lines), mimetype=NDJSON_TYPE)
