"""The files of the pages for people, as a strict browser takes them and keeps them."""

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from flask import Response, abort, request

PAGES = Path(str(files("service") / "pages"))
# Written down, since the types that a machine knows differ, and a browser told not to guess takes no others.
_TYPE_OF = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".jsonl": "application/x-ndjson",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}


def by_name(paths: Iterable[Path]) -> dict[str, Path]:
    """The only files that `send_named` gives, so that no name leads out of their folders."""
    return {path.name: path for path in paths}


def send_named(name: str, parts: dict[str, Path]) -> Response:
    """One of the parts of a page; 404 for any other name."""
    if name not in parts:
        abort(404)
    return send(parts[name])


def send_page(path: Path, *, policy: str) -> Response:
    """A page, with what the browser may do on it."""
    page = send(path)
    page.headers["Content-Security-Policy"] = policy
    return page


def send(path: Path) -> Response:
    """A file, which the browser keeps, but asks whether it is still the same."""
    response = Response(path.read_bytes(), mimetype=_TYPE_OF[path.suffix])
    response.cache_control.no_cache = True
    response.add_etag()
    response.make_conditional(request)
    return response
