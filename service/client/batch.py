"""Articles in, outcomes out in the same order, with as many requests in flight as the server takes.

One article is one request, though the service has batches: the model is as quick with one article as with eight at
once, and those of a batch would share one deadline and one turn.

Each article enters the window, then a place among the requests in flight; a try that fails gives its place to others
while it waits; outcomes are settled when all earlier ones are.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import stamina

from service.client.errors import ClientError, GivenUp, NoAnswer, Refused, RunFault
from service.client.in_flight import Limit, Places, Window
from service.client.items import Item, Outcome
from service.client.tries import MOST_LOST, Patience, Tries

Settle = Callable[[Outcome], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What answers articles; both raise ClientError.

    ask:  one article's result
    look: whether it is there, and lets us in
    """

    ask: Callable[[Mapping[str, Any]], Awaitable[dict[str, Any]]]
    look: Callable[[], Awaitable[object]]


class Flow:
    """The requests of one run, at most so many in flight at once."""

    def __init__(self, service: Service, *, most_in_flight: int, patience: Patience) -> None:
        self._service = service
        self._patience = patience
        self._places = Places(Limit(most=most_in_flight))
        self._window = Window()
        self._again = stamina.AsyncRetryingCaller(attempts=None, timeout=None)

    async def check(self) -> None:
        """Return when the service answers; raises RunFault when there is none, or it does not let us in."""
        tries = Tries(self._patience)
        try:
            await self._again(tries.wait_s, self._look, tries)
        except ClientError as error:
            raise _fault_of(error) from error

    async def run(self, items: AsyncIterator[Item], settle: Settle) -> None:
        """Settle an outcome for every item, in order; raises RunFault, and what `items` and `settle` raise."""
        lane: asyncio.Queue[tuple[Item, Awaitable[Outcome]] | None] = asyncio.Queue()
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._send(items, lane, group))
                while (sent := await lane.get()) is not None:
                    item, outcome = sent
                    settle(await outcome)
                    self._window.leave(_n_chars(item))
        except BaseExceptionGroup as faults:
            raise _first_of(faults) from None

    async def _send(
        self,
        items: AsyncIterator[Item],
        lane: "asyncio.Queue[tuple[Item, Awaitable[Outcome]] | None]",
        group: asyncio.TaskGroup,
    ) -> None:
        async for item in items:
            await self._window.enter(_n_chars(item))
            if item.problem is None:
                await self._places.enter(item.number)
                lane.put_nowait((item, group.create_task(self._outcome(item))))
            else:
                lane.put_nowait((item, _done(Outcome(item=item, problem=item.problem))))
        lane.put_nowait(None)

    async def _outcome(self, item: Item) -> Outcome:
        """What becomes of an item that has a place."""
        tries = Tries(self._patience)
        try:
            result = await self._again(tries.wait_s, self._try, item, tries)
        except ClientError as error:
            if error.is_passing or (isinstance(error, Refused) and error.is_for_every_article):
                raise _fault_of(error) from error
            self._patience.heard()
            return Outcome(item=item, problem=error.problem)
        return Outcome(item=item, result=result)

    async def _try(self, item: Item, tries: Tries) -> dict[str, Any]:
        if tries.n_begun:
            await self._places.enter(item.number)
        tries.n_begun += 1
        era, began_s = self._places.limit.era, time.monotonic()
        try:
            result = await self._service.ask(item.article)
        except ClientError as error:
            tries.failed(error, seconds=time.monotonic() - began_s)
            self._slow_down(error, tries, era=era)
            await self._give_up_if_hopeless(error, tries)
            raise
        else:
            self._speed_up(_n_chars(item), seconds=time.monotonic() - began_s, era=era)
        finally:
            self._places.leave()
        return result

    def _speed_up(self, n_chars: int, *, seconds: float, era: int) -> None:
        self._patience.heard()
        self._places.limit.answered(era=era, seconds=seconds, n_chars=n_chars, n_in_flight=self._places.n_taken)

    def _slow_down(self, error: ClientError, tries: Tries, *, era: int) -> None:
        if not error.is_passing:
            return
        self._places.limit.refused(era=era)
        is_over_rate = isinstance(error, Refused) and error.status == 429
        is_away = isinstance(error, NoAnswer) and not error.is_lost
        # Where others of ours are at the server, one of them that is answered makes room; else only time does.
        if is_over_rate or is_away or self._places.n_taken == 1:
            self._places.shut(error.retry_after_s or tries.backoff_s())

    async def _give_up_if_hopeless(self, error: ClientError, tries: Tries) -> None:
        """Raises GivenUp after many losses, if the server answers otherwise: then it is the article's own fault."""
        if tries.n_lost < MOST_LOST:
            return
        try:
            await self._service.look()
        except ClientError:
            return
        raise GivenUp(error.problem) from error

    async def _look(self, tries: Tries) -> None:
        tries.n_begun += 1
        await self._service.look()
        self._patience.heard()


def _n_chars(item: Item) -> int:
    # What is no text is the server's to refuse.
    return len(text) if isinstance(text := item.article.get("text"), str) else 0


def _done(outcome: Outcome) -> Awaitable[Outcome]:
    done: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
    done.set_result(outcome)
    return done


def _fault_of(error: ClientError) -> RunFault:
    if isinstance(error, Refused) and error.status in (401, 403):
        return RunFault(f"The server asks for a key that it knows, by --api-key or QUOTES_API_KEY: {error}")
    if error.is_passing:
        asked = "" if error.retry_after_s is None else f" It asks to come back in {error.retry_after_s:.0f} s."
        return RunFault(
            f"The server has given no answer for too long: {error}{asked} What is settled is kept, and the same command"
            " goes on from there."
        )
    return RunFault(f"There is no quotation service at this address: {error}")


def _first_of(faults: BaseExceptionGroup[BaseException]) -> BaseException:
    first = faults.exceptions[0]
    return _first_of(first) if isinstance(first, BaseExceptionGroup) else first
