"""The drivers as they are run, for some seconds each, on a real gunicorn with a pipeline that needs no model."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.load.server import ROOT

APP = "tests.fake_wsgi:build_paced()"
SHORTLY = {
    "load": ["--capacity-s", "1", "--minutes", "0.03", "--max-refusal-s", "60"],
    "kills": ["--capacity-s", "0.5", "--kills", "1"],
    "stop": ["--in-flight", "4"],
}


def run(driver: str, folder: Path) -> tuple[subprocess.CompletedProcess, set[str]]:
    """The driver's end, and the events of its lines."""
    out = folder / "out.jsonl"
    options = ["--app", APP, "--log", str(folder / "log"), "--out", str(out), *SHORTLY[driver]]
    command = [sys.executable, "-m", f"tests.load.{driver}", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    return done, {json.loads(line)["event"] for line in out.read_text(encoding="utf-8").splitlines()}


@pytest.mark.parametrize(
    ("driver", "events", "line"),
    [
        pytest.param("load", {"capacity", "request", "memory"}, "memory", id="load"),
        pytest.param("kills", {"request", "kill"}, "recovery", id="kills"),
        pytest.param("stop", {"in flight", "new"}, "in flight 4 × 200", id="stop"),
    ],
)
def test_driver_finds_no_fault_in_the_service(driver: str, events: set[str], line: str, tmp_path: Path):
    done, written = run(driver, tmp_path)

    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert written == events
    assert line in done.stdout
    assert "exit code 0" in done.stdout
