"""Opens the pipeline for the commands that measure it; what computes the network is imported only then."""

from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any, Protocol

from models.backends import BackendChoice
from models.records import Article, ModelInfo, Result
from models.steps import Stage

BUNDLED_WEIGHTS = Path(__file__).parents[1] / "weights"


class Pipeline(Protocol):
    """What is measured: the whole way from text to records."""

    @property
    def model(self) -> ModelInfo:
        """Which model answers."""
        ...

    def attribute(self, articles: Sequence[Article]) -> list[Result]:
        """One result an article, in order."""
        ...

    def steps(self, articles: Sequence[Article]) -> Generator[Stage, None, list[Result]]:
        """The same in steps, each told by its stage once it is done."""
        ...

    def attributions(self, articles: Sequence[Article]) -> list[list[dict[str, Any]]]:
        """Written words only: for every article its sources, cues and contents as lists of `[start, end)`."""
        ...


def open_pipeline(weights_dir: Path, *, n_threads: int, backend: BackendChoice = "auto") -> Pipeline:
    """The real pipeline, ready to answer; raises WeightsError or BackendMissing when it cannot be had."""
    from models.pipeline import load_pipeline

    return load_pipeline(weights_dir, n_threads=n_threads, backend=backend)
