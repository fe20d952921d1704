"""Bytes → lines of bounded length."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

MAX_LINE_BYTES = 16 << 20
"""A longer line, row or file is no article of any server's; reading one whole would eat the memory."""

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line, its end included.

    number:      its place, from 1
    body:        its bytes; of a line that is too long only the first
    is_too_long: whether bytes are missing
    """

    number: int
    body: bytes
    is_too_long: bool = False


def read_lines(stream: BinaryIO, *, most: int = MAX_LINE_BYTES) -> Iterator[Line]:
    """The lines in order, a byte order mark before the first left out; one of more than `most` bytes is cut."""
    number = 0
    while body := stream.readline(most + 1):
        number += 1
        is_too_long = len(body) > most and not (len(body) == most + 1 and body.endswith(b"\n"))
        if is_too_long:
            _pass_over_rest(stream, body, most)
        if number == 1:
            body = body.removeprefix(BYTE_ORDER_MARK)
        yield Line(number=number, body=body, is_too_long=is_too_long)


def _pass_over_rest(stream: BinaryIO, body: bytes, most: int) -> None:
    while body and not body.endswith(b"\n"):
        body = stream.readline(most)
