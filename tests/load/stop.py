"""SIGTERM with requests in flight: they are answered, new ones are turned away, and the exit is clean.

    python -m tests.load.stop --workers 2 --in-flight 8 --out runs/stop.jsonl

Order: all requests are sent; when each of them waits or is at work, SIGTERM; then small requests over new connections
till the server is gone. To refuse is not to connect, to close the connection, or 503. The exit code is 1 when one in
flight got anything but 200, a new one got anything but a refusal once the server had time to hear the signal, or the
server did not exit with 0 in time.
"""

import asyncio
import json
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from tests.load.server import Ending, OwnServer, ServerFailed, started
from tests.load.traffic import LONG, SHORT, Client, Outcome, Writer

TAKEN_S = 30.0
# The master hears the signal, tells its workers, and all of them stop to listen.
HEARD_S = 2.0
PROBE_EVERY_S = 0.05
CLOSED = {"ConnectError", "ReadError", "RemoteProtocolError", "WriteError"}
DEFAULT_LOG = Path("runs/stop-server.log")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What was seen of one stop.

    told_s: when the signal was sent, by the clock of `time.monotonic`
    new:    requests that were sent after it
    """

    told_s: float
    in_flight: list[Outcome]
    new: list[Outcome]
    ending: Ending

    @property
    def faults(self) -> list[str]:
        """Whatever must not be, a line each; empty after a good run."""
        late = [o for o in self.new if o.is_accepted and o.began_s > self.told_s + HEARD_S]
        return [
            *(f"in flight: {o.complaint or 'refused'}" for o in self.in_flight if not o.is_accepted or o.complaint),
            *(f"new: {o.complaint}" for o in self.new if o.complaint and o.error not in CLOSED),
            *([f"{len(late)} new requests were answered {HEARD_S} s after the signal"] if late else []),
            *self.ending.faults,
        ]


@click.command()
@click.option("--in-flight", type=click.IntRange(1, 64), default=8, show_default=True, help="Of 3 000 words each.")
@click.option("--seed", type=int, default=4, show_default=True, help="Of the texts.")
@click.option("--workers", type=click.IntRange(1, 16), default=2, show_default=True)
@click.option("--app", help="Another app for gunicorn, such as `tests.fake_wsgi:build()`.")
@click.option("--log", type=click.Path(path_type=Path), default=DEFAULT_LOG, show_default=True, help="The server's.")
@click.option("--out", type=click.Path(path_type=Path), help="A JSON line for every request.")
def main(in_flight: int, seed: int, workers: int, app: str | None, log: Path, out: Path | None) -> None:
    """Stop a server on loopback while it works."""
    try:
        with started(app=app, n_workers=workers, log=log) as server:
            run = asyncio.run(stop_at_work(server, Writer(seed=seed), n_requests=in_flight))
    except ServerFailed as error:
        raise click.ClickException(str(error)) from error
    if out is not None:
        write_lines(run, out)
    click.echo("\n".join([*report(run), *(f"FAULT  {fault}" for fault in run.faults)]))
    raise SystemExit(bool(run.faults))


async def stop_at_work(server: OwnServer, writer: Writer, *, n_requests: int) -> Run:
    """Send, stop when all are taken, and try to send more."""
    async with Client(server.url) as working, Client(server.url) as asking:
        requests = [writer.write(LONG) for _ in range(n_requests)]
        sending = [asyncio.create_task(working.send(request)) for request in requests]
        await wait_until_taken(asking, n_requests=n_requests)
        told_s = time.monotonic()
        server.begin_to_stop()
        ending = asyncio.create_task(asyncio.to_thread(server.await_end))
        while not ending.done():
            await asking.send(writer.write(SHORT))
            await asyncio.sleep(PROBE_EVERY_S)
        await asyncio.gather(*sending)
    return Run(told_s=told_s, in_flight=working.outcomes, new=asking.outcomes, ending=ending.result())


async def wait_until_taken(client: Client, *, n_requests: int) -> None:
    """Return when the engines have let every request in; raises ServerFailed when it takes too long."""
    end_s = time.monotonic() + TAKEN_S
    while await client.read_metric("quotes_queue_requests") < n_requests:
        if time.monotonic() > end_s:
            raise ServerFailed("the workers did not take all requests, or answered before the last was sent")
        await asyncio.sleep(0.005)


def report(run: Run) -> list[str]:
    """A line for those in flight, for the new ones, and for the end."""
    return [
        f"in flight {_counts(run.in_flight)}; slowest {max(o.seconds for o in run.in_flight):.2f} s",
        f"new       {_counts(run.new)}",
        run.ending.line(),
    ]


def write_lines(run: Run, out: Path) -> None:
    """Every request as a JSON line."""
    values = [
        *({"event": "in flight", **asdict(outcome)} for outcome in run.in_flight),
        *({"event": "new", **asdict(outcome)} for outcome in run.new),
    ]
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("".join(f"{json.dumps(value)}\n" for value in values), encoding="utf-8")


def _counts(outcomes: list[Outcome]) -> str:
    counted = Counter(str(o.status or o.error) for o in outcomes)
    return ", ".join(f"{n} × {name}" for name, n in counted.most_common()) or "none"


if __name__ == "__main__":
    main()
