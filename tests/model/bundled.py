"""The weights that come with the library, loaded once for all tests of a run."""

from functools import cache
from pathlib import Path

from models.evaluation.loading import BUNDLED_WEIGHTS
from models.pipeline import ArticlePipeline, load_pipeline

SEEDS = Path(__file__).parents[2] / "seeds"


@cache
def bundled_pipeline() -> ArticlePipeline:
    """The pipeline on the bundled weights; one thread, so that times compare and sums come out alike."""
    return load_pipeline(BUNDLED_WEIGHTS, n_threads=1)
