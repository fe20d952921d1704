"""How long an article of 600 words takes through the service: alone, and at a part of what the service can do.

    python -m tests.load.latency --workers 2 --times 0.8 --seconds 120

Order: a few callers in turn, which measure what the server can do and warm it up; one caller alone, without a pause;
then requests at random times (Poisson), which do not wait for answers, as many as make that part. Settings of the
server come from the environment (`QUOTES_…`). Seconds count from when a request was due. The exit code is 1 when
anything came but 200 and 503, requests were left unsent, or the server did not end in order.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import psutil

from tests.load import figures
from tests.load.capacity import Capacity, measure_capacity
from tests.load.scaling import ask
from tests.load.server import Ending, Server, ServerFailed, started
from tests.load.traffic import KINDS, MIDDLE, Client, Outcome, Writer, arrival_times

DEFAULT_LOG = Path("runs/latency-server.log")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How much to send; `mixed` tells whether other sizes come with the articles of 600 words under load."""

    times: float
    seconds: float
    capacity_s: float
    n_clients: int
    mixed: bool
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Everything that was seen of one run."""

    plan: Plan
    capacity: Capacity
    alone: Sequence[Outcome]
    loaded: Sequence[Outcome]
    n_unsent: int

    @property
    def faults(self) -> list[str]:
        """Whatever must not be, a line each; empty after a good run."""
        unsent = [f"{self.n_unsent} requests not sent, since too many were open"] if self.n_unsent else []
        return [*figures.complaints([*self.capacity.outcomes, *self.alone, *self.loaded]), *unsent]


@click.command()
@click.option("--times", type=click.FloatRange(0.01, 1), default=0.8, show_default=True, help="Of the capacity.")
@click.option("--seconds", type=click.FloatRange(0.1, 3600), default=120.0, show_default=True, help="Of each part.")
@click.option("--capacity-s", type=click.FloatRange(0.5, 600), default=60.0, show_default=True, help="To measure it.")
@click.option("--n-clients", type=click.IntRange(1, 64), default=8, show_default=True, help="Callers that measure it.")
@click.option("--mixed", is_flag=True, help="Load of all sizes, as tests.load.load sends it.")
@click.option("--seed", type=int, default=4, show_default=True, help="Of times, kinds and texts.")
@click.option("--workers", type=click.IntRange(1, 16), default=2, show_default=True)
@click.option("--app", help="Another app for gunicorn, such as `tests.fake_wsgi:build_paced()`.")
@click.option("--log", type=click.Path(path_type=Path), default=DEFAULT_LOG, show_default=True, help="The server's.")
def main(workers: int, app: str | None, log: Path, **plan: Any) -> None:
    """Measure one article's seconds on a server on loopback."""
    try:
        with started(app=app, n_workers=workers, log=log) as server:
            run, ending = asyncio.run(measure(server, Plan(**plan))), server.stop()
    except (ServerFailed, psutil.NoSuchProcess) as error:
        raise click.ClickException(str(error)) from error
    faults = [*run.faults, *ending.faults]
    click.echo("\n".join([*report(run, ending), *(f"FAULT  {fault}" for fault in faults)]))
    raise SystemExit(bool(faults))


async def measure(server: Server, plan: Plan) -> Run:
    """Capacity, then one caller, then a part of the capacity."""
    alone, writer = Writer(seed=plan.seed, kinds=[MIDDLE]), Writer(seed=plan.seed, kinds=kinds_of(plan))
    capacity = await measure_capacity(server.url, writer, n_clients=plan.n_clients, seconds=plan.capacity_s)
    unhurried = await ask(server, alone, n_clients=1, seconds=plan.seconds)
    times = arrival_times(rate_per_s=capacity.rate_per_s(times=plan.times), seconds=plan.seconds, seed=plan.seed)
    async with Client(server.url) as client:
        await client.send_from(writer, times)
    return Run(plan=plan, capacity=capacity, alone=unhurried, loaded=client.outcomes, n_unsent=client.n_unsent)


def kinds_of(plan: Plan) -> Sequence:
    """What is sent to measure the capacity and at the part of it."""
    return KINDS if plan.mixed else [MIDDLE]


def report(run: Run, ending: Ending) -> list[str]:
    """The capacity, a line for each of both parts, of the articles of 600 words alone, and the end."""
    parts = {"alone": run.alone, f"at {run.plan.times:g} of the capacity": run.loaded}
    rows = [
        [name, *figures.speed_cells([o for o in outcomes if o.kind == MIDDLE.name])] for name, outcomes in parts.items()
    ]
    [late_s] = figures.percentiles([o.late_s for o in run.loaded], [99])
    return [
        run.capacity.line(),
        f"offered   {run.capacity.rate_per_s(times=run.plan.times):.2f} requests/s; left late by {late_s:.3f} s at p99",
        "",
        *figures.table([MIDDLE.name, *figures.SPEED_HEADER], rows),
        "",
        ending.line(),
    ]


if __name__ == "__main__":
    main()
