"""Where the workers of one server keep their counts, so that each of them can tell the sum: files of a reserved size.

Order: the master finds a place (`open_share`), picks each worker's number before the fork (`Share.reserve`), and the
worker takes it up before it makes its metrics (`join` or `stay_alone`). A new worker gets the number of a dead one and
counts on in its files: so counts outlive workers, and there are never more files than workers.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Container, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import BinaryIO

from prometheus_client import CollectorRegistry, values
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

# The name is the library's; an operator may name a directory by it.
DIRECTORY_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
MEMORY_DIRECTORY = Path("/dev/shm")
PREFIX = "quotes-metrics-"
LOCK = "lock"
# More than every label that there can be takes up, which a test holds: see `_reserve_file`.
RESERVED_BYTES = {"counter": 524_288, "histogram": 131_072, "gauge_livesum": 16_384, "gauge_livemax": 16_384}


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A directory for one server's counts; the lock says that it is in use, and the workers hold it too."""

    path: Path
    lock: BinaryIO

    def reserve(self, *, taken: Container[int]) -> int | None:
        """The least number that nobody has, with files to its name; None where there is no room for them."""
        number = next(number for number in count() if number not in taken)
        try:
            _reserve_files(self.path, number)
        except OSError:
            return None
        return number

    def forget(self, number: int) -> None:
        """Drop what holds only while a worker lives."""
        with suppress(OSError):
            mark_process_dead(number, str(self.path))

    def close(self) -> None:
        """Remove the directory."""
        shutil.rmtree(self.path, ignore_errors=True)
        self.lock.close()


def open_share(*, n_workers: int) -> Share | None:
    """A directory with room for so many workers: the operator's, in memory or a temporary one; None without any."""
    for parent in _parents():
        with suppress(OSError):
            return _open_in(parent, n_workers=n_workers)
    return None


def join(share: Share, *, number: int) -> None:
    """Let the metrics that this process makes from now on count in the share's files of this number."""
    os.environ[DIRECTORY_VARIABLE] = str(share.path)
    values.ValueClass = values.MultiProcessValue(process_identifier=lambda: number)


def stay_alone() -> None:
    """Let the metrics that this process makes from now on count in its own memory."""
    os.environ.pop(DIRECTORY_VARIABLE, None)
    values.ValueClass = values.MutexValue


def shared_registry() -> CollectorRegistry | None:
    """What reads the counts of all workers; None where this process counts alone."""
    path = os.environ.get(DIRECTORY_VARIABLE)
    if path is None or not Path(path).is_dir():
        return None
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path)
    return registry


def _parents() -> Iterator[Path]:
    if named := os.environ.get(DIRECTORY_VARIABLE):
        yield Path(named)
    yield MEMORY_DIRECTORY
    with suppress(OSError):
        yield Path(tempfile.gettempdir())


def _open_in(parent: Path, *, n_workers: int) -> Share:
    _clear_abandoned(parent)
    path = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
    share = Share(path=path, lock=(path / LOCK).open("wb"))
    try:
        fcntl.flock(share.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for number in range(n_workers):
            _reserve_files(path, number)
    except OSError:
        share.close()
        raise
    return share


def _clear_abandoned(parent: Path) -> None:
    """Remove what servers that were killed have left: directories of this user that nobody holds."""
    for path in parent.glob(f"{PREFIX}*"):
        # Also raised where another server holds the lock.
        with suppress(OSError):
            if path.lstat().st_uid == os.geteuid():
                with (path / LOCK).open("rb") as lock:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    shutil.rmtree(path, ignore_errors=True)


def _reserve_files(path: Path, number: int) -> None:
    for kind, n_bytes in RESERVED_BYTES.items():
        _reserve_file(path / f"{kind}_{number}.db", n_bytes)


def _reserve_file(path: Path, n_bytes: int) -> None:
    # The library maps these files into memory. A page that the disk has no room for, when it is first written to,
    # would end the process (SIGBUS); so room is taken now, when its lack is an error that can be caught.
    with path.open("ab") as file:
        os.posix_fallocate(file.fileno(), 0, n_bytes)
