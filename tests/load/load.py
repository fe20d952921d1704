"""Mixed load on loopback at a multiple of what the server can do: only answers and refusals, and flat memory.

    python -m tests.load.load --workers 2 --times 2 --minutes 30 --out runs/load.jsonl
    python -m tests.load.load --url http://127.0.0.1:8000 --pid 4711      # a server that runs; its master's id

Order: a few callers in turn, to measure what it can do in words a second; then requests at random times that do not
wait for answers; then the server's end. Settings of the server come from the environment (`QUOTES_…`). The exit code
is 1 when anything came but 200 and 503, a refusal was slow or without `Retry-After`, a worker was lost, or the server
did not end in order.
"""

import asyncio
import itertools
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click
import psutil

from tests.load import figures
from tests.load.capacity import Capacity, measure_capacity
from tests.load.figures import MemorySample
from tests.load.server import Ending, Server, ServerFailed, started
from tests.load.traffic import Client, Outcome, Writer, arrival_times, check_loopback

SAMPLE_EVERY_S = 10.0
DEFAULT_LOG = Path("runs/load-server.log")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How much to send, and how slow a refusal may be."""

    times: float
    minutes: float
    capacity_s: float
    n_clients: int
    max_requests: int
    max_refusal_s: float
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Everything that was seen of one run."""

    plan: Plan
    capacity: Capacity
    outcomes: list[Outcome]
    rate_per_s: float
    n_unsent: int
    memory: list[MemorySample]
    n_lost_workers: int
    seconds: float
    driver_cpu_s: float
    server_cpu_s: float

    @property
    def refusals_s(self) -> list[float]:
        """Of those that were not let in: they must hear it at once."""
        return [o.seconds for o in self.outcomes if o.is_refused and not o.is_dropped]

    @property
    def faults(self) -> list[str]:
        """Whatever must not be, a line each; empty after a good run."""
        [slow_s] = figures.percentiles(self.refusals_s, [99])
        checks = {
            f"{self.n_unsent} requests not sent, since too many were open": self.n_unsent > 0,
            f"{self.n_lost_workers} workers were lost": self.n_lost_workers > 0,
            f"refusals took {slow_s:.3f} s at p99, allowed are {self.plan.max_refusal_s} s": slow_s
            > self.plan.max_refusal_s,
        }
        return [
            *figures.complaints([*self.capacity.outcomes, *self.outcomes]),
            *(line for line, is_wrong in checks.items() if is_wrong),
        ]


@click.command()
@click.option("--times", type=click.FloatRange(0.01, 10), default=2.0, show_default=True, help="Of the capacity.")
@click.option("--minutes", type=click.FloatRange(0.01, 120), default=30.0, show_default=True, help="Of that load.")
@click.option("--capacity-s", type=click.FloatRange(0.5, 600), default=60.0, show_default=True, help="To measure it.")
@click.option("--n-clients", type=click.IntRange(1, 64), default=8, show_default=True, help="Callers that measure it.")
@click.option("--max-requests", type=click.IntRange(1, 1_000_000), default=200_000, show_default=True)
@click.option(
    "--max-refusal-s", type=float, default=1.0, show_default=True, help="The 99th percentile may take so long."
)
@click.option("--seed", type=int, default=4, show_default=True, help="Of times, kinds and texts.")
@click.option("--workers", type=click.IntRange(1, 16), default=2, show_default=True, help="Of the server to start.")
@click.option("--app", help="Another app for gunicorn, such as `tests.fake_wsgi:build()`.")
@click.option("--log", type=click.Path(path_type=Path), default=DEFAULT_LOG, show_default=True, help="Of that server.")
@click.option("--url", help="A server that runs already, on loopback; then --pid too.")
@click.option("--pid", type=int, help="Of that server's master.")
@click.option("--out", type=click.Path(path_type=Path), help="A JSON line for every request and sample of memory.")
def main(
    workers: int, app: str | None, log: Path, url: str | None, pid: int | None, out: Path | None, **plan: Any
) -> None:
    """Offer the server on loopback more than it can do."""
    if (url is None) != (pid is None):
        raise click.UsageError("--url and --pid go together")
    try:
        run, ending = measure(Plan(**plan), url=url, pid=pid, app=app, n_workers=workers, log=log)
    except (ServerFailed, ValueError, psutil.NoSuchProcess) as error:
        raise click.ClickException(str(error)) from error
    if out is not None:
        write_lines(run, out)
    faults = [*run.faults, *(ending.faults if ending else [])]
    click.echo("\n".join([*report(run, ending), *(f"FAULT  {fault}" for fault in faults)]))
    raise SystemExit(bool(faults))


def measure(
    plan: Plan, *, url: str | None, pid: int | None, app: str | None, n_workers: int, log: Path
) -> tuple[Run, Ending | None]:
    """The run, and how the server ended if it was started here; raises ServerFailed, ValueError for a strange host."""
    if url is not None:
        return asyncio.run(load(Server(url=check_loopback(url), master=psutil.Process(pid)), plan)), None
    with started(app=app, n_workers=n_workers, log=log) as server:
        return asyncio.run(load(server, plan)), server.stop()


