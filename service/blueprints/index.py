"""`GET /`: the demo page for people, and where everything is for programs that ask for JSON."""

from typing import Any

from flask import Response, after_this_request, request

from service.api import API_TITLE, API_VERSION, Blueprint
from service.blueprints.demo import show_page
from service.schemas.about import IndexSchema
from service.schemas.examples import INDEX

blueprint = Blueprint("index", __name__, description="Where everything is")

LINKS = {
    "quotes": "/v1/quotes",
    "batch": "/v1/quotes/batch",
    "model": "/v1/model",
    "openapi": "/openapi.json",
    "docs": "/docs",
    "livez": "/livez",
    "readyz": "/readyz",
    "metrics": "/metrics",
}
PAGE = {"type": "string", "description": "The demo page."}
# The first is given where both will do.
_OFFERED = ("text/html", "application/json")


@blueprint.get("/")
@blueprint.response(200, IndexSchema, example=INDEX)
@blueprint.alt_response(200, schema=PAGE, example="<!doctype html>…", content_type="text/html", success=True)
def show_page_or_links() -> dict[str, Any] | Response:
    """Show the demo page, or name the service and its addresses.

    The addresses are for those who ask for JSON before HTML (`Accept: application/json`).
    """
    after_this_request(_tell_that_it_depends)
    if request.accept_mimetypes.best_match(_OFFERED, default=_OFFERED[0]) == _OFFERED[0]:
        return show_page()
    return {"name": API_TITLE, "version": API_VERSION, "links": LINKS}


def _tell_that_it_depends(response: Response) -> Response:
    response.vary.add("Accept")
    return response
