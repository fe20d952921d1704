"""`POST /v1/quotes`: one article in, one result out."""

from typing import Any

from flask import Response, jsonify
from marshmallow import RAISE

from service.answers import Answers
from service.api import Blueprint
from service.context import current_account, current_context
from service.schemas.article import ArticleWithOptionsSchema, to_article
from service.schemas.examples import ASKED, RESULT
from service.schemas.options import QueryOptionsSchema, split_options
from service.schemas.result import ResultSchema

blueprint = Blueprint("quotes", __name__, url_prefix="/v1", description="Quotations with their speakers and outlets")


@blueprint.post("/quotes")
@blueprint.arguments(QueryOptionsSchema, location="query", unknown=RAISE)
@blueprint.arguments(ArticleWithOptionsSchema, description="The article, and options beside it.", example=ASKED)
@blueprint.response(200, ResultSchema, example=RESULT)
@blueprint.may_fail(400, 408, 413, 415, 503)
def find_quotes(query: dict[str, Any], body: dict[str, Any]) -> Response:
    """Find every quotation of an article, with its speaker and outlet.

    Only `text` is required. Options stand in the body or in the query; where both give one, the body wins. The same
    request gives the same answer.
    """
    options, article = split_options(query, body)
    answers = Answers(engine=current_context().engine, options=options, account=current_account())
    # The entry is the contract's already; the schema would copy it field by field, longer than all else here takes.
    return jsonify(answers.one(to_article(article)))
