"""`POST /v1/quotes/batch`: many articles in, as JSON or a line each, and an entry for every one out."""

from itertools import chain, islice
from typing import Any

from flask import Response, current_app, request, stream_with_context
from marshmallow import RAISE

from service.answers import Answers
from service.api import BatchBlueprint
from service.context import current_account, current_context
from service.parsers import NDJSON_TYPE
from service.schemas.article import BatchSchema
from service.schemas.batch import BatchResultSchema, dump_entry
from service.schemas.examples import ARTICLE_LINES, BATCH, BATCH_RESULT, ENTRY_LINES
from service.schemas.options import QueryOptionsSchema, split_options

blueprint = BatchBlueprint("batch", __name__, url_prefix="/v1", description="Many articles in one request")

LINES_IN = {"type": "string", "description": "An article a line."}
LINES_OUT = {"type": "string", "description": "A result or a failure a line, in the order of the articles."}


@blueprint.post("/quotes/batch")
@blueprint.doc(requestBody={"content": {NDJSON_TYPE: {"schema": LINES_IN, "example": ARTICLE_LINES}}})
@blueprint.arguments(QueryOptionsSchema, location="query", unknown=RAISE)
@blueprint.arguments(BatchSchema, description="The articles, and options for all of them.", example=BATCH)
@blueprint.response(200, BatchResultSchema, example=BATCH_RESULT)
@blueprint.alt_response(200, schema=LINES_OUT, example=ENTRY_LINES, content_type=NDJSON_TYPE, success=True)
@blueprint.may_fail(400, 408, 413, 415, 503)
def find_quotes_of_each(query: dict[str, Any], body: dict[str, Any]) -> dict[str, Any] | Response:
    """Find every quotation of each article.

    An article that is wrong gets an entry with its error, and never fails the others. As NDJSON, an article a line, the
    options stand in the query, and each answer is sent as a line as soon as it is made; there are no matches then.
    """
    options, batch = split_options(query, body)
    answers = Answers(engine=current_context().engine, options=options, account=current_account())
    if request.mimetype == NDJSON_TYPE:
        return _stream(answers, batch["articles"])
    return answers.each(batch["articles"], match=batch["match"])


def _stream(answers: Answers, articles: list[Any]) -> Response:
    write = current_app.json.dumps
    lines = (f"{write(dump_entry(entry))}\n" for entry in answers.stream(articles))
    # The first is made before the status is sent, so that who is not let in gets a 503.
    first = list(islice(lines, 1))
    return Response(stream_with_context(chain(first, lines)), mimetype=NDJSON_TYPE)
