"""Matches across the outputs of a whole archive: numbers in memory, words on disk until they are asked for.

Order of a run: every quotation is read once, its fingerprints go to memory and its words to a scratch file; then
wordings are compared, longest first; then each group is read back and written.
"""

import json
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import Any, Self, overload

from models.matching.features import Features
from models.matching.groups import group_alike
from models.matching.matches import match_of
from models.matching.said import Said
from models.matching.tracking import Track, untracked
from models.matching.wording import Wording


def match_archive(
    quotations: Iterable[tuple[int, Said]], *, scratch: Path, track: Track = untracked
) -> Iterator[dict[str, Any]]:
    """The contract's matches, one after the other, of any number of quotations, each with the number of its article.

    scratch: folder on a disk for two files of about the size of the quotations, gone at the end, however it ends
    """
    with Spool(scratch) as words, Spool(scratch) as records:
        features = Features()
        for owner, said in track(quotations, doing="reading", n_in_all=None):
            wording = Wording.of(said.text)
            features.add(wording, owner=owner, speaker=said.named_speaker)
            words.append(_wording_to_line(wording))
            records.append(json.dumps(asdict(said)))
        groups = group_alike(features, _Wordings(words), track=track)
        for number, group in enumerate(track(groups, doing="writing", n_in_all=None), start=1):
            yield match_of([Said(**json.loads(records.read(i))) for i in group], number=number)


class Spool:
    """Lines kept in a file without a name, read back in any order."""

    def __init__(self, folder: Path) -> None:
        self._file = TemporaryFile(dir=folder)  # noqa: SIM115 - closed with the spool
        self._starts = array("Q", [0])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._starts) - 1

    def append(self, line: str) -> None:
        """Add one at the end."""
        self._starts.append(self._starts[-1] + self._file.write(line.encode("utf-8", "surrogatepass")))

    def read(self, number: int) -> str:
        """The line of this number, from 0."""
        self._file.seek(self._starts[number])
        return self._file.read(self._starts[number + 1] - self._starts[number]).decode("utf-8", "surrogatepass")


class _Wordings(Sequence[Wording]):
    """The wordings of a spool, made anew each time."""

    def __init__(self, lines: Spool) -> None:
        self._lines = lines

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, place: int) -> Wording: ...
    @overload
    def __getitem__(self, place: slice) -> list[Wording]: ...
    def __getitem__(self, place: int | slice) -> Wording | list[Wording]:
        if isinstance(place, slice):
            return [self[i] for i in range(*place.indices(len(self)))]
        words, names, core_start, core_end = self._lines.read(place).split("\n")
        return Wording(
            words=tuple(words.split()),
            names=frozenset(names.split()),
            core_start=int(core_start),
            core_end=int(core_end),
        )


def _wording_to_line(wording: Wording) -> str:
    names = " ".join(sorted(wording.names))
    return f"{' '.join(wording.words)}\n{names}\n{wording.core_start}\n{wording.core_end}"
