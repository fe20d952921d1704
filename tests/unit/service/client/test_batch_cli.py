"""The command line of `quotes batch`: what it asks for, what it refuses, and what it needs to begin."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from signal import SIGINT, Signals
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result

from service.cli import main
from service.client.errors import RunFault
from service.client.http import AnswerOptions
from service.client.inputs import InputFault
from service.client.outputs import OutputFault
from tests.ports import free_port
from tests.unit.service.client.archives import ROOT, article, lines, write_archive

URL = "http://127.0.0.1:1"


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The jobs that would have been run."""
    jobs: list[Any] = []
    monkeypatch.setattr("service.client.cli.run", lambda job, _opened: jobs.append(job))
    return jobs


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["batch", *arguments])


def ending(monkeypatch: pytest.MonkeyPatch, *, fault: Exception | None = None, by: Signals | None = None) -> Result:
    """How the command ends where the run ends so."""

    def run(_job: object, _opened: object) -> Signals | None:
        if fault is not None:
            raise fault
        return by

    monkeypatch.setattr("service.client.cli.run", run)
    return invoke("in.jsonl", "out.jsonl", "--url", URL)


def test_options_reach_the_run(ran: list[Any]):
    done = invoke(
        *("in.csv", "out.parquet", "--url", f"{URL}/", "--kind", "csv", "--failures", "f.jsonl"),
        *("--min-confidence", "0.5", "--types", "mixed, direct", "--offset-unit", "utf16"),
        *("--most-in-flight", "5", "--patience", "9", "--force", "--quiet"),
    )

    assert done.exit_code == 0, done.output
    [job] = ran
    assert (job.source, job.target, job.kind, job.failures) == ("in.csv", "out.parquet", "csv", "f.jsonl")
    assert job.options == AnswerOptions(min_confidence=0.5, types=("mixed", "direct"), offset_unit="utf16")
    assert (job.most_in_flight, job.patience_s, job.is_forced, job.is_quiet) == (5, 9.0, True, True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param([], "Give one of --url, --local and --ray", id="nowhere to go"),
        pytest.param(["--url", URL, "--local"], "Give one of --url, --local and --ray", id="two ways to go"),
        pytest.param(["--url", "example.com"], "must begin with http://", id="no address"),
        pytest.param(["--url", URL, "--types", "direct,loud"], "direct,loud is not of", id="no such type"),
        pytest.param(["--url", URL, "--min-confidence", "2"], "0<=x<=1", id="out of range"),
    ],
)
def test_wrong_command_is_refused(ran: list[Any], arguments: list[str], message: str):
    done = invoke("in.jsonl", "out.jsonl", *arguments)

    assert (done.exit_code, ran) == (2, [])
    assert message in done.output


@pytest.mark.parametrize("kind", [RunFault, InputFault, OutputFault])
def test_fault_is_one_line_and_exit_code_1(monkeypatch: pytest.MonkeyPatch, kind: type[Exception]):
    done = ending(monkeypatch, fault=kind("It is broken."))

    assert (done.exit_code, done.output) == (1, "Error: It is broken.\n")


def test_stopped_run_has_the_exit_code_of_its_signal(monkeypatch: pytest.MonkeyPatch):
    assert ending(monkeypatch, by=SIGINT).exit_code == 130


def test_key_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch, ran: list[Any]):
    keys = []
    monkeypatch.setattr("service.client.cli.over_http", lambda _url, _options, api_key: keys.append(api_key))
    invoke("in.jsonl", "out.jsonl", "--url", URL)
    monkeypatch.setenv("QUOTES_API_KEY", "of the environment")
    invoke("in.jsonl", "out.jsonl", "--url", URL)
    invoke("in.jsonl", "out.jsonl", "--url", URL, "--api-key", "given")

    assert keys == [None, "of the environment", "given"]


def stand_in_for_the_cluster(monkeypatch: pytest.MonkeyPatch, run_on_cluster: Callable[..., Any]) -> None:
    """In the place of the module that needs Ray."""
    module = ModuleType("service.client.ray_batch")
    vars(module).update(ClusterFault=KeyError, run_on_cluster=run_on_cluster)
    monkeypatch.setitem(sys.modules, module.__name__, module)


def test_cluster_gets_the_job(monkeypatch: pytest.MonkeyPatch):
    ran = []

    def run_on_cluster(*places: str, **rest: Any) -> SimpleNamespace:
        ran.append((places, rest))
        return SimpleNamespace(counts=SimpleNamespace(n_articles=3, n_quotations=7, n_failures=1))

    stand_in_for_the_cluster(monkeypatch, run_on_cluster)
    done = invoke("in", "out/", "--ray", "auto", "--types", "direct", "--failures", "bad", "--force")

    assert (done.exit_code, done.output) == (0, "articles 3, quotations 7, failures 1\n")
    options = {"min_confidence": 0.0, "types": ["direct"], "offset_unit": "code_point"}
    assert ran == [(("in", "out/"), {"address": "auto", "options": options, "failures": "bad", "force": True})]


@pytest.mark.parametrize(
    ("error", "message"),
    [
        pytest.param(KeyError("no cluster"), "'no cluster'", id="a fault of the cluster"),
        pytest.param(ModuleNotFoundError(name="ray"), "`--ray` lacks the module ray here; install quote", id="no Ray"),
    ],
)
def test_cluster_that_cannot_be_used_is_one_line(monkeypatch: pytest.MonkeyPatch, error: Exception, message: str):
    def run_on_cluster(*_places: str, **_rest: Any) -> None:
        raise error

    stand_in_for_the_cluster(monkeypatch, run_on_cluster)
    done = invoke("in", "out/", "--ray", "auto")

    assert (done.exit_code, done.output.count("\n")) == (1, 1)
    assert message in done.output


def test_server_that_is_away_is_one_plain_sentence_and_all_is_kept(tmp_path: Path):
    source, target = write_archive(tmp_path / "in.jsonl", [article(0)]), tmp_path / "out.jsonl"

    done = invoke(str(source), str(target), "--url", f"http://127.0.0.1:{free_port()}", "--patience", "0")

    assert done.exit_code == 1
    assert done.output == (
        "Error: The server has given no answer for too long: The connection failed: ConnectError. "
        "What is settled is kept, and the same command goes on from there.\n"
    )
    assert (tmp_path / "out.jsonl.journal").exists()
    assert lines(target) == []


def test_client_loads_neither_the_library_nor_the_web_framework():
    program = "import sys, service.client.cli; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    loaded = set(done.stdout.split())
    assert {"httpx2", "stamina", "tqdm"} <= loaded
    assert loaded & {"models", "torch", "numpy", "flask", "marshmallow", "structlog", "ray", "pyarrow"} == set()
