"""Archives of made-up articles, and `quotes batch` over them in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[4]
# So that what is killed had been made durable in part.
OFTEN = """
from functools import partial
from service.cli import main
from service.client import run
from service.client.outputs import Pace
run.open_output = partial(run.open_output, pace=Pace(every_items=10, every_s=60.0))
main(prog_name="quotes")
"""
PATIENCE_S = 60.0


def article(number: int, *, says: str = "We won") -> dict[str, Any]:
    return {"id": f"a{number}", "text": f"“{says}, for the {number}th time,” said Mia.", "outlet": "The Hill Post"}


def write_archive(path: Path, articles: Sequence[dict[str, Any]]) -> Path:
    path.write_text("".join(f"{json.dumps(one)}\n" for one in articles), encoding="utf-8")
    return path


def start(source: Path, target: Path, *options: str) -> subprocess.Popen[str]:
    """The command, begun; its standard error can be read."""
    command = [sys.executable, "-c", OFTEN, "batch", str(source), str(target), *options]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("QUOTES_")}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)


def finish(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Its exit code and its standard error."""
    _, said = process.communicate(timeout=PATIENCE_S)
    return process.returncode, said


def lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def failures(target: Path) -> list[Any]:
    return lines(target.with_name(f"{target.name}.failures.jsonl"))
