"""One run of `quotes batch`: from where an earlier one was stopped to the end, or to the next stop."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing, contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from signal import SIGINT, SIGTERM, Signals
from typing import Any

from service.client.ahead import ReadAhead
from service.client.batch import Flow, Service
from service.client.errors import RunFault
from service.client.http import AnswerOptions, QuotesClient
from service.client.inputs import InputFault, count_items, fingerprint, open_input
from service.client.items import Outcome
from service.client.outputs import Output, open_output
from service.client.progress import Progress
from service.client.tries import Patience

_STOPPING = (SIGINT, SIGTERM)

Opened = AbstractAsyncContextManager[Service]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What to read, what to write, and how.

    source, target: paths; "-" as a source is standard input
    kind:           of the input; None asks its name
    failures:       where failures go; None is beside the target
    is_forced:      whether to begin anew, whatever the target holds
    options:        what to ask of every answer
    most_in_flight: requests at once
    patience_s:     seconds to wait for a server that is away
    is_quiet:       whether to say nothing but faults
    """

    source: str
    target: str
    kind: str | None
    failures: str | None
    is_forced: bool
    options: AnswerOptions
    most_in_flight: int
    patience_s: float
    is_quiet: bool

    def identity(self) -> dict[str, Any]:
        """What must be the same for a stopped run to be gone on with; not the server, which may have moved."""
        return {"input": fingerprint(self.source), "kind": self.kind, **asdict(self.options)}


@dataclass(slots=True)
class Stop:
    """The signal that stopped the run, None where none did."""

    signal: Signals | None = None


@asynccontextmanager
async def over_http(url: str, options: AnswerOptions, *, api_key: str | None) -> AsyncIterator[Service]:
    """A server; raises RunFault for a key that no header can carry."""
    try:
        client = QuotesClient(url, api_key=api_key)
    except ValueError as error:
        raise RunFault(str(error)) from error
    async with client:
        yield Service(ask=partial(client.attribute, options=options), look=client.model)


def run(job: Job, opened: Opened) -> Signals | None:
    """Settle what is left of the input; the signal that stopped it before its end, if one did.

    Raises RunFault, InputFault or OutputFault; all that was settled before is kept.
    """
    n_total = None if job.is_quiet else count_items(job.source, job.kind)
    with closing(
        open_output(job.target, failures=job.failures, identity=job.identity(), force=job.is_forced)
    ) as output:
        with Progress(n_before=output.n_done, n_total=n_total, is_quiet=job.is_quiet) as progress:
            try:
                stopped_by = asyncio.run(_settle_until_stopped(job, opened, output, progress))
            except (RunFault, InputFault):
                output.checkpoint()
                raise
            output.checkpoint()
            if stopped_by is None:
                output.finish()
        progress.say_how_it_ended(is_stopped=stopped_by is not None)
    return stopped_by


async def _settle_until_stopped(job: Job, opened: Opened, output: Output, progress: Progress) -> Signals | None:
    work = asyncio.create_task(_settle_all(job, opened, output, progress))
    with _stopping(work) as stop:
        try:
            await work
        except asyncio.CancelledError:
            if stop.signal is None:
                raise
    return stop.signal


async def _settle_all(job: Job, opened: Opened, output: Output, progress: Progress) -> None:
    def settle(outcome: Outcome) -> None:
        output.write(outcome)
        progress.add(outcome)

    items = open_input(job.source, kind=job.kind, start=output.n_done)
    async with opened as service, ReadAhead(items) as ahead:
        flow = Flow(service, most_in_flight=job.most_in_flight, patience=Patience(job.patience_s, tell=progress.say))
        await flow.check()
        await flow.run(ahead, settle)


@contextmanager
def _stopping(work: "asyncio.Task[None]") -> Iterator[Stop]:
    """Let a signal stop the work, in order; a second one ends the process where it stands."""
    loop, stop = asyncio.get_running_loop(), Stop()

    def act(number: Signals) -> None:
        stop.signal = number
        work.cancel()
        let_go()

    def let_go() -> None:
        for number in _STOPPING:
            loop.remove_signal_handler(number)

    for number in _STOPPING:
        loop.add_signal_handler(number, act, number)
    try:
        yield stop
    finally:
        let_go()
