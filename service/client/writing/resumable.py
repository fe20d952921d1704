"""An output in files, in which every item is settled exactly once however often the work is broken off.

First the data are made durable, then the journal that counts them; whatever is longer than the journal says is cut back
at the next start, and its items are done again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from service.client.items import Outcome
from service.client.writing.disk import sync_folder
from service.client.writing.faults import OutputFault, told_of
from service.client.writing.journal import Journal, Marks
from service.client.writing.lines import LinesFile
from service.client.writing.lock import Lock
from service.client.writing.pace import Pace, Timer
from service.client.writing.sinks import Sink, failure_line
from service.client.writing.targets import Target, beside

_FAILURES = "failures"
_GOES_ON = "; what is settled is kept, and the same command goes on from there"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Where an output goes, for which input and options it counts, and how often it becomes durable."""

    target: Target
    failures: Path
    identity: dict[str, Any]
    pace: Pace

    def found(self) -> list[Path]:
        """What is there already, and would be written over."""
        return [*self.target.found(), *([self.failures] if self.failures.exists() else [])]

    def clear(self) -> None:
        """Removes what is there already."""
        self.target.clear()
        self.failures.unlink(missing_ok=True)


class ResumableOutput:
    """An output with a journal and a lock beside it."""

    def __init__(self, plan: Plan, *, force: bool) -> None:
        """Goes on where the journal says; raises OutputFault where that is not possible, or not allowed.

        force: whether to begin anew, over whatever is there
        """
        self._plan = plan
        self._sinks: dict[str, Sink] = {}
        self._is_broken = False
        with told_of(plan.target.path):
            self._lock = Lock(beside(plan.target.path, ".lock"))
        try:
            with told_of(plan.target.path):
                self._begin(force)
        except BaseException:
            self.close()
            raise

    def _begin(self, force: bool) -> None:
        self._journal = Journal(beside(self._plan.target.path, ".journal"), identity=self._plan.identity)
        self._marks = _marks_at_start(self._plan, self._journal, force=force)
        self._n_written = self._marks.n_done
        self._timer = Timer(self._plan.pace)
        if not self._marks.is_merged:
            self._open_sinks()

    def _open_sinks(self) -> None:
        lengths = self._marks.lengths
        self._sinks = self._plan.target.open(lengths)
        length = lengths.get(_FAILURES, 0)
        self._sinks[_FAILURES] = LinesFile(self._plan.failures, length=length, line_of=failure_line)

    @property
    def n_done(self) -> int:
        """Items that are durably settled."""
        return self._marks.n_done

    def write(self, outcome: Outcome) -> None:
        """Takes the outcome of the next item; now and then it makes all so far durable."""
        if outcome.item.number != self._n_written or self._marks.is_merged:
            raise ValueError(f"item {outcome.item.number} is out of turn after {self._n_written}")
        with self._unbroken():
            for name, sink in self._sinks.items():
                if (name == _FAILURES) == (outcome.problem is not None):
                    sink.write(outcome)
            self._n_written += 1
        if self._timer.count():
            self.checkpoint()

    def checkpoint(self) -> None:
        """Makes all written so far durable."""
        with self._unbroken():
            if not self._marks.is_merged:
                lengths = {name: sink.sync() for name, sink in self._sinks.items()}
                self._settle(Marks(n_done=self._n_written, lengths=lengths))
            self._timer.start_over()

    def _settle(self, marks: Marks) -> None:
        if marks != self._marks:
            self._journal.write(marks)
            self._marks = marks

    def finish(self) -> None:
        """Makes the output what was asked for, and removes the journal: all items are settled."""
        self.checkpoint()
        with self._unbroken():
            self._close_sinks()
            if not self._marks.is_merged:
                self._plan.target.complete()
                self._settle(replace(self._marks, is_merged=True))
            self._plan.target.tidy()
            self._journal.path.unlink(missing_ok=True)
            sync_folder(self._journal.path.parent)
            self._lock.release()

    def close(self) -> None:
        """Lets go of all files and of the lock; what came after the last checkpoint is done again at the next start."""
        self._close_sinks()
        self._lock.release()

    def _close_sinks(self) -> None:
        while self._sinks:
            self._sinks.popitem()[1].close()

    @contextmanager
    def _unbroken(self) -> Iterator[None]:
        """A step that was broken off may have left half of an item: nothing after it may count as settled."""
        if self._is_broken:
            raise OutputFault("An earlier fault stopped this output; the same command goes on from what is settled.")
        self._is_broken = True
        with told_of(self._plan.target.path, hint=_GOES_ON):
            yield
        self._is_broken = False


def _marks_at_start(plan: Plan, journal: Journal, *, force: bool) -> Marks:
    """What is settled already; an output without a journal is a finished one, or somebody else's."""
    if force:
        journal.path.unlink(missing_ok=True)
        plan.clear()
    elif (marks := journal.read()) is not None:
        return marks
    elif found := plan.found():
        raise OutputFault(f"{found[0]} is there already; with --force it is written over.")
    # Before any file is made, so that none is ever without a journal while the work goes on.
    journal.write(Marks())
    return Marks()
