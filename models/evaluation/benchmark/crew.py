"""Processes that are started beforehand, wait for orders, and carry each out at the same moment.

Order: every process is spawned and prepares itself; when all have said that they are ready, orders go to all of them
or to the first; at the end they are told to stop, and killed where they do not.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Barrier
from time import perf_counter
from typing import Any

from models.errors import QuoteError

# At the gate all have only to have read their order.
GATE_S = 120.0
END_S = 5.0


class CrewFailed(QuoteError):
    """A process could not prepare itself, or ended before it was told to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What all processes of a crew hold: a gate that opens when all stand at it, and how many tasks were taken."""

    gate: Barrier
    n_taken: "Synchronized[int]"

    def take(self, n_tasks: int) -> Iterator[int]:
        """Numbers under `n_tasks`, each given to one process alone, to whichever asks first."""
        while (number := self._next()) < n_tasks:
            yield number

    def _next(self) -> int:
        with self.n_taken.get_lock():
            number = self.n_taken.value
            self.n_taken.value += 1
        return number


Work = Callable[[Any], Any]
"""Carries an order out, and gives what is sent back."""

Prepare = Callable[[Shared], Work]
"""Is run once in each process; it must be found by its name there, so that it can be sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    value: Any
    is_for_all: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reply:
    value: Any = None
    at_s: float = 0.0
    fault: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Member:
    process: SpawnProcess
    connection: Connection
    began_s: float

    def hear(self) -> _Reply:
        try:
            reply: _Reply = self.connection.recv()
        except (EOFError, ConnectionError):
            self.process.join(END_S)
            raise CrewFailed(f"a process that measures ended with exit code {self.process.exitcode}") from None
        if reply.fault is not None:
            raise CrewFailed(reply.fault)
        return reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """Processes that are ready.

    start_up_s: from the start of the processes till the last of them was ready
    """

    members: Sequence[_Member]
    shared: Shared
    start_up_s: float

    def together(self, order: Any) -> list[Any]:
        """What each process gives for the order; they begin at one moment, with no task taken."""
        self.shared.n_taken.value = 0
        for member in self.members:
            member.connection.send(_Order(value=order, is_for_all=True))
        return [member.hear().value for member in self.members]

    def alone(self, order: Any) -> Any:
        """What the first process gives, while the others wait; no task is taken before."""
        self.shared.n_taken.value = 0
        self.members[0].connection.send(_Order(value=order, is_for_all=False))
        return self.members[0].hear().value


@contextmanager
def crew(prepare: Prepare, *, n_processes: int) -> Iterator[Crew]:
    """So many processes, ready; they are gone in the end. Raises CrewFailed when one cannot prepare itself."""
    context = get_context("spawn")
    shared = Shared(gate=context.Barrier(n_processes), n_taken=context.Value("q", 0))
    members: list[_Member] = []
    try:
        members.extend(_start(prepare, shared) for _ in range(n_processes))
        start_up_s = max([member.hear().at_s - member.began_s for member in members])
        yield Crew(members=members, shared=shared, start_up_s=start_up_s)
    finally:
        for member in members:
            _end(member)


def _start(prepare: Prepare, shared: Shared) -> _Member:
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, shared, prepare), daemon=True)
    began_s = perf_counter()
    process.start()
    # Held open here, it would hide that the process has ended.
    theirs.close()
    return _Member(process=process, connection=ours, began_s=began_s)


def _end(member: _Member) -> None:
    with suppress(OSError):
        member.connection.send(None)
    member.connection.close()
    member.process.join(END_S)
    if member.process.is_alive():
        member.process.kill()
        member.process.join()
    member.process.close()


def _serve(connection: Connection, shared: Shared, prepare: Prepare) -> None:
    """The life of one process; the times that it tells are of a clock that all processes of Linux share."""
    # Who asks is gone, or was interrupted like this one.
    with suppress(EOFError, ConnectionError, KeyboardInterrupt):
        try:
            work = prepare(shared)
            connection.send(_Reply(at_s=perf_counter()))
            while (order := connection.recv()) is not None:
                if order.is_for_all:
                    shared.gate.wait(GATE_S)
                connection.send(_Reply(value=work(order.value)))
        except QuoteError as error:
            connection.send(_Reply(fault=str(error)))
