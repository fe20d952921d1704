"""The journal beside an output: how many items are settled, and how much of each file belongs to them."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from service.client.writing.disk import replace_file
from service.client.writing.faults import OutputFault

_FORM = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What is settled.

    n_done:    items, from the first on
    lengths:   of each file its bytes, of each table its parts
    is_merged: whether the parts are already in the one file that they were made for
    """

    n_done: int = 0
    lengths: dict[str, int] = field(default_factory=dict)
    is_merged: bool = False


class Journal:
    """The marks of one output, for one identity: the input and the options that they count for."""

    def __init__(self, path: Path, *, identity: dict[str, Any]) -> None:
        self.path = path
        self._identity = identity

    def read(self) -> Marks | None:
        """The marks of an earlier run, None if there are none; raises OutputFault where that had another identity."""
        try:
            held = json.loads(self.path.read_bytes())
            identity, marks = held["identity"], Marks(**held["marks"])
            if held["form"] != _FORM:
                raise ValueError(held["form"])
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise OutputFault(f"{self.path} cannot be understood; with --force the work begins anew.") from error
        check_same_run(self.path, was=identity, now=self._identity)
        return marks

    def write(self, marks: Marks) -> None:
        """The marks are durable, in place of those before."""
        told = {"n_done": marks.n_done, "lengths": marks.lengths, "is_merged": marks.is_merged}
        held = {"form": _FORM, "identity": self._identity, "marks": told}
        replace_file(self.path, json.dumps(held, indent=1).encode())


def check_same_run(place: Path | str, *, was: dict[str, Any], now: dict[str, Any]) -> None:
    """Raises OutputFault, which names what differs, where an earlier run had another identity than this one."""
    now = json.loads(json.dumps(now))
    if other := [name for name in sorted(was.keys() | now.keys()) if was.get(name) != now.get(name)]:
        raise OutputFault(
            f"{place} is of another run, which differs in: {', '.join(other)}; with --force the work begins anew."
        )
