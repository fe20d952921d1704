"""Bytes → the disk, so that they are still there after the power has failed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

UNFINISHED = ".new"
"""Ending of a file that is not whole yet, after its name to be."""

_MODE = 0o666


class DurableFile:
    """A file that only grows; what was written is durable once `sync` has returned.

    It has just what pyarrow, too, asks of a file to write to.
    """

    def __init__(self, path: Path, *, length: int = 0) -> None:
        """Opens the file, or makes it, and cuts it back to this length."""
        self.path = path
        is_new = not path.exists()
        self._handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, _MODE)
        os.ftruncate(self._handle, length)
        self.length = length
        self.closed = False
        if is_new:
            sync_folder(path.parent)

    def write(self, data: bytes | memoryview) -> int:
        left = memoryview(data)
        while left:
            n_written = os.write(self._handle, left)
            left = left[n_written:]
            self.length += n_written
        return len(data)

    def tell(self) -> int:
        return self.length

    def flush(self) -> None:
        """Nothing waits here."""

    def sync(self) -> None:
        os.fsync(self._handle)

    def close(self) -> None:
        """Gives the handle back; makes nothing durable."""
        if not self.closed:
            self.closed = True
            os.close(self._handle)


@contextmanager
def durable_file(path: Path) -> Iterator[DurableFile]:
    """A new file in place of any other; durable at the end of the block, closed even if it fails."""
    file = DurableFile(path)
    try:
        yield file
        file.sync()
    finally:
        file.close()


def replace_file(path: Path, data: bytes, *, writer: str = "") -> None:
    """The file holds this data instead of what it held, all of it or none, whenever the power fails.

    writer: tells its unfinished file from those of others who may write the same one at once
    """
    new = path.with_name(path.name + writer + UNFINISHED)
    with durable_file(new) as file:
        file.write(data)
    os.replace(new, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Names that were made, changed or removed in the folder are durable."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
