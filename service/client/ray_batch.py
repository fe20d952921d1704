"""`quotes batch --ray`: an archive over the machines of a Ray cluster, the same rows as without one."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from service.client.cluster.on_ray import ClusterFault, joined, settle_parts, threads_of_an_actor
from service.client.cluster.parts import Part, cut_into_parts
from service.client.cluster.places import Place
from service.client.cluster.reading import archive_files, read_file
from service.client.cluster.store import Counts, Store
from service.client.cluster.worker import LoadPipeline, Orders, load_model
from service.client.inputs import InputFault
from service.client.outputs import OutputFault
from service.client.reading.prints import print_of_files
from service.client.writing.faults import told_of
from service.settings import SettingsError, read_settings

__all__ = ["ClusterFault", "Summary", "run_on_cluster"]

_PART_ARTICLES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run came to so far.

    n_parts:        parts that it settled
    n_parts_before: parts that earlier runs of the same command had settled
    counts:         of this run's parts
    """

    n_parts: int = 0
    n_parts_before: int = 0
    counts: Counts = field(default_factory=Counts)

    def after(self, counts: Counts) -> "Summary":
        """The same after one more part."""
        return Summary(n_parts=self.n_parts + 1, n_parts_before=self.n_parts_before, counts=self.counts + counts)


def run_on_cluster(
    source: str,
    target: str,
    *,
    address: str,
    options: dict[str, Any],
    n_actors: int | None = None,
    failures: str | None = None,
    force: bool = False,
    part_articles: int = _PART_ARTICLES,
    load: LoadPipeline = load_model,
    hear: Callable[[Summary], None] | None = None,
) -> Summary:
    """Settle what is left of the archive; whatever stops the run, the same call goes on from where it was.

    source:        a file of JSON Lines or Parquet, or a folder of them: a path or URI that every machine reaches
    target:        a folder for Parquet files, a path or URI likewise
    address:       "local" for a cluster in this process; "auto", HOST:PORT or ray://… for one that runs
    options:       as in a request
    n_actors:      models at work; None is one a processor
    failures:      a folder for JSON Lines; None is beside the target
    part_articles: articles that are settled together, and that are begun again where an actor is lost
    load:          makes the pipeline in each actor
    hear:          is told of the run after each part
    Raises InputFault, OutputFault or ClusterFault.
    """
    archive, store = _place(source, InputFault), _store(target, failures)
    files, limit = _files(archive), _max_article_chars()
    identity = {
        "input": _print_of(archive, files),
        "options": options,
        "max_article_chars": limit,
        "part_articles": part_articles,
    }
    with told_of(Path(store.rows.path)):
        settled = store.begin(identity, force=force)
    summary = Summary(n_parts_before=len(settled))
    if store.is_finished:
        return summary
    with joined(address, n_actors=n_actors) as processors:
        n_actors = n_actors or max(1, sum(processors))
        orders = Orders(
            load=load,
            torch_threads=threads_of_an_actor(processors, n_actors=n_actors),
            store=store,
            options=options,
            max_article_chars=limit,
        )
        read = partial(_unsettled_parts, archive, part_articles, settled)
        with closing(settle_parts(list(files), read, orders, n_actors=n_actors)) as done:
            for counts in done:
                summary = summary.after(counts)
                if hear is not None:
                    hear(summary)
    store.finish(identity)
    return summary


def _place(name: str, fault: type[InputFault] | type[OutputFault]) -> Place:
    try:
        return Place.of(name)
    except (OSError, ValueError) as error:
        raise fault(f"{name} cannot be reached: {error}") from error


def _files(archive: Place) -> dict[str, int]:
    try:
        return archive_files(archive)
    except OSError as error:
        raise InputFault(f"{archive.path} cannot be read: {error}") from error


def _store(target: str, failures: str | None) -> Store:
    target = target.rstrip("/")
    return Store(rows=_place(target, OutputFault), failures=_place(failures or f"{target}.failures", OutputFault))


def _max_article_chars() -> int:
    try:
        return read_settings().max_article_chars
    except SettingsError as error:
        raise ClusterFault(str(error)) from error


def _print_of(archive: Place, files: dict[str, int]) -> dict[str, Any]:
    """What tells that it is the same archive."""
    return print_of_files(archive.path.rpartition("/")[2], ((name.encode(), size) for name, size in files.items()))


def _unsettled_parts(
    archive: Place, max_articles: int, settled: frozenset[str], number: int, name: str
) -> Iterator[Part]:
    parts = cut_into_parts(read_file(archive, name), file_number=number, max_articles=max_articles)
    return (part for part in parts if part.name not in settled)
