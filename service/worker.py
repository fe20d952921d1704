"""gunicorn's threaded worker, but patient with slow callers: a thread takes up a request only once it has arrived.

gunicorn gives each connection a thread that then waits for every byte, and closes connections in its one loop while
that waits for the other side: a few dozen slow callers stop everybody else. Here the loop itself takes in the bytes of
all connections as they come (arriving), and listens to those that were answered until they hang up (leaving). Both
are bounded in time and in bytes.
"""

import contextlib
import socket
import time
from collections.abc import Iterator
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.http import get_parser
from gunicorn.workers.gthread import ThreadWorker

from service.arrival import Arrival
from service.context import context_of
from service.settings import Settings

_RECEIVED_BYTES = 256 * 1024
# gunicorn copies what it holds of a body for each chunk in it, so it is handed little at once.
_HANDED_BYTES = 16 * 1024
_LEAVING_S = 3.0
_CHECKED_EVERY_S = 0.2
_INVITATION = b"HTTP/1.1 100 Continue\r\n\r\n"
# Half-sent requests may take this much memory, all together, or that of two bodies at the limit.
_MAX_HELD_BYTES = 64 * 1024 * 1024


class PatientWorker(ThreadWorker):  # type: ignore[misc]  # ships no types
    """One loop that receives, and threads that only ever see requests that have arrived."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arriving: dict[Any, Arrival] = {}
        self._leaving: dict[Any, tuple[float, int]] = {}
        self._cut_short: set[Any] = set()
        self._n_held = 0
        self._next_check_s = 0.0

    @property
    def _settings(self) -> Settings:
        return context_of(self.wsgi).settings

    def enqueue_req(self, conn: Any) -> None:
        """Begin to receive the next request of a new or a kept connection."""
        early = _left_over(conn) if conn.parser else b""
        conn.sock.setblocking(False)
        self._arriving[conn] = Arrival(
            max_body_bytes=self._settings.max_body_bytes, deadline_s=time.monotonic() + self.cfg.keepalive
        )
        self.poller.register(conn.sock, EVENT_READ, partial(self._receive, conn))
        if early:
            self._take_in(conn, early)

    def handle_request(self, req: Any, conn: Any) -> Any:
        """Answer a request that has arrived; a caller that does not read the answer is given up after a while."""
        conn.sock.settimeout(self._settings.body_timeout_s)
        if conn in self._cut_short:
            req.force_close()
        return super().handle_request(req, conn)

    def finish_request(self, conn: Any, fs: Any) -> None:
        """Keep the connection for its next request, or see it off."""
        self._cut_short.discard(conn)
        if not fs.cancelled() and fs.exception() is None and fs.result():
            conn.parser.unreader.unread(_left_over(conn))
            super().finish_request(conn, fs)
        else:
            self._see_off(conn)

    def murder_pending(self) -> None:
        """End what has had its time; gunicorn's loop calls this at least once a second."""
        super().murder_pending()
        now_s = time.monotonic()
        if now_s < self._next_check_s:
            return
        self._next_check_s = now_s + _CHECKED_EVERY_S
        for conn in [conn for conn, arrival in self._arriving.items() if arrival.deadline_s <= now_s]:
            self._end_arrival(conn)
        for conn in [conn for conn, (deadline_s, _) in self._leaving.items() if deadline_s <= now_s]:
            self._drop(conn)

    def _receive(self, conn: Any, _sock: socket.socket) -> None:
        # Of connections that are readable at once, one may have ended the arrival of another.
        data = _read(conn.sock) if conn in self._arriving else None
        if data:
            self._take_in(conn, data)
        elif data is not None:
            self._end_arrival(conn)

    def _take_in(self, conn: Any, data: bytes) -> None:
        arrival = self._arriving[conn]
        if not arrival.received:
            arrival.deadline_s = time.monotonic() + self._settings.body_timeout_s
        arrival.add(data)
        self._n_held += len(data)
        if arrival.is_over:
            self._hand_over(conn)
        elif arrival.must_be_invited:
            with contextlib.suppress(OSError):
                conn.sock.send(_INVITATION)
        while self._n_held > max(_MAX_HELD_BYTES, 2 * self._settings.max_body_bytes):
            self._end_arrival(max(self._arriving, key=lambda other: len(self._arriving[other].received)))

    def _end_arrival(self, conn: Any) -> None:
        """No more will come of this request, or come too late: it is answered as far as it is there."""
        if self._arriving[conn].received:
            self._hand_over(conn)
        else:
            self._drop(conn)

    def _hand_over(self, conn: Any) -> None:
        """Give a thread the bytes that came. It can read no further ones, so it never waits for the caller."""
        arrival = self._forget(conn)
        if not arrival.is_whole:
            self._cut_short.add(conn)
        conn.parser = get_parser(self.cfg, _in_parts(arrival.received), conn.client)
        conn.initialized = True
        super().enqueue_req(conn)

    def _forget(self, conn: Any) -> Arrival:
        self.poller.unregister(conn.sock)
        arrival = self._arriving.pop(conn)
        self._n_held -= len(arrival.received)
        return arrival

    def _see_off(self, conn: Any) -> None:
        """Say that no more comes, and listen on for a while: a caller cut off while it sends never sees its answer."""
        try:
            conn.sock.setblocking(False)
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self.nr_conns -= 1
            conn.close()
            return
        self._leaving[conn] = (time.monotonic() + _LEAVING_S, 2 * self._settings.max_body_bytes)
        self.poller.register(conn.sock, EVENT_READ, partial(self._hear_out, conn))

    def _hear_out(self, conn: Any, _sock: socket.socket) -> None:
        data = _read(conn.sock)
        if data is None:
            return
        deadline_s, n_more = self._leaving[conn]
        self._leaving[conn] = (deadline_s, n_more - len(data))
        if not data or n_more <= len(data):
            self._drop(conn)

    def _drop(self, conn: Any) -> None:
        if self._leaving.pop(conn, None):
            self.poller.unregister(conn.sock)
        else:
            self._forget(conn)
        self.nr_conns -= 1
        conn.close()


def _in_parts(received: bytearray) -> Iterator[bytes]:
    for start in range(0, len(received), _HANDED_BYTES):
        yield bytes(received[start : start + _HANDED_BYTES])


def _left_over(conn: Any) -> bytes:
    """What came behind the request that was answered: the beginning of the next one."""
    unreader = conn.parser.unreader
    return b"".join([unreader.take_buffered(), *iter(unreader.chunk, b"")])


def _read(sock: socket.socket) -> bytes | None:
    """What has come; None where nothing has yet, nothing where nothing more will."""
    try:
        return sock.recv(_RECEIVED_BYTES)
    except BlockingIOError:
        return None
    except OSError:
        return b""
