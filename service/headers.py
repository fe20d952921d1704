"""Headers that tell browsers what they may do with an answer, from whom and for how long."""

import re
from collections.abc import Sequence

from flask import Flask, Response
from flask_cors import CORS

from service.context import REQUEST_ID_HEADER
from service.setting_checks import ANY_ORIGIN

# A view that needs another value sets it itself: these fill in only what is absent.
DEFAULTS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
PREFLIGHT_S = 600


def set_headers(app: Flask) -> None:
    """Set the defaults on every answer, errors too."""
    app.after_request(_fill_in)


def allow_origins(app: Flask, origins: Sequence[str]) -> None:
    """Let pages of these origins call from a browser, those of any for `*`; browsers forbid what nobody allows.

    Cookies are never sent along: a key in a header is all that the service knows.
    """
    if origins:
        CORS(
            app,
            origins=[origin if origin == ANY_ORIGIN else _exactly(origin) for origin in origins],
            methods=["GET", "HEAD", "POST"],
            allow_headers=["Authorization", "Content-Type", REQUEST_ID_HEADER],
            expose_headers=[REQUEST_ID_HEADER, "Retry-After"],
            max_age=PREFLIGHT_S,
            send_wildcard=True,
        )


def _exactly(origin: str) -> re.Pattern[str]:
    # Flask-Cors takes a text with brackets, such as an IPv6 address, for a pattern of its own.
    return re.compile(re.escape(origin) + r"\Z")


def _fill_in(response: Response) -> Response:
    for name, value in DEFAULTS.items():
        response.headers.setdefault(name, value)
    return response
