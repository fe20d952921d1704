"""`POST /v1/quotes`: one article in, one result out."""

from typing import Any

from marshmallow import RAISE

from service.answers import Answers
from service.api import Blueprint
from service.context import current_context, current_request_id
from service.schemas.article import ArticleWithOptionsSchema, to_article
from service.schemas.options import QueryOptionsSchema, split_options
from service.schemas.result import ResultSchema

blueprint = Blueprint("quotes", __name__, url_prefix="/v1", description="Quotations with their speakers and outlets")


@blueprint.post("/quotes")
@blueprint.arguments(QueryOptionsSchema, location="query", unknown=RAISE)
@blueprint.arguments(ArticleWithOptionsSchema)
@blueprint.response(200, ResultSchema)
@blueprint.may_fail(400, 408, 413, 415, 503)
def find_quotes(query: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    """Find every quotation of an article, with its speaker and outlet."""
    options, article = split_options(query, body)
    answers = Answers(engine=current_context().engine, options=options, request_id=current_request_id())
    return answers.one(to_article(article))
