"""How Ray brings parts to actors: a cluster to join or to start, and one pass of Ray Data over the archive's files."""

import logging
import os
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pyarrow as pa

from service.client.cluster.parts import Part
from service.client.cluster.store import Counts
from service.client.cluster.worker import Orders, Worker

LOCAL = "local"
ReadParts = Callable[[int, str], Iterator[Part]]
"""The number and name of a file → its parts that are not settled."""

# Each feeds hundreds of actors, since reading is quick beside the model.
_N_READERS = 2
# The longest part takes minutes; one that takes its actor down again and again would be tried for ever.
_PATIENCE_S = 2 * 60 * 60.0


class ClusterFault(Exception):
    """The cluster cannot be used, or not any more; what is settled is kept. Its words are one plain sentence."""


@contextmanager
def joined(address: str, *, n_actors: int | None) -> Iterator[tuple[int, ...]]:
    """A cluster for the time of the block, by the processors of each machine; one that this process is in stays.

    address: "local" starts one in this process; anything else is as `ray.init` takes it
    Raises ClusterFault where there is none.
    """
    # Asked for by `ray.init`: nothing is told to Ray's makers.
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    ray = _ray()
    is_ours = not ray.is_initialized()
    if is_ours:
        _start(ray, address, n_actors)
    try:
        yield tuple(int(node["Resources"].get("CPU", 0)) for node in ray.nodes() if node["Alive"])
    finally:
        if is_ours:
            ray.shutdown()


def threads_of_an_actor(processors: Sequence[int], *, n_actors: int) -> int:
    """As many as let all actors work at once, and no more than a machine has; at least one.

    processors: of each machine
    """
    return max(1, min(max(processors, default=1), sum(processors) // n_actors))


def _ray() -> Any:
    try:
        import ray.data
    except ModuleNotFoundError as error:
        raise ClusterFault("There is no Ray here; install quote-attribution[ray].") from error
    return ray


def _start(ray: Any, address: str, n_actors: int | None) -> None:
    chosen: dict[str, Any] = {"address": address, "log_to_driver": False, "logging_level": "error"}
    if address == LOCAL:
        n_processors = max(len(os.sched_getaffinity(0)), n_actors or 1)
        chosen |= {"num_cpus": n_processors, "include_dashboard": False}
    try:
        ray.init(**chosen)
    except Exception as error:  # Ray's own faults at the start have no type in common
        raise ClusterFault(f"No Ray cluster can be used at {address}: {error}") from error


def settle_parts(
    files: Sequence[str], read: ReadParts, orders: Orders, *, n_actors: int
) -> Generator[Counts, None, None]:
    """The counts of each part, as actors get done with it, in any order; raises ClusterFault when they cannot go on."""
    ray = _ray()
    _configure(ray)
    readers = ray.data.TaskPoolStrategy(size=_N_READERS)
    named = [{"number": number, "name": name} for number, name in enumerate(files)]
    done = (
        ray.data.from_items(named, override_num_blocks=len(named))
        .map_batches(_ReadFiles(read), batch_size=1, batch_format="pyarrow", num_cpus=0, compute=readers)
        .map_batches(
            Worker,
            fn_constructor_args=[orders],
            batch_size=1,
            batch_format="pyarrow",
            compute=ray.data.ActorPoolStrategy(size=n_actors, max_tasks_in_flight_per_actor=2),
            num_cpus=orders.torch_threads,
        )
    )
    try:
        for row in done.iter_rows():
            yield Counts(**row)
    except (ray.exceptions.RayError, ray.data.exceptions.ExecutionTimeoutError) as error:
        raise ClusterFault(f"The cluster cannot go on: {_reason(error)}") from error


def _configure(ray: Any) -> None:
    context = ray.data.DataContext.get_current()
    # A block a part, so that no actor is given more than one at a time.
    context.target_max_block_size = 1
    context.execution_no_progress_timeout_s = _PATIENCE_S
    context.enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)


class _ReadFiles:
    """Turns rows of file names into rows of parts."""

    def __init__(self, read: ReadParts) -> None:
        self._read = read

    def __call__(self, files: pa.Table) -> Iterator[pa.Table]:
        for file in files.to_pylist():
            for part in self._read(file["number"], file["name"]):
                yield pa.table({"name": [part.name], "items": [part.items]})


def _reason(error: Exception) -> str:
    """What an actor told last, without the way that it took through Ray."""
    return str(error).rstrip().rpartition("\n")[2]
