"""`GET /docs`: the OpenAPI document for people, by Swagger UI, with nothing from another host and no inline code."""

from importlib.resources import files
from pathlib import Path

# A plain blueprint: the page is about the contract and no part of it.
from flask import Blueprint, Response

from service.blueprints.files import PAGES, by_name, send_named, send_page

blueprint = Blueprint("docs", __name__)

_SWAGGER_UI = Path(str(files("flask_swagger_ui") / "dist"))
_PARTS = by_name(
    (
        PAGES / "docs.js",
        _SWAGGER_UI / "favicon-32x32.png",
        _SWAGGER_UI / "index.css",
        _SWAGGER_UI / "swagger-ui-bundle.js",
        _SWAGGER_UI / "swagger-ui.css",
    )
)
# Swagger UI's style sheet holds its icons as data.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@blueprint.get("/docs")
def show_contract() -> Response:
    """The page; it reads `/openapi.json` itself."""
    return send_page(PAGES / "docs.html", policy=_POLICY)


@blueprint.get("/docs/<name>")
def send_part(name: str) -> Response:
    """A file that the page is made of."""
    return send_named(name, _PARTS)
