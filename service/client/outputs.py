"""The door to every output: JSON Lines, Parquet or standard output, made durable step by step."""

import os
from pathlib import Path
from typing import Any, Protocol

from service.client.items import Outcome
from service.client.writing.faults import OutputFault
from service.client.writing.pace import LINES_PACE, Pace
from service.client.writing.resumable import Plan, ResumableOutput
from service.client.writing.standard import StandardOutput
from service.client.writing.targets import beside, target_of

__all__ = ["Output", "OutputFault", "Pace", "open_output"]

STANDARD_OUTPUT = "-"


class Output(Protocol):
    """What takes the outcomes of all items, in the order of the input, one an item."""

    @property
    def n_done(self) -> int:
        """Items that are durably settled, at first by an earlier run of the same command."""

    def write(self, outcome: Outcome) -> None:
        """Takes the outcome of the next item; now and then it makes all so far durable by itself."""

    def checkpoint(self) -> None:
        """Makes all written so far durable."""

    def finish(self) -> None:
        """Makes the output complete: no item is left."""

    def close(self) -> None:
        """Lets go of all that is open without finishing; call it in any case."""


def open_output(
    target: str,
    *,
    failures: str | None = None,
    identity: dict[str, Any],
    force: bool = False,
    pace: Pace | None = None,
) -> Output:
    """The output that the name tells by its ending, cut back to what an earlier run has settled.

    target:   a path that ends in .jsonl, .jsonl.gz, .jsonl.zst or .parquet, or in / for a folder of Parquet files;
              or "-" for standard output, which knows nothing of earlier runs
    failures: path for what has no result; None is a file named after the target, or standard error
    identity: of the input and the options, in JSON; a journal of another identity is refused
    force:    whether to begin anew, over whatever is there
    pace:     how often all becomes durable; None is what suits the form
    Raises OutputFault, as every method of the output does, where it cannot be written or must not be.
    """
    if target == STANDARD_OUTPUT:
        return StandardOutput(failures=Path(failures) if failures else None, force=force, pace=pace or LINES_PACE)
    place = target_of(target)
    _check_folder(place.path)
    failing = Path(os.path.abspath(failures)) if failures else beside(place.path, ".failures.jsonl")
    _check_folder(failing)
    if failing == place.path:
        raise OutputFault("Results and failures cannot go to one file.")
    told = {**identity, "failures": os.path.relpath(failing, place.path.parent)}
    plan = Plan(target=place, failures=failing, identity=told, pace=pace or place.pace)
    return ResumableOutput(plan, force=force)


def _check_folder(path: Path) -> None:
    if not path.parent.is_dir():
        raise OutputFault(f"There is no folder {path.parent}.")
