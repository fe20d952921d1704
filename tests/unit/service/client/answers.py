"""Answers of a server that the tests of the client make up, and a service that gives them."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

from service.client.batch import Flow, Service
from service.client.errors import NoAnswer, Refused
from service.client.items import Item, Outcome
from service.client.tries import Patience

MODEL = {"name": "made up", "version": "7"}
Answer = Callable[[str], Awaitable[None]]


def result(article_id: str | None) -> dict[str, Any]:
    """A result without quotations."""
    return {
        "id": article_id,
        "outlet": None,
        "agency": None,
        "quotes": [],
        "entities": [],
        "offset_unit": "code_point",
        "model": MODEL,
    }


def problem(status: int) -> dict[str, Any]:
    return {"type": "about:blank", "title": "No", "status": status, "detail": f"no {status}", "errors": {}}


def refusal(status: int, *, retry_after_s: float | None = None) -> Refused:
    return Refused(problem(status), status=status, retry_after_s=retry_after_s)


def broken(*, was_sent: bool = True) -> NoAnswer:
    return NoAnswer("broken", request_id="r1", was_sent=was_sent)


def item(number: int, *, text: str = "a text") -> Item:
    return Item(number=number, article={"id": f"a{number}", "text": text})


class MadeUp:
    """A service that does what a function says before each answer, which it is told by the article's id.

    asked:       ids, in the order in which they were asked for
    most_at_once: that were at it at the same time
    """

    def __init__(self, before: Answer | None = None, *, look: Callable[[], None] = lambda: None) -> None:
        self.asked: list[str] = []
        self.n_at_once = 0
        self.most_at_once = 0
        self._before = before
        self._look = look

    async def ask(self, article: Mapping[str, Any]) -> dict[str, Any]:
        self.asked.append(article["id"])
        self.n_at_once += 1
        self.most_at_once = max(self.most_at_once, self.n_at_once)
        try:
            if self._before is not None:
                await self._before(article["id"])
        finally:
            self.n_at_once -= 1
        return result(article["id"])

    async def look(self) -> None:
        self._look()


def settle_all(
    service: MadeUp,
    items: Iterable[Item],
    *,
    most_in_flight: int = 4,
    patience_s: float = 600.0,
    settle: Callable[[Outcome], None] | None = None,
) -> list[Outcome]:
    """What becomes of the items; raises what the flow raises."""
    outcomes: list[Outcome] = []

    async def each():
        for one in items:
            yield one

    async def run() -> None:
        flow = Flow(
            Service(ask=service.ask, look=service.look),
            most_in_flight=most_in_flight,
            patience=Patience(patience_s, tell=lambda _: None),
        )
        await flow.run(each(), settle or outcomes.append)

    asyncio.run(run())
    return outcomes
