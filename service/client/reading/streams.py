"""A file or standard input → its bytes, decompressed where they are gzip or zstd."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from service.client.reading.faults import InputFault

STANDARD_INPUT = "-"
_BUFFER_BYTES = 1 << 20
_MAGIC = {b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd"}
_ENDINGS = {".gz": "gzip", ".zst": "zstd"}


@contextmanager
def opened(source: str) -> Iterator["io.BufferedReader[Any]"]:
    """The bytes as they are stored; raises InputFault where there is no such file."""
    if source == STANDARD_INPUT:
        yield cast(io.BufferedReader, sys.stdin.buffer)
        return
    try:
        stream = io.BufferedReader(io.FileIO(source), _BUFFER_BYTES)
    except OSError as error:
        raise InputFault(f"{source} cannot be opened: {error.strerror}.") from error
    with stream:
        yield stream


def decompressed(stream: io.BufferedReader, *, source: str) -> BinaryIO:
    """The bytes as they were before they were compressed, by how they begin, whatever the ending says.

    Reading on raises OSError where a compressed stream is damaged or cut off.
    """
    beginning = stream.peek(4)
    named = _ENDINGS.get(Path(source).suffix.lower())
    found = next((name for magic, name in _MAGIC.items() if beginning.startswith(magic)), None)
    if named is not None and named != found:
        raise InputFault(f"{source} is not {named}, as its ending says.")
    return stream if found is None else _inflated(stream, found)


def _inflated(stream: io.BufferedReader, codec: str) -> BinaryIO:
    # Arrow's reader tells a stream that is cut off from one that ends, for both codecs, in bounded memory.
    from pyarrow import CompressedInputStream, PythonFile

    return io.BufferedReader(CompressedInputStream(PythonFile(stream, mode="r"), codec), _BUFFER_BYTES)
