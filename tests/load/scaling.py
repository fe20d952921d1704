"""Words a second, waiting and memory by how many workers the service has and how many callers ask it.

    python -m tests.load.scaling --workers 1,2,3,4 --clients 1,2,4,8,16 --seconds 15

Order: for each number of workers a server is started (further settings from the environment, `QUOTES_…`) and warmed up;
then so many callers at a time send articles of 600 words, each the next when it has its answer. Prints a table; memory
is that of the largest worker when the callers are done. The exit code is 1 when anything came but 200 and 503, or a
server did not end in order.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import psutil

from tests.load import figures
from tests.load.server import OwnServer, Server, ServerFailed, started
from tests.load.traffic import MIDDLE, Client, Outcome, Writer

DEFAULT_LOG = Path("runs/scaling-server.log")
HEADER = ("workers", "clients", *figures.SPEED_HEADER, "worker MB")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What so many workers did for so many callers.

    worker_mb: memory of each worker in millions of bytes
    """

    n_workers: int
    n_clients: int
    outcomes: Sequence[Outcome]
    worker_mb: Sequence[float]

    def row(self) -> list[str]:
        """It in words, under HEADER."""
        most_mb = f"{max(self.worker_mb):.0f}" if self.worker_mb else "-"
        return [str(self.n_workers), str(self.n_clients), *figures.speed_cells(self.outcomes), most_mb]


class CountsType(click.ParamType[tuple[int, ...]]):
    """Whole numbers from 1 between commas."""

    name = "counts"

    def convert(
        self, value: str | tuple[int, ...], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, ...]:
        if isinstance(value, tuple):
            return value
        parts = value.split(",")
        if not all(part.isascii() and part.isdigit() and int(part) >= 1 for part in parts):
            self.fail(f"{value!r} is no list of whole numbers from 1", param, ctx)
        return tuple(map(int, parts))


@click.command()
@click.option("--workers", type=CountsType(), default="1,2,3,4", show_default=True)
@click.option("--clients", type=CountsType(), default="1,2,4,8,16", show_default=True)
@click.option("--seconds", type=click.FloatRange(0.1, 3600), default=15.0, show_default=True, help="Of each cell.")
@click.option("--warm-up-s", type=click.FloatRange(0.1, 600), default=10.0, show_default=True, help="Of each server.")
@click.option("--seed", type=int, default=4, show_default=True, help="Of the texts.")
@click.option("--app", help="Another app for gunicorn, such as `tests.fake_wsgi:build_paced()`.")
@click.option("--log", type=click.Path(path_type=Path), default=DEFAULT_LOG, show_default=True, help="The server's.")
def main(
    workers: Sequence[int],
    clients: Sequence[int],
    seconds: float,
    warm_up_s: float,
    seed: int,
    app: str | None,
    log: Path,
) -> None:
    """Measure every number of workers with every number of callers."""
    cells, faults = list[Cell](), list[str]()
    try:
        for n_workers in workers:
            with started(app=app, n_workers=n_workers, log=log) as server:
                writer = Writer(seed=seed, kinds=[MIDDLE])
                cells += asyncio.run(measure(server, writer, clients=clients, seconds=seconds, warm_up_s=warm_up_s))
                faults += server.stop().faults
    except (ServerFailed, psutil.NoSuchProcess) as error:
        raise click.ClickException(str(error)) from error
    faults += figures.complaints(outcome for cell in cells for outcome in cell.outcomes)
    click.echo("\n".join([*report(cells), *(f"FAULT  {fault}" for fault in faults)]))
    raise SystemExit(bool(faults))


async def measure(
    server: OwnServer, writer: Writer, *, clients: Sequence[int], seconds: float, warm_up_s: float
) -> list[Cell]:
    """One number of callers after the other, once as many as there are at most have warmed all workers up."""
    await ask(server, writer, n_clients=max(clients), seconds=warm_up_s)
    return [
        Cell(
            n_workers=server.n_workers,
            n_clients=n_clients,
            outcomes=await ask(server, writer, n_clients=n_clients, seconds=seconds),
            worker_mb=server.worker_memory_mb(),
        )
        for n_clients in clients
    ]


async def ask(server: Server, writer: Writer, *, n_clients: int, seconds: float) -> list[Outcome]:
    """Let so many callers each send one article after the other."""
    async with Client(server.url) as client:
        await client.send_in_turn(writer, n_clients=n_clients, seconds=seconds)
    return client.outcomes


def report(cells: Iterable[Cell]) -> list[str]:
    """A line a cell."""
    return figures.table(HEADER, [cell.row() for cell in cells])


if __name__ == "__main__":
    main()
