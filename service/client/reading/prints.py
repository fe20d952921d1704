"""What tells that an input is the one that was read before, without reading all of it."""

import hashlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from service.client.reading.faults import InputFault
from service.client.reading.folders import PAGE_ENDINGS, TEXT_ENDINGS, files_in

_SAMPLE_BYTES = 1 << 20


def print_of_file(source: str) -> dict[str, Any]:
    """Name, size, and a hash of the first and last bytes; the name alone for a pipe, which can be read only once."""
    try:
        status = os.stat(source)
        if not stat.S_ISREG(status.st_mode):  # who opens and closes a pipe ends it for its writer
            return {"name": Path(source).name}
        with open(source, "rb") as file:
            digest = hashlib.sha256(file.read(_SAMPLE_BYTES))
            file.seek(max(0, status.st_size - _SAMPLE_BYTES))
            digest.update(file.read())
    except OSError as error:
        raise InputFault(f"{source} cannot be opened: {error.strerror}.") from error
    return {"name": Path(source).name, "bytes": status.st_size, "sha256_of_ends": digest.hexdigest()}


def print_of_folder(source: str) -> dict[str, Any]:
    """Name, number of files, and a hash of the names and sizes of all that could be read."""
    paths = files_in(source, endings=(*TEXT_ENDINGS, *PAGE_ENDINGS, ".parquet"))
    told = ((os.fsencode(path.relative_to(source)), _size(path)) for path in paths)
    return print_of_files(Path(source).resolve().name, told)


def print_of_files(name: str, files: Iterable[tuple[bytes, int]]) -> dict[str, Any]:
    """The same for files that are told by their names in the folder and their sizes."""
    digest, n_files = hashlib.sha256(), 0
    for file, size in files:
        digest.update(b"%d %s %d\n" % (len(file), file, size))
        n_files += 1
    return {"name": name, "files": n_files, "sha256_of_names_and_sizes": digest.hexdigest()}


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # it becomes a problem of its own when it is read
        return -1
