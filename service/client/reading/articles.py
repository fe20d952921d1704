"""What a line, a row or a file tells of an article → the contract's article, or why it is none."""

from collections.abc import Callable, Mapping
from typing import Any

from service.client.items import Item
from service.client.reading.faults import BadArticle, problem_of

FIELDS = ("id", "text", "title", "url", "outlet", "published_at")
"""What the contract knows of an article; all else in an input is left out."""

MAX_ID_CHARS = 256


def item_of(read: Callable[[], Mapping[str, Any]], *, number: int, place: str, keeps_text: bool = False) -> Item:
    """The article that `read` tells of, or the problem that it raises as BadArticle.

    place: the article's id where it has none that can be used
    """
    article: dict[str, Any] = {"id": place}
    try:
        told = read()
        article |= _id_of(told)
        return Item(number=number, article=_check(article | _others_of(told)), keeps_text=keeps_text)
    except BadArticle as error:
        return Item(number=number, article=article, problem=problem_of(str(error)))


def _id_of(told: Mapping[str, Any]) -> dict[str, str]:
    given = told.get("id")
    if given is None or given == "":
        return {}
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given)
    check_string(given, name="id")
    if len(given) > MAX_ID_CHARS:
        raise BadArticle(f"The id has {len(given)} characters; the limit is {MAX_ID_CHARS}.")
    return {"id": given}


def _others_of(told: Mapping[str, Any]) -> dict[str, str]:
    """What is told besides the id; null and the empty string say nothing."""
    others = {name: told.get(name) for name in FIELDS if name != "id"}
    return {name: check_string(value, name=name) for name, value in others.items() if value is not None and value != ""}


def _check(article: dict[str, Any]) -> dict[str, Any]:
    if "text" not in article:
        raise BadArticle("The article has no text.")
    return article


def check_string(value: Any, *, name: str) -> str:
    """The value, if it is a string that can be written as UTF-8; raises BadArticle for any other."""
    if not isinstance(value, str):
        raise BadArticle(f"The field {name} is no string.")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise BadArticle(f"The field {name} is not Unicode at character {error.start}.") from None
    return value
