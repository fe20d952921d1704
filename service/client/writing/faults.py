"""What can be wrong with an output."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class OutputFault(Exception):
    """The output cannot be written, or must not be; its words are one plain sentence."""


@contextmanager
def told_of(path: Path, *, hint: str = "") -> Iterator[None]:
    """A fault of the disk on the way becomes an OutputFault that names the output, and says what can be done."""
    try:
        yield
    except OSError as error:
        raise OutputFault(f"{path} cannot be written ({error.strerror or error}){hint}.") from error
