"""The demo page and its parts: plain modules and style sheets from the service itself, and nothing from elsewhere."""

# A plain blueprint: the page's parts are no part of the contract.
from flask import Blueprint, Response

from service.blueprints.files import PAGES, by_name, send_named, send_page

blueprint = Blueprint("demo", __name__)

_FOLDER = PAGES / "demo"
_PAGE = _FOLDER / "index.html"
_PARTS = by_name(path for path in _FOLDER.iterdir() if path != _PAGE)
# Browsers that know trusted types refuse every text that would become elements, but for the one policy under which
# the page parses an .html file, into a document that is never shown.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types reading"
)


@blueprint.get("/demo/<name>")
def send_part(name: str) -> Response:
    """A file that the page is made of."""
    return send_named(name, _PARTS)


def show_page() -> Response:
    """The page; where it stands is the index's to say."""
    return send_page(_PAGE, policy=_POLICY)
