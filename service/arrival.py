"""A request on its way in: tells from its bytes so far when there is nothing more to wait for."""

import re

_HEAD_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,18})[ \t]*\r", re.IGNORECASE)
_IN_CHUNKS = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)
_EXPECTS = re.compile(rb"\r\nexpect:[ \t]*100-continue", re.IGNORECASE)
_CHUNK_SIZE = re.compile(rb"[0-9a-f]{1,15}(?=[ \t]*(?:;|$))", re.IGNORECASE)
_MAX_HEAD_BYTES = 128 * 1024
_MAX_LINE_BYTES = 8 * 1024


class Arrival:
    """The bytes of one request, and how its head says that they end.

    What is broken or over the limit counts as arrived: it is refused, and the rest of it is of no use. The server
    parses the bytes again and more strictly; here they are only counted.

    received:   all bytes so far, those of a next request behind it too
    is_whole:   whether the request is there to its last byte
    is_over:    whether no further byte of it is needed: it is whole, or it will be refused
    """

    def __init__(self, *, max_body_bytes: int, deadline_s: float) -> None:
        """deadline_s: when it must have arrived, by the monotonic clock."""
        self.deadline_s = deadline_s
        self.received = bytearray()
        self.is_whole = False
        self.is_over = False
        self._max_body_bytes = max_body_bytes
        self._body_at = 0
        self._end = 0
        self._is_in_chunks = False
        self._n_body_bytes = 0

    @property
    def must_be_invited(self) -> bool:
        """Whether the caller waits for a `100 Continue` before it sends the body."""
        is_waiting = self._body_at == len(self.received) and not self.is_over
        return is_waiting and _EXPECTS.search(self.received, 0, self._body_at) is not None

    def add(self, data: bytes) -> None:
        """Take in what came next."""
        searched = max(0, len(self.received) - len(_HEAD_END))
        self.received += data
        if not self._body_at:
            self._read_head(searched)
        if self._is_in_chunks and not self.is_over:
            self._read_chunks()
        elif self._body_at and len(self.received) >= self._end:
            self.is_whole = self.is_over = True

    def _read_head(self, searched: int) -> None:
        head_end = self.received.find(_HEAD_END, searched)
        if head_end < 0:
            self.is_over = len(self.received) > _MAX_HEAD_BYTES
            return
        self._body_at = self._end = head_end + len(_HEAD_END)
        if _IN_CHUNKS.search(self.received, 0, self._body_at):
            self._is_in_chunks = True
        elif length := _LENGTH.search(self.received, 0, self._body_at):
            self._end += int(length[1])
            self.is_over = int(length[1]) > self._max_body_bytes

    def _read_chunks(self) -> None:
        """Go from size line to size line; `_end` is where the next one begins."""
        while not self.is_over and self._end < len(self.received):
            line_end = self.received.find(b"\r\n", self._end, self._end + _MAX_LINE_BYTES)
            if line_end < 0:
                self.is_over = len(self.received) >= self._end + _MAX_LINE_BYTES
                break
            size = _CHUNK_SIZE.match(self.received, self._end, line_end)
            if size is None or not int(size[0], 16):
                self._read_trailers(line_end, is_broken=size is None)
                break
            self._n_body_bytes += int(size[0], 16)
            self._end = line_end + int(size[0], 16) + 4
            self.is_over = self._n_body_bytes > self._max_body_bytes

    def _read_trailers(self, line_end: int, *, is_broken: bool) -> None:
        self.is_whole = not is_broken and self.received.find(_HEAD_END, line_end) >= 0
        self.is_over = self.is_whole or is_broken or len(self.received) >= line_end + _MAX_LINE_BYTES
