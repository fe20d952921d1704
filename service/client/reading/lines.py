"""Bytes → lines of bounded length."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

MAX_LINE_BYTES = 16 << 20
"""A longer line, row or file is no article of any server's; reading one whole would eat the memory."""

_PIECE_BYTES = 1 << 16

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line, its end included.

    number:      its place, from 1
    body:        its bytes; none of a line that is too long
    """

    number: int
    body: bytes
    is_too_long: bool = False


def read_lines(stream: BinaryIO, *, most: int = MAX_LINE_BYTES) -> Iterator[Line]:
    """The lines in order, without a byte order mark before the first; of a line beyond `most` bytes none is kept."""
    number = 0
    while body := stream.readline(most + 1):
        number += 1
        is_too_long = len(body) > most and not (len(body) == most + 1 and body.endswith(b"\n"))
        if is_too_long:
            _pass_over_rest(stream, body)
            body = b""
        if number == 1:
            body = body.removeprefix(BYTE_ORDER_MARK)
        yield Line(number=number, body=body, is_too_long=is_too_long)


def _pass_over_rest(stream: BinaryIO, body: bytes) -> None:
    while body and not body.endswith(b"\n"):
        body = stream.readline(_PIECE_BYTES)
