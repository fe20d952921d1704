"""`quotes batch` as a process that is looked at while it works, and killed at some point."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.load.server import ROOT

PROGRAM = "from service.cli import main; main(prog_name='quotes')"
LOOK_EVERY_S = 0.05
_BYTES_PER_MB = 1_000_000
_MEMORY_EVERY_S = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientRun:
    """One process from its start to its end.

    n_before, n_after:  results in the output
    peak_mb:            most memory that it ever had; others are what it had at that time
    """

    exit_code: int
    said: str
    seconds: float
    cpu_s: float
    n_before: int
    n_after: int
    peak_mb: float
    middle_mb: float
    end_mb: float

    @property
    def was_killed(self) -> bool:
        return self.exit_code == -signal.SIGKILL

    def line(self) -> str:
        """It in words."""
        how = "killed" if self.was_killed else f"exit code {self.exit_code}"
        return f"{self.n_before} → {self.n_after} results in {self.seconds:.1f} s, {how}, peak {self.peak_mb:.0f} MB"


@dataclass(slots=True)
class LineCount:
    """How many lines a file has, read on from where it was read to; from its beginning where it was cut back."""

    path: Path
    n_bytes: int = 0
    n_lines: int = 0

    def now(self) -> int:
        if not self.path.exists():
            return 0
        if self.path.stat().st_size < self.n_bytes:
            self.n_bytes = self.n_lines = 0
        with self.path.open("rb") as file:
            file.seek(self.n_bytes)
            while part := file.read(1 << 20):
                self.n_bytes += len(part)
                self.n_lines += part.count(b"\n")
        return self.n_lines


@dataclass(slots=True)
class Watch:
    """Memory of a process over time."""

    process: psutil.Process
    peak_mb: float = 0.0
    samples_mb: list[float] = field(default_factory=list)
    _next_s: float = 0.0

    def look(self) -> None:
        if time.monotonic() < self._next_s:
            return
        self._next_s = time.monotonic() + _MEMORY_EVERY_S
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        sizes = dict(line.split(":", 1) for line in status.splitlines())
        if "VmHWM" in sizes:
            self.peak_mb = 1024 * int(sizes["VmHWM"].split()[0]) / _BYTES_PER_MB
            self.samples_mb.append(1024 * int(sizes["VmRSS"].split()[0]) / _BYTES_PER_MB)

    def at(self, share: float) -> float:
        """Memory at this share of the time, nan where it was never looked at."""
        return self.samples_mb[int(share * (len(self.samples_mb) - 1))] if self.samples_mb else float("nan")


@dataclass(frozen=True, slots=True, kw_only=True)
class KillPoint:
    """When the client is killed: so long after there are more results than this."""

    n_results: int
    pause_s: float


def run_client(arguments: Sequence[str], *, target: Path, kill_at: KillPoint | None) -> ClientRun:
    """Run `quotes batch` to its end, or kill it at this point."""
    count = LineCount(target)
    # A first run has --force, and what is there is of an earlier one.
    n_before = 0 if "--force" in arguments else count.now()
    began_s = time.monotonic()
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen([sys.executable, "-c", PROGRAM, "batch", *arguments], cwd=ROOT, stderr=said)
        watch = Watch(psutil.Process(process.pid))
        exit_code, used = _wait(process, watch, count, began_s=began_s, kill_at=kill_at)
        said.seek(0)
        return ClientRun(
            exit_code=exit_code,
            said=said.read(),
            seconds=time.monotonic() - began_s,
            cpu_s=used,
            n_before=n_before,
            n_after=count.now(),
            peak_mb=watch.peak_mb,
            middle_mb=watch.at(0.5),
            end_mb=watch.at(1.0),
        )


def _wait(
    process: "subprocess.Popen[bytes]", watch: Watch, count: LineCount, *, began_s: float, kill_at: KillPoint | None
) -> tuple[int, float]:
    """The exit code, and the seconds of processor that it took."""
    while True:
        pid, status, used = os.wait4(process.pid, os.WNOHANG)
        if pid:
            # Popen would wait for it, too.
            process.returncode = os.waitstatus_to_exitcode(status)
            return process.returncode, used.ru_utime + used.ru_stime
        watch.look()
        if kill_at is not None and _is_of_this_run(count.path, began_s) and count.now() > kill_at.n_results:
            time.sleep(kill_at.pause_s)
            os.kill(process.pid, signal.SIGKILL)
        time.sleep(LOOK_EVERY_S)


def _is_of_this_run(path: Path, began_s: float) -> bool:
    """Whether it was written to since: what an earlier run left is not counted."""
    return path.exists() and path.stat().st_mtime >= time.time() - (time.monotonic() - began_s)
