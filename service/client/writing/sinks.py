"""What every file of an output can do, whatever its form."""

from typing import Any, Protocol

from service.client.items import Outcome


class Sink(Protocol):
    """A file that takes outcomes in order."""

    def write(self, outcome: Outcome) -> None:
        """Takes what the file tells of this outcome; it may stay in memory for a while."""

    def sync(self) -> int:
        """Makes all that was taken durable; returns the mark to which the file can be cut back later."""

    def close(self) -> None:
        """Gives back what is open; what is not durable by now may be lost."""


def result_line(outcome: Outcome) -> dict[str, Any]:
    """The result, with what was told of its article, and its text where nobody else has it."""
    told = ("url", "title", "published_at", "outlet", *(("text",) if outcome.item.keeps_text else ()))
    article = outcome.item.article
    return {**(outcome.result or {}), "article": {name: article[name] for name in told if name in article}}


def failure_line(outcome: Outcome) -> dict[str, Any]:
    """The problem, and whose it is."""
    return {"number": outcome.item.number, "id": outcome.item.article["id"], "error": outcome.problem}
