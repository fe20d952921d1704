"""Items read ahead in a thread of its own, so that a slow file or a quiet pipe holds up no answer."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from threading import Semaphore, Thread
from types import TracebackType

from service.client.items import Item

_MOST_AHEAD = 16


class ReadAhead:
    """The items of an iterator, in order, a few of them in advance; use it with `async with`, then `async for`.

    What the iterator raises, is raised where the item would have been.
    """

    def __init__(self, items: Iterator[Item]) -> None:
        self._items = items
        self._read: asyncio.Queue[Item | Exception | None] = asyncio.Queue()
        self._room = Semaphore(_MOST_AHEAD)
        self._is_over = False
        self._loop = asyncio.get_running_loop()

    async def __aenter__(self) -> AsyncIterator[Item]:
        # A daemon: one that waits for standard input must not hold up the end of the process.
        Thread(target=self._work, name="read ahead", daemon=True).start()
        return self._each()

    async def __aexit__(self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        self._is_over = True
        self._room.release()

    async def _each(self) -> AsyncIterator[Item]:
        while (item := await self._read.get()) is not None:
            if isinstance(item, Exception):
                raise item
            self._room.release()
            yield item

    def _work(self) -> None:
        try:
            for item in self._items:
                self._room.acquire()
                if self._is_over:
                    return
                self._hand_over(item)
        except Exception as error:
            self._hand_over(error)
        self._hand_over(None)

    def _hand_over(self, item: Item | Exception | None) -> None:
        # The loop may have ended meanwhile, and nobody waits then.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._read.put_nowait, item)
