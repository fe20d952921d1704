"""`GET /`: where everything is."""

from typing import Any

from service.api import API_TITLE, API_VERSION, Blueprint
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


@blueprint.get("/")
@blueprint.response(200, IndexSchema, example=INDEX)
def list_links() -> dict[str, Any]:
    """Name the service and its addresses.

    `docs` among the links leads to the page for people.
    """
    return {"name": API_TITLE, "version": API_VERSION, "links": LINKS}
