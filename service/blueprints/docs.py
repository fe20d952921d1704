"""`GET /docs`: the OpenAPI document for people, by Swagger UI, with nothing from another host and no inline code."""

from importlib.resources import files
from pathlib import Path

# A plain blueprint: the page is about the contract and no part of it.
from flask import Blueprint, Response, abort, request

blueprint = Blueprint("docs", __name__)

_PAGES = Path(str(files("service") / "pages"))
_SWAGGER_UI = Path(str(files("flask_swagger_ui") / "dist"))
_PAGE = _PAGES / "docs.html"
_PARTS = {
    path.name: path
    for path in (
        _PAGES / "docs.js",
        _SWAGGER_UI / "favicon-32x32.png",
        _SWAGGER_UI / "index.css",
        _SWAGGER_UI / "swagger-ui-bundle.js",
        _SWAGGER_UI / "swagger-ui.css",
    )
}
# Written down, since the types that a machine knows differ, and a browser told not to guess takes no others.
_TYPE_OF = {".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".png": "image/png"}
# Swagger UI's style sheet holds its icons as data.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@blueprint.get("/docs")
def show_contract() -> Response:
    """The page; it reads `/openapi.json` itself."""
    page = _send(_PAGE)
    page.headers["Content-Security-Policy"] = _POLICY
    return page


@blueprint.get("/docs/<name>")
def send_part(name: str) -> Response:
    """A file that the page is made of."""
    if name not in _PARTS:
        abort(404)
    return _send(_PARTS[name])


def _send(path: Path) -> Response:
    response = Response(path.read_bytes(), mimetype=_TYPE_OF[path.suffix])
    # The browser keeps it, but asks whether it is still the same.
    response.cache_control.no_cache = True
    response.add_etag()
    response.make_conditional(request)
    return response