async def load(server: Server, plan: Plan) -> Run:
    """Measure the capacity, then send a multiple of it."""
    writer = Writer(seed=plan.seed)
    capacity = await measure_capacity(server.url, writer, n_clients=plan.n_clients, seconds=plan.capacity_s)
    rate_per_s = capacity.rate_per_s(times=plan.times)
    workers = {worker.pid for worker in server.workers}
    times = arrival_times(rate_per_s=rate_per_s, seconds=60 * plan.minutes, seed=plan.seed)
    began_s, driver_s, server_s = time.monotonic(), time.process_time(), server.cpu_s()
    memory: list[MemorySample] = []
    async with Client(server.url) as client:
        with sampled(server, memory):
            await client.send_from(writer, itertools.islice(times, plan.max_requests))
    return Run(
        plan=plan,
        capacity=capacity,
        outcomes=client.outcomes,
        rate_per_s=rate_per_s,
        n_unsent=client.n_unsent,
        memory=memory,
        n_lost_workers=len(workers - {worker.pid for worker in server.workers}),
        seconds=time.monotonic() - began_s,
        driver_cpu_s=time.process_time() - driver_s,
        server_cpu_s=server.cpu_s() - server_s,
    )


@contextmanager
def sampled(server: Server, memory: list[MemorySample]) -> Iterator[None]:
    """Take the server's memory at once, every few seconds, and at the end."""
    began_s = time.monotonic()

    def take() -> None:
        memory.append(MemorySample(at_s=time.monotonic() - began_s, megabytes=server.memory_mb()))

    async def keep_taking() -> None:
        while True:
            await asyncio.sleep(SAMPLE_EVERY_S)
            # In a thread, since the kernel walks all of a worker's pages for it.
            await asyncio.to_thread(take)

    take()
    task = asyncio.get_running_loop().create_task(keep_taking())
    try:
        yield
    finally:
        task.cancel()
        with suppress(psutil.NoSuchProcess):
            take()


def report(run: Run, ending: Ending | None) -> list[str]:
    """The tables, and a line for everything else."""
    return [
        *lines_of_load(run),
        "",
        *figures.table_of_kinds(run.outcomes),
        "",
        line_of_refusals(run),
        line_of_memory(run),
        line_of_driver(run),
        *([ending.line()] if ending else []),
    ]


def lines_of_load(run: Run) -> list[str]:
    """What the server can do, what was offered, and what came of it."""
    accepted_per_s = figures.words_per_s(run.outcomes)
    return [
        run.capacity.line(),
        f"offered   {run.rate_per_s:.2f} requests/s, {run.plan.times:g} times that, for {run.plan.minutes:g} min;"
        f" seed {run.plan.seed}",
        f"accepted  {accepted_per_s:.0f} words/s, {accepted_per_s / run.capacity.words_per_s:.2f} of the capacity",
    ]


def line_of_refusals(run: Run) -> str:
    """How quick they were, and what was let in and came to nothing."""
    p50, p95, p99, most = map(figures.in_seconds, figures.percentiles(run.refusals_s))
    n_inside = sum(o.n_refused for o in run.outcomes)
    return (
        f"refusals  {len(run.refusals_s)}: p50 {p50} s, p95 {p95} s, p99 {p99} s, max {most} s;"
        f" {n_inside} articles refused inside answers in lines,"
        f" {sum(o.is_dropped for o in run.outcomes)} requests dropped at their deadline"
    )


def line_of_memory(run: Run) -> str:
    """Of all of the server's processes together."""
    megabytes = [sample.megabytes for sample in run.memory]
    return (
        f"memory    start {megabytes[0]:.0f} MB, end {megabytes[-1]:.0f} MB, peak {max(megabytes):.0f} MB,"
        f" slope of the second half {figures.slope_per_hour(run.memory):+.1f} MB/h ({len(megabytes)} samples, PSS)"
    )


def line_of_driver(run: Run) -> str:
    """Whether the driver kept its times, and what it took from the server."""
    [late_s] = figures.percentiles([o.late_s for o in run.outcomes], [99])
    return (
        f"cores     server {run.server_cpu_s / run.seconds:.2f}, this driver {run.driver_cpu_s / run.seconds:.3f};"
        f" requests left late by {late_s:.3f} s at p99"
    )


def write_lines(run: Run, out: Path) -> None:
    """Every request and every sample of memory as a JSON line."""
    values = [
        *({"event": "capacity", **asdict(outcome)} for outcome in run.capacity.outcomes),
        *({"event": "request", **asdict(outcome)} for outcome in run.outcomes),
        *({"event": "memory", **asdict(sample)} for sample in run.memory),
    ]
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("".join(f"{json.dumps(value)}\n" for value in values), encoding="utf-8")


if __name__ == "__main__":
    main()
