"""Workers killed at random under load: only what the dead worker held may fail, and another takes its place.

    python -m tests.load.kills --workers 2 --kills 50 --times 0.7 --out runs/kills.jsonl

Order of one kill: the worker is stopped (SIGSTOP), so that it takes no more; the connections that it holds are written
down; SIGKILL; small requests one after the other till one is answered; then the wait till as many workers as before
live and the new one has loaded its model. The exit code is 1 when a request failed that the worker did not hold, when
anything else than 200 and 503 came, when a worker did not come back, or when the server did not end in order.
"""

import asyncio
import json
import math
import random
import signal
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click
import psutil

from tests.load import figures
from tests.load.capacity import Capacity, measure_capacity
from tests.load.server import Ending, OwnServer, ServerFailed, held_ports, started
from tests.load.traffic import SHORT, Client, Outcome, Writer, arrival_times

# Between a recovery and the next kill, so that the queue has its usual length again.
PAUSE_S = (1.0, 3.0)
RETRY_S = 0.02
# Each look reads the server's whole log.
LOOK_EVERY_S = 0.1
RECOVERY_S = 300.0
DEFAULT_LOG = Path("runs/kills-server.log")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How many kills, and the load meanwhile."""

    kills: int
    times: float
    capacity_s: float
    n_clients: int
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kill:
    """One kill.

    at_s:       when, by the clock of `time.monotonic`
    held:       the clients' ports of the connections that the worker had taken
    n_open:     requests without an answer at that time, of all workers
    answered_s: till a request over a new connection was answered, infinity when none was
    ready_s:    till all workers lived and the new one had its model, infinity when that did not come
    """

    at_s: float
    held: frozenset[int]
    n_open: int
    answered_s: float
    ready_s: float

    @property
    def is_overcome(self) -> bool:
        return math.isfinite(self.answered_s) and math.isfinite(self.ready_s)

    def explains(self, outcome: Outcome) -> bool:
        """Whether the killed worker held this request."""
        return outcome.port in self.held and outcome.began_s <= self.at_s <= outcome.ended_s

    def spans(self, outcome: Outcome) -> bool:
        """Whether this was sent between the kill and the recovery."""
        return self.at_s <= outcome.began_s <= self.at_s + self.ready_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Everything that was seen of one run.

    n_other_losses: workers that were replaced although nobody killed them
    """

    plan: Plan
    capacity: Capacity
    outcomes: list[Outcome]
    kills: list[Kill]
    n_other_losses: int

    @property
    def failed(self) -> list[Outcome]:
        return [o for o in self.outcomes if o.status is None]

    @property
    def strays(self) -> list[Outcome]:
        """Failed requests that no killed worker held."""
        return [o for o in self.failed if not any(kill.explains(o) for kill in self.kills)]

    @property
    def faults(self) -> list[str]:
        """Whatever must not be, a line each; empty after a good run."""
        unexplained = [*self.strays, *(o for o in self.outcomes if o.status is not None)]
        checks = {
            f"{self.n_other_losses} more workers were lost": self.n_other_losses > 0,
            f"kill {len(self.kills)} was not overcome in {RECOVERY_S:.0f} s": not self.kills[-1].is_overcome,
        }
        return [
            *figures.complaints([*self.capacity.outcomes, *unexplained]),
            *(line for line, is_wrong in checks.items() if is_wrong),
        ]


@click.command()
@click.option("--kills", type=click.IntRange(1, 500), default=50, show_default=True)
@click.option("--times", type=click.FloatRange(0.01, 10), default=0.7, show_default=True, help="Of the capacity.")
@click.option("--capacity-s", type=click.FloatRange(0.5, 600), default=60.0, show_default=True, help="To measure it.")
@click.option("--n-clients", type=click.IntRange(1, 64), default=8, show_default=True, help="Callers that measure it.")
@click.option("--seed", type=int, default=4, show_default=True, help="Of times, kinds, texts and victims.")
@click.option("--workers", type=click.IntRange(2, 16), default=2, show_default=True)
@click.option("--app", help="Another app for gunicorn, such as `tests.fake_wsgi:build()`.")
@click.option("--log", type=click.Path(path_type=Path), default=DEFAULT_LOG, show_default=True, help="The server's.")
@click.option("--out", type=click.Path(path_type=Path), help="A JSON line for every request and every kill.")
def main(workers: int, app: str | None, log: Path, out: Path | None, **plan: Any) -> None:
    """Kill workers of a server on loopback while it works."""
    try:
        with started(app=app, n_workers=workers, log=log) as server:
            run, ending = asyncio.run(kill_under_load(server, Plan(**plan))), server.stop()
    except (ServerFailed, psutil.NoSuchProcess) as error:
        raise click.ClickException(str(error)) from error
    if out is not None:
        write_lines(run, out)
    faults = [*run.faults, *ending.faults]
    click.echo("\n".join([*report(run, ending), *(f"FAULT  {fault}" for fault in faults)]))
    raise SystemExit(bool(faults))


