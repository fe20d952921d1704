"""One way of running the pipeline: which weights, on what, with how much of the machine; written as a line."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.backends import BACKEND_CHOICES, BackendChoice
from models.errors import QuoteError
from models.evaluation.loading import BUNDLED_WEIGHTS, Pipeline, open_pipeline


class BadConfiguration(QuoteError):
    """The pipeline cannot be run like that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """One way of running the pipeline.

    backend:        one of BACKEND_CHOICES
    n_threads:      that each process computes with
    n_processes:    that share the articles, a model in each
    width, overlap: of the windows, in pieces; those of the weights where None
    """

    weights: Path = BUNDLED_WEIGHTS
    backend: BackendChoice = "auto"
    n_threads: int = 1
    n_processes: int = 1
    width: int | None = None
    overlap: int | None = None

    def __str__(self) -> str:
        """As it is written, what always differs first and what is as usual left out."""
        told = {"threads": self.n_threads, "processes": self.n_processes, "width": self.width, "overlap": self.overlap}
        unusual = {
            "backend": self.backend if self.backend != "auto" else None,
            "weights": self.weights if self.weights != BUNDLED_WEIGHTS else None,
        }
        return ",".join(f"{name}={value}" for name, value in (told | unusual).items() if value is not None)


def parse_configuration(written: str) -> Configuration:
    """Read `name=value,…` with the names of _FIELDS; raises BadConfiguration for another name or a wrong value."""
    values: dict[str, Any] = {}
    for part in filter(None, written.split(",")):
        name, _, value = part.partition("=")
        if name not in _FIELDS:
            raise BadConfiguration(f"{name!r} is none of {', '.join(_FIELDS)}")
        field, read = _FIELDS[name]
        values[field] = read(value)
    return Configuration(**values)


def open_configured(configuration: Configuration) -> Pipeline:
    """Its pipeline; raises WeightsError, BackendMissing. Sizes of windows must be those of the weights by now."""
    return open_pipeline(configuration.weights, n_threads=configuration.n_threads, backend=configuration.backend)


def _folder(value: str) -> Path:
    if not Path(value).is_dir():
        raise BadConfiguration(f"{value!r} is no folder")
    return Path(value)


def _backend(value: str) -> str:
    if value not in BACKEND_CHOICES:
        raise BadConfiguration(f"backend {value!r} is none of {', '.join(BACKEND_CHOICES)}")
    return value


def _count(*, least: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        if not value.isascii() or not value.isdigit() or int(value) < least:
            raise BadConfiguration(f"{value!r} is no whole number from {least}")
        return int(value)

    return read


_FIELDS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "weights": ("weights", _folder),
    "backend": ("backend", _backend),
    "threads": ("n_threads", _count(least=1)),
    "processes": ("n_processes", _count(least=1)),
    "width": ("width", _count(least=1)),
    "overlap": ("overlap", _count(least=0)),
}
