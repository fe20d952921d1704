"""An archive over a cluster of two actors comes to the rows of a run without one, also when an actor is killed."""

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from service.client.in_process import LocalModel, read_options
from service.client.inputs import InputFault, open_input
from service.client.items import Item, Outcome
from service.client.outputs import OutputFault
from service.client.ray_batch import ClusterFault, run_on_cluster
from service.client.rows import rows_of
from tests.fakes import FailingPipeline, FakePipeline
from tests.ray_driver import PART_ARTICLES, POISON, TOLD
from tests.servers import ROOT

needs_ray = pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not installed: quote-attribution[ray]")
PATIENCE_S = 500.0
# Ray gives a machine half a minute to start its processes, which a busy one may need more than once.
N_STARTS = 3
MAX_CHARS = 2000
# In no other place of the machine, so that a log that holds it has it from an article.
SECRET = "Quillfeather"


def article(n: int, text: str = "", **more: Any) -> dict[str, Any]:
    said = f"“{SECRET} saw {n} boats,” said Mira. {text}\n\n“They were late,” added Jon."
    return {"id": f"a{n}", "text": said, "title": f"Boats {n}", "published_at": f"2024-05-{n:02}", **more}


FIRST: list[Any] = [
    article(1),
    article(2, outlet="Lake Radio"),
    article(3, "They hold their course."),
    article(4, POISON),
    {"id": "a5", "title": "no text"},
    article(6, "On and on. " * 200),
    article(7, published_at="in May"),
    {name: value for name, value in article(8).items() if name != "id"},
    {"id": "a9", "text": f"{SECRET} kept silent."},
]
SECOND = [article(n) for n in range(11, 19)]
THIRD = [article(n, url=f"https://lake.example/{n}") for n in range(21, 26)]
FAILED = {"a.jsonl:line-10", "a4", "a5", "a6", "a7"}


def write_archive(folder: Path) -> None:
    folder.mkdir()
    lines = [*map(json.dumps, FIRST), f"{SECRET} is no JSON"]
    (folder / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "b.jsonl.gz").write_bytes(gzip.compress("\n".join(map(json.dumps, SECOND)).encode()))
    pq.write_table(pa.Table.from_pylist(THIRD), folder / "c.parquet")


def outcomes_without_a_cluster(folder: Path) -> list[Outcome]:
    model = LocalModel(pipeline=FailingPipeline(word=POISON), options=read_options({}), max_article_chars=MAX_CHARS)
    items = [named_in_folder(item, path) for path in sorted(folder.iterdir()) for item in open_input(str(path))]
    return [model.outcome(item) for item in items]


def named_in_folder(item: Item, path: Path) -> Item:
    """Where an article has no id, its place takes the file's name in a folder of several."""
    place: str = item.article["id"]
    return replace(item, article={**item.article, "id": f"{path.name}:{place}" if place.startswith("line-") else place})


class Runs:
    """What the driver did: its folder, what it told of each run, and the logs of its cluster."""

    def __init__(self, folder: Path, logs: str) -> None:
        self.folder = folder
        self.logs = logs
        self.told = {run["run"]: run for run in map(json.loads, (folder / TOLD).read_text().splitlines())}

    def rows(self, run: str) -> list[dict[str, Any]]:
        """All rows, in the order of the files' names and of each file."""
        parts = sorted((self.folder / run).glob("*.parquet"))
        return [row for part in parts for row in pq.read_table(part).to_pylist()]

    def failures(self, run: str) -> list[dict[str, Any]]:
        files = sorted((self.folder / f"{run}.failures").iterdir())
        return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]

    def counts(self, run: str) -> dict[str, int]:
        counts: dict[str, int] = self.told[run]["counts"]
        return counts


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    folder = tmp_path_factory.mktemp("cluster")
    write_archive(folder / "archive")
    (folder / "real.jsonl").write_text("\n".join(map(json.dumps, SECOND[:2])), encoding="utf-8")
    # The names of sockets in it must not be long.
    ray_folder = tempfile.mkdtemp(prefix="r", dir="/tmp")
    try:
        yield run_driver(folder, Path(ray_folder))
    finally:
        shutil.rmtree(ray_folder)