async def kill_under_load(server: OwnServer, plan: Plan) -> Run:
    """Measure the capacity, then kill one worker after the other while a part of it is asked for."""
    writer = Writer(seed=plan.seed)
    capacity = await measure_capacity(server.url, writer, n_clients=plan.n_clients, seconds=plan.capacity_s)
    longest_s = plan.kills * (RECOVERY_S + max(PAUSE_S))
    times = arrival_times(rate_per_s=capacity.rate_per_s(times=plan.times), seconds=longest_s, seed=plan.seed)
    is_over = asyncio.Event()
    async with Client(server.url) as client:
        sending = asyncio.create_task(client.send_from(writer, times, until=is_over))
        kills = await kill_one_by_one(server, client, plan)
        is_over.set()
        await sending
    return Run(
        plan=plan,
        capacity=capacity,
        outcomes=client.outcomes,
        kills=kills,
        n_other_losses=server.n_loaded() - server.n_workers - len(kills),
    )


async def kill_one_by_one(server: OwnServer, client: Client, plan: Plan) -> list[Kill]:
    """Kill a random worker, wait till its successor works and a little longer, and so on while the server recovers."""
    source = random.Random(plan.seed)
    prober = Writer(seed=plan.seed + 1)
    kills: list[Kill] = []
    while len(kills) < plan.kills and all(kill.is_overcome for kill in kills):
        await asyncio.sleep(source.uniform(*PAUSE_S))
        kills.append(await kill_one(server, client, source.choice(server.workers), prober))
    return kills


async def kill_one(server: OwnServer, client: Client, victim: psutil.Process, prober: Writer) -> Kill:
    """Kill this worker, and see how long it takes till all is as before."""
    n_loaded = server.n_loaded()
    held = stop_and_list(victim)
    n_open = client.n_open
    at_s = time.monotonic()
    victim.kill()
    answered_s, ready_s = await asyncio.gather(
        wait_for_answer(client, prober), wait_for_successor(server, n_loaded=n_loaded + 1)
    )
    return Kill(at_s=at_s, held=held, n_open=n_open, answered_s=answered_s - at_s, ready_s=ready_s - at_s)


def stop_and_list(victim: psutil.Process) -> frozenset[int]:
    """Let the worker take no more, and list the clients' ports of what it has taken."""
    victim.send_signal(signal.SIGSTOP)
    while victim.status() not in {psutil.STATUS_STOPPED, psutil.STATUS_ZOMBIE}:
        time.sleep(0.001)
    return held_ports(victim)


async def wait_for_answer(client: Client, prober: Writer) -> float:
    """Send small requests, each over a new connection, till one is answered; when that was, infinity for never."""
    end_s = time.monotonic() + RECOVERY_S
    while time.monotonic() < end_s:
        outcome = await client.send(prober.write(SHORT))
        if outcome.is_accepted:
            return outcome.ended_s
        await asyncio.sleep(RETRY_S)
    return math.inf


async def wait_for_successor(server: OwnServer, *, n_loaded: int) -> float:
    """Wait till all workers live and models were loaded so often; when that was, infinity for never."""
    end_s = time.monotonic() + RECOVERY_S
    while time.monotonic() < end_s:
        if len(server.workers) == server.n_workers and server.n_loaded() >= n_loaded:
            return time.monotonic()
        await asyncio.sleep(LOOK_EVERY_S)
    return math.inf


def report(run: Run, ending: Ending) -> list[str]:
    """A line a kill, and the sums."""
    rate_per_s = run.capacity.rate_per_s(times=run.plan.times)
    return [
        run.capacity.line(),
        f"offered   {rate_per_s:.2f} requests/s, {run.plan.times:g} times that; seed {run.plan.seed}",
        "",
        *table_of_kills(run),
        "",
        *figures.table_of_kinds(run.outcomes),
        "",
        *lines_of_sums(run),
        ending.line(),
    ]


def table_of_kills(run: Run) -> list[str]:
    """What every kill cost."""
    header = ["kill", "open", "held", "failed", "refused till ready", "answer after s", "ready after s"]
    rows = [
        [
            str(number),
            str(kill.n_open),
            str(len(kill.held)),
            str(sum(kill.explains(o) for o in run.failed)),
            str(sum(kill.spans(o) for o in run.outcomes if o.is_refused)),
            figures.in_seconds(kill.answered_s),
            figures.in_seconds(kill.ready_s),
        ]
        for number, kill in enumerate(run.kills, start=1)
    ]
    return figures.table(header, rows)


def lines_of_sums(run: Run) -> list[str]:
    """The figures of all kills together."""
    answered = _middle_and_most([kill.answered_s for kill in run.kills])
    ready = _middle_and_most([kill.ready_s for kill in run.kills])
    n_failed, n_held = len(run.failed), sum(len(kill.held) for kill in run.kills)
    return [
        f"failed    {n_failed} of {len(run.outcomes)} requests, {n_failed / len(run.kills):.2f} a kill;"
        f" the killed workers held {n_held}; {len(run.strays)} failed that none of them held",
        f"recovery  next answer {answered}; all workers ready {ready}",
    ]


def write_lines(run: Run, out: Path) -> None:
    """Every request and every kill as a JSON line."""
    values = [
        *({"event": "request", **asdict(outcome)} for outcome in run.outcomes),
        *({"event": "kill", **asdict(kill), "held": sorted(kill.held)} for kill in run.kills),
    ]
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("".join(f"{json.dumps(value)}\n" for value in values), encoding="utf-8")


def _middle_and_most(values: Sequence[float]) -> str:
    p50, most = figures.percentiles(values, [50, 100])
    return f"p50 {p50:.3f} s, max {most:.3f} s"


if __name__ == "__main__":
    main()
