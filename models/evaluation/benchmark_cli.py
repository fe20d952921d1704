"""The `benchmark` command: articles in, speed and size of the whole pipeline out."""

import json
import time
from pathlib import Path
from typing import Any

import click

from models.backends import BACKEND_CHOICES, BackendChoice
from models.errors import QuoteError
from models.evaluation.benchmark import (
    LATENCY_WORDS,
    measure_latency,
    measure_throughput,
    peak_memory_mib,
    read_articles,
)
from models.evaluation.loading import BUNDLED_WEIGHTS, open_pipeline


@click.command()
@click.argument("place", metavar="FILE_OR_FOLDER", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--threads", "n_threads", type=click.IntRange(min=1), default=2, show_default=True, help="Threads of the model."
)
@click.option(
    "--backend",
    type=click.Choice(BACKEND_CHOICES),
    default="auto",
    show_default=True,
    help="What computes the network.",
)
@click.option("--repeat", "n_repeats", type=click.IntRange(min=1), default=3, show_default=True, help="Timed runs.")
@click.option(
    "--weights", type=click.Path(file_okay=False, path_type=Path), default=BUNDLED_WEIGHTS, help="Weights folder."
)
@click.option("--json", "is_json", is_flag=True, help="Print JSON instead of a table.")
def benchmark(
    place: Path, *, n_threads: int, backend: BackendChoice, n_repeats: int, weights: Path, is_json: bool
) -> None:
    """Measure words a second from text to JSON, start-up, memory, and latency for short and long articles."""
    try:
        facts = run_benchmark(place, weights=weights, n_threads=n_threads, backend=backend, n_repeats=n_repeats)
    except QuoteError as error:
        raise click.ClickException(str(error)) from error
    click.echo(json.dumps(facts) if is_json else "\n".join(f"{name:24s}{value}" for name, value in facts.items()))


def run_benchmark(
    place: Path, *, weights: Path, n_threads: int, backend: BackendChoice, n_repeats: int
) -> dict[str, Any]:
    """The measurements by name, each with its unit in the name. Start-up includes the import of the libraries."""
    articles = read_articles(place)
    start = time.perf_counter()
    pipeline = open_pipeline(weights, n_threads=n_threads, backend=backend)
    start_up_s = time.perf_counter() - start
    throughput = measure_throughput(pipeline, articles, n_repeats=n_repeats)
    latencies = [measure_latency(pipeline, articles, n_words=n, n_repeats=n_repeats) for n in LATENCY_WORDS]
    return {
        "n_articles": throughput.n_articles,
        "n_words": throughput.n_words,
        "n_threads": n_threads,
        "n_repeats": n_repeats,
        "words_per_s": round(throughput.words_per_s, 1),
        "start_up_s": round(start_up_s, 2),
        "peak_memory_mib": round(peak_memory_mib(), 1),
        **{f"latency_{entry.n_words}_words_ms": round(entry.milliseconds, 1) for entry in latencies},
        "weights_sha256": pipeline.model.weights_sha256,
    }