def run_driver(folder: Path, ray_folder: Path) -> Runs:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("QUOTES_", "RAY_"))}
    chosen = {
        "HOME": str(folder),  # where Ray keeps a token
        "PYTHONPATH": str(ROOT),
        "QUOTES_MAX_ARTICLE_CHARS": str(MAX_CHARS),
        "RAY_TMPDIR": str(ray_folder),
    }
    for _ in range(N_STARTS):
        done = subprocess.run(
            [sys.executable, "-m", "tests.ray_driver", str(folder)],
            cwd=ROOT,
            env=environment | chosen,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE_S,
            check=False,
        )
        if "timed out during startup" not in done.stderr:
            break
    assert done.returncode == 0, done.stderr
    files = [path for path in ray_folder.glob("ray/session_2*/logs/**/*") if path.is_file()]
    logs = [done.stdout, done.stderr, *(path.read_text("utf-8", "replace") for path in files)]
    return Runs(folder, "\n".join(logs))


@needs_ray
@pytest.mark.parametrize("run", [pytest.param("killed", id="two actors, one killed"), "resumed"])
def test_rows_are_those_of_a_run_without_a_cluster(runs: Runs, run: str):
    outcomes = outcomes_without_a_cluster(runs.folder / "archive")
    rows = [row for o in outcomes if o.result for row in rows_of(o.item.article, o.result)]
    written = pa.Table.from_pylist(rows, schema=pq.read_schema(next((runs.folder / run).glob("*.parquet"))))

    assert runs.rows(run) == written.to_pylist()


@needs_ray
@pytest.mark.parametrize("run", ["killed", "resumed"])
def test_what_the_server_would_refuse_is_a_failure(runs: Runs, run: str):
    failures = runs.failures(run)
    assert {failure["id"] for failure in failures} == FAILED
    assert len(failures) == len(FAILED)


@needs_ray
def test_every_article_counts_once_though_an_actor_was_killed(runs: Runs):
    assert (runs.folder / "pid").exists(), "nobody was killed"
    # Two quotations in each article that has no failure, but for the silent one.
    assert runs.counts("killed") == {"n_articles": 23, "n_quotations": 2 * 17, "n_failures": 5}


@needs_ray
def test_stopped_run_goes_on_with_the_parts_that_are_left(runs: Runs):
    first, second = runs.told["stopped"], runs.told["resumed"]

    assert first["error"].startswith("Stopped")
    assert second["n_parts_before"] >= 2
    assert second["n_parts_before"] + second["n_parts"] == sum(-(-n // PART_ARTICLES) for n in (10, 8, 5))


@needs_ray
def test_run_that_has_ended_does_nothing_more(runs: Runs):
    assert runs.told["again"]["n_parts"] == 0


@needs_ray
def test_actor_without_a_model_ends_the_run_with_the_reason(runs: Runs):
    assert runs.told["no model"]["error"].endswith("The cluster cannot go on: FileNotFoundError: no weights here")


@needs_ray
def test_bundled_model_works_in_an_actor(runs: Runs):
    assert runs.counts("real")["n_failures"] == 0
    assert {row["speaker"] for row in runs.rows("real")} == {"Mira", "Jon"}


@needs_ray
def test_logs_hold_no_text_of_an_article(runs: Runs):
    assert "Worker" in runs.logs
    assert [text for text in (SECRET, POISON) if text in runs.logs] == []


def load_fake(_torch_threads: int) -> FakePipeline:
    return FakePipeline()


def test_archive_that_is_not_there_is_told_before_a_cluster_is_asked_for(tmp_path: Path):
    with pytest.raises(InputFault, match="nowhere"):
        run_on_cluster(str(tmp_path / "nowhere"), str(tmp_path / "out"), address="local", options={}, load=load_fake)


def test_place_that_arrow_does_not_know_is_told(tmp_path: Path):
    write_archive(tmp_path / "archive")
    with pytest.raises(OutputFault, match="gopher"):
        run_on_cluster(str(tmp_path / "archive"), "gopher://out", address="local", options={}, load=load_fake)


def test_output_that_cannot_be_written_is_told(tmp_path: Path):
    write_archive(tmp_path / "archive")
    (tmp_path / "out").touch()
    with pytest.raises(OutputFault, match="out cannot be written"):
        run_on_cluster(str(tmp_path / "archive"), str(tmp_path / "out"), address="local", options={}, load=load_fake)


def test_missing_ray_is_told_with_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write_archive(tmp_path / "archive")
    monkeypatch.setitem(sys.modules, "ray", None)
    monkeypatch.setitem(sys.modules, "ray.data", None)
    with pytest.raises(ClusterFault, match=r"quote-attribution\[ray\]"):
        run_on_cluster(str(tmp_path / "archive"), str(tmp_path / "out"), address="local", options={}, load=load_fake)
