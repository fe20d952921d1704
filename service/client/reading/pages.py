"""An HTML page → the article on it: main text, title, date and address."""

from collections.abc import Mapping
from typing import Any

import trafilatura

from service.client.reading.faults import BadArticle

_MAX_CHARS = {"title": 2000, "url": 4096, "published_at": 64}
_DATES = {"original_date": True, "extensive_search": False}
"""The date that the page states for its publication; any other date that stands somewhere on it is a guess."""


def read_page(page: bytes) -> Mapping[str, str]:
    """What the page tells of its article, in the contract's fields; raises BadArticle where it holds none."""
    found = _extract(page)
    if found is None or not found.text:
        raise BadArticle("The page has no main text.")
    told = {"title": found.title, "url": found.url, "published_at": found.date}
    # What was only found on the page must not cost the article.
    return {"text": found.text, **{name: value for name, value in told.items() if _fits(name, value)}}


def _extract(page: bytes) -> Any:
    try:
        return trafilatura.bare_extraction(
            page, with_metadata=True, include_comments=False, date_extraction_params=_DATES
        )
    except Exception as error:  # what anybody's HTML can raise in three parsers is not to be listed
        raise BadArticle(f"The page cannot be read: {type(error).__name__}.") from error


def _fits(name: str, value: str | None) -> bool:
    return bool(value) and len(value or "") <= _MAX_CHARS[name]
