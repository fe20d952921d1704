"""A process that starts a cluster of two processors and runs archives over it, for the tests of `--ray`.

It writes a line of JSON a run into its folder: what the run came to, or why it did not come to an end.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import Any

from models.records import Article, Result
from service.client.cluster.on_ray import joined
from service.client.cluster.worker import load_model
from service.client.ray_batch import ClusterFault, Summary, run_on_cluster
from service.engine import Pipeline
from tests.fakes import FailingPipeline

N_ACTORS = 2
PART_ARTICLES = 3
TOLD = "told.jsonl"
PATIENCE_S = 240.0
POISON = "Nettlewort"


class Stopped(Exception):
    """The run is stopped between two parts."""


class FatalPipeline(FailingPipeline):
    """Tells its process at the first article that says `hold`, and waits there to be killed."""

    def __init__(self, folder: Path) -> None:
        super().__init__(word=POISON)
        self.folder = folder

    def attribute_one(self, article: Article) -> Result:
        if "hold" in article.text and self._is_first():
            (self.folder / "pid.new").write_text(str(os.getpid()))
            (self.folder / "pid.new").rename(self.folder / "pid")
            Event().wait(PATIENCE_S)
        return super().attribute_one(article)

    def _is_first(self) -> bool:
        try:
            (self.folder / "held").mkdir()
        except FileExistsError:
            return False
        return True


def load_fatal(folder: Path, torch_threads: int) -> Pipeline:
    return FatalPipeline(folder)


def load_failing(torch_threads: int) -> Pipeline:
    return FailingPipeline(word=POISON)


def load_nothing(torch_threads: int) -> Pipeline:
    raise FileNotFoundError("no weights here")


def kill_the_holder(folder: Path) -> None:
    deadline_s = time.monotonic() + PATIENCE_S
    while not (folder / "pid").exists() and time.monotonic() < deadline_s:
        time.sleep(0.02)
    os.kill(int((folder / "pid").read_text()), signal.SIGKILL)


def stop_after(n_parts: int, summary: Summary) -> None:
    if summary.n_parts == n_parts:
        raise Stopped


def tell(folder: Path, run: str, work: Callable[[], Summary]) -> None:
    began_s = time.monotonic()
    try:
        told: dict[str, Any] = asdict(work())
    except (ClusterFault, Stopped) as error:
        told = {"error": f"{type(error).__name__}: {error}"}
    with (folder / TOLD).open("a") as file:
        file.write(json.dumps({"run": run, "seconds": time.monotonic() - began_s, **told}) + "\n")


def main(folder: Path) -> None:
    archive, real = str(folder / "archive"), str(folder / "real.jsonl")
    over = partial(run_on_cluster, address="local", options={}, part_articles=PART_ARTICLES)
    with joined("local", n_actors=N_ACTORS):
        killer = Thread(target=kill_the_holder, args=[folder], daemon=True)
        killer.start()
        fatal = partial(load_fatal, folder)
        tell(folder, "killed", partial(over, archive, str(folder / "killed"), n_actors=N_ACTORS, load=fatal))
        one = partial(over, archive, str(folder / "resumed"), n_actors=1, load=load_failing)
        tell(folder, "stopped", partial(one, hear=partial(stop_after, 2)))
        tell(folder, "resumed", one)
        tell(folder, "again", one)
        tell(folder, "no model", partial(over, archive, str(folder / "none"), n_actors=1, load=load_nothing))
        tell(folder, "real", partial(over, real, str(folder / "real"), n_actors=1, load=load_model))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
