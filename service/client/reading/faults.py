"""What can be wrong with an input: with one article of it, or with the whole."""

from typing import Any


class InputFault(Exception):
    """The input cannot be read at all, or no further; its words are one plain sentence."""


class BadArticle(Exception):
    """This article cannot be sent; its words say why, without the article's own."""


def problem_of(detail: str) -> dict[str, Any]:
    """The problem of an article that was never sent: there is no HTTP status."""
    return {"title": "Unreadable article", "status": None, "detail": detail}
