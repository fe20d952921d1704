"""Standard output as an output: JSON Lines that nobody can take back, so there is nothing to resume."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from service.client.items import Outcome
from service.client.writing.faults import OutputFault, told_of
from service.client.writing.lines import LinesFile, encode_line
from service.client.writing.pace import Pace, Timer
from service.client.writing.sinks import Sink, failure_line, result_line

_NAME = Path("standard output")


class StandardOutput:
    """Results to standard output; failures to their file, or to standard error where none is named."""

    def __init__(self, *, failures: Path | None, force: bool, pace: Pace) -> None:
        """Raises OutputFault where the file for failures is there already, unless it may be written over."""
        if failures is not None and failures.exists() and not force:
            raise OutputFault(f"{failures} is there already; with --force it is written over.")
        with told_of(failures or _NAME):
            self._failures = _failures_sink(failures)
        self._results = _Stream(sys.stdout.buffer, line_of=result_line)
        self._timer = Timer(pace)

    @property
    def n_done(self) -> int:
        """None: an earlier run is not known."""
        return 0

    def write(self, outcome: Outcome) -> None:
        """Writes the outcome; now and then it passes on all so far."""
        with told_of(_NAME):
            (self._results if outcome.problem is None else self._failures).write(outcome)
        if self._timer.count():
            self.checkpoint()

    def checkpoint(self) -> None:
        """Passes on all written so far."""
        with told_of(_NAME):
            self._results.sync()
            self._failures.sync()
        self._timer.start_over()

    def finish(self) -> None:
        """Passes on the rest."""
        self.checkpoint()
        self.close()

    def close(self) -> None:
        """Lets go of the file for failures."""
        self._failures.close()


def _failures_sink(path: Path | None) -> Sink:
    if path is None:
        return _Stream(sys.stderr.buffer, line_of=failure_line)
    return LinesFile(path, length=0, line_of=failure_line)


class _Stream:
    """A stream of this process that takes lines."""

    def __init__(self, stream: BinaryIO, *, line_of: Callable[[Outcome], dict[str, Any]]) -> None:
        self._stream = stream
        self._line_of = line_of

    def write(self, outcome: Outcome) -> None:
        self._stream.write(encode_line(self._line_of(outcome)))

    def sync(self) -> int:
        self._stream.flush()
        return 0

    def close(self) -> None:
        """It is not ours."""
