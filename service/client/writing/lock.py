"""One client at a time on one output."""

import fcntl
import os
from pathlib import Path

from service.client.writing.faults import OutputFault


class Lock:
    """Held from its making to `release`, and given up by the system if the process dies."""

    def __init__(self, path: Path) -> None:
        """Raises OutputFault where somebody else holds it."""
        self._path = path
        self._handle = self._take()
        self._is_held = True

    def _take(self) -> int:
        """The lock on the file that has this name now: its last holder may have removed the one that was opened."""
        while True:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o666)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if os.path.samestat(os.fstat(handle), os.stat(self._path)):
                    return handle
            except BlockingIOError:
                os.close(handle)
                raise OutputFault(f"Another client is writing to this output: it holds {self._path}.") from None
            except FileNotFoundError:
                pass
            os.close(handle)

    def release(self) -> None:
        """Lets others in."""
        if self._is_held:
            self._is_held = False
            self._path.unlink(missing_ok=True)
            os.close(self._handle)
