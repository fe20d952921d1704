"""Items come in order from a thread that reads no further ahead than it may, and faults come where they belong."""

import asyncio
import threading
import time
from collections.abc import Iterator

import pytest

from service.client.ahead import ReadAhead
from service.client.items import Item
from tests.unit.service.client.answers import item


def take(items: Iterator[Item], *, most: int | None = None) -> list[int]:
    """The numbers of the items, or of the first so many."""

    async def run() -> list[int]:
        taken = []
        async with ReadAhead(items) as ahead:
            async for one in ahead:
                taken.append(one.number)
                if len(taken) == most:
                    break
        return taken

    return asyncio.run(run())


def test_items_come_in_order():
    assert take(map(item, range(100))) == list(range(100))


def test_reading_does_not_run_ahead():
    read = []

    def reading() -> Iterator[Item]:
        for number in range(1000):
            read.append(number)
            yield item(number)

    assert take(reading(), most=1) == [0]
    assert len(read) < 30


def test_fault_comes_after_the_items_before_it():
    taken = []

    def breaking() -> Iterator[Item]:
        yield item(0)
        raise OSError("gone")

    async def run() -> None:
        async with ReadAhead(breaking()) as ahead:
            async for one in ahead:
                taken.append(one.number)

    with pytest.raises(OSError, match="gone"):
        asyncio.run(run())
    assert taken == [0]


def test_blocked_reading_holds_up_nobody():
    let_go = threading.Event()

    def blocking() -> Iterator[Item]:
        yield item(0)
        let_go.wait(60)

    began_s = time.monotonic()
    assert take(blocking(), most=1) == [0]
    assert time.monotonic() - began_s < 30
    let_go.set()
