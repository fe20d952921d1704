"""What can go wrong in the library.

QuoteError
├── ArticleTooLong      the text is over the limit
├── BackendMissing      what shall compute the network is not installed
├── WeightsError        the weights directory cannot be used
│   ├── WeightsMissing  a file is not there
│   └── WeightsCorrupt  a file is not what the manifest says
└── CorpusError         a training or gold file cannot be read
"""

from collections.abc import Sequence
from pathlib import Path


class QuoteError(Exception):
    """Root of all errors that this library raises on purpose."""


class ArticleTooLong(QuoteError):
    """The article holds more code points than the limit allows."""

    def __init__(self, *, chars: int, limit: int) -> None:
        super().__init__(f"article has {chars} characters, the limit is {limit}")
        self.chars = chars
        self.limit = limit


_REMEDIES = {"onnx": "quote-attribution[onnx]", "torch": "torch and transformers"}


class BackendMissing(QuoteError):
    """None of the backends that may be used is installed."""

    def __init__(self, *, names: Sequence[str]) -> None:
        remedies = ", or ".join(_REMEDIES[name] for name in names)
        super().__init__(f"backend is not installed: {' or '.join(names)}; install {remedies}")
        self.names = tuple(names)


class WeightsError(QuoteError):
    """The weights directory cannot be used."""


class WeightsMissing(WeightsError):
    """A file that the weights directory must hold is not there."""

    def __init__(self, *, path: Path) -> None:
        super().__init__(f"weights file is missing: {path}")
        self.path = path


class WeightsCorrupt(WeightsError):
    """A file's content is not what the manifest promises."""

    def __init__(self, *, path: Path, reason: str) -> None:
        super().__init__(f"weights file cannot be used: {path}: {reason}")
        self.path = path
        self.reason = reason


class CorpusError(QuoteError):
    """A line of a training or gold file is not in the form its README gives."""

    def __init__(self, *, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}")
        self.path = path
        self.line = line
        self.reason = reason
