"""A stand-in for a process that dies between any two steps on the disk, and for the disk it leaves behind."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from service.client.items import Outcome
from service.client.outputs import Pace, open_output

_STEPS = ("open", "write", "ftruncate", "fsync", "replace", "rename", "unlink", "mkdir", "rmdir")


class Killed(BaseException):
    """The process is no more."""


@contextmanager
def killed_after(n_steps: int, *, folder: Path, remains: Path) -> Iterator[None]:
    """At the step after these, what the folder holds is copied to `remains`, and Killed is raised.

    The last write is done by half. Nothing is flushed to the disk: a killed process takes no written byte along.
    """
    left = n_steps

    def stepping(name: str) -> Callable[..., Any]:
        real = getattr(os, name)

        def step(*args: Any, **options: Any) -> Any:
            nonlocal left
            if left == 0:
                patches.close()
                if name == "write":
                    real(args[0], args[1][: len(args[1]) // 2])
                shutil.copytree(folder, remains)
                raise Killed
            left -= 1
            return None if name == "fsync" else real(*args, **options)

        return step

    with ExitStack() as patches:
        for name in _STEPS:
            patches.enter_context(patch.object(os, name, stepping(name)))
        yield


def settle(folder: Path, form: str, outcomes: list[Outcome]) -> None:
    """One run of the client: all outcomes that no earlier run has settled go to the output."""
    if is_finished(folder, form):
        return
    pace = Pace(every_items=3, every_s=3600)
    with closing(open_output(f"{folder}/{form}", identity={"input": "made up"}, pace=pace)) as output:
        for outcome in outcomes[output.n_done :]:
            output.write(outcome)
        output.finish()


def is_finished(folder: Path, form: str) -> bool:
    """Whether the output is there and no journal any more: a further run would be refused."""
    name = form.rstrip("/")
    return (folder / name).exists() and not (folder / f"{name}.journal").exists()


def settle_and_die(folder: Path, form: str, outcomes: list[Outcome], *, n_steps: int) -> Path:
    """The folder that is left when the run dies after so many steps; the same one when it ends before."""
    remains = folder.with_name(folder.name + "+")
    try:
        with killed_after(n_steps, folder=folder, remains=remains):
            settle(folder, form, outcomes)
    except Killed:
        shutil.rmtree(folder)
        return remains
    return folder
