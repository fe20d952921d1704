"""JSON Lines that can be cut back, plain or compressed."""

import json
import os
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from service.client.items import Outcome
from service.client.writing.disk import DurableFile, durable_file
from service.client.writing.faults import OutputFault

_BUFFER_BYTES = 1 << 20
_GZIP = 16 + zlib.MAX_WBITS


class _Member(Protocol):
    """A stretch of a file that can be read by itself."""

    def compress(self, data: bytes, /) -> bytes: ...

    def flush(self) -> bytes: ...


class _Plain:
    def compress(self, data: bytes, /) -> bytes:
        return data

    def flush(self) -> bytes:
        return b""


def _gzip_member() -> _Member:
    return zlib.compressobj(wbits=_GZIP)


def _zstd_frame() -> _Member:
    from zstandard import ZstdCompressor

    return ZstdCompressor().compressobj()


_MEMBERS: dict[str, Callable[[], _Member]] = {".gz": _gzip_member, ".zst": _zstd_frame}


def encode_line(told: dict[str, Any]) -> bytes:
    """One line of UTF-8; a character that UTF-8 has no bytes for becomes its JSON escape."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(errors="backslashreplace") + b"\n"


class LinesFile:
    """A line an outcome; compressed by its ending, with a new member at each mark, so that no cut falls inside one."""

    def __init__(self, path: Path, *, length: int, line_of: Callable[[Outcome], dict[str, Any]]) -> None:
        """Opens the file and cuts it back to its mark, which is its length in bytes."""
        if length and (not path.exists() or path.stat().st_size < length):
            raise OutputFault(f"{path} is shorter than its journal says; with --force the work begins anew.")
        self._file = DurableFile(path, length=length)
        self._new_member = _MEMBERS.get(path.suffix.lower(), _Plain)
        self._member: _Member | None = None
        self._line_of = line_of
        self._waiting = bytearray()

    def write(self, outcome: Outcome) -> None:
        if self._member is None:
            self._member = self._new_member()
        self._waiting += self._member.compress(encode_line(self._line_of(outcome)))
        if len(self._waiting) >= _BUFFER_BYTES:
            self._pour()

    def sync(self) -> int:
        if self._member is not None:
            self._waiting += self._member.flush()
            self._member = None
            self._pour()
            self._file.sync()
        return self._file.length

    def _pour(self) -> None:
        self._file.write(bytes(self._waiting))
        self._waiting.clear()

    def close(self) -> None:
        self._file.close()


def end_lines(path: Path) -> None:
    """A compressed file of no lines still holds one empty member; else it would pass for a damaged one."""
    if os.stat(path).st_size == 0 and (new_member := _MEMBERS.get(path.suffix.lower())):
        with durable_file(path) as file:
            file.write(new_member().flush())
