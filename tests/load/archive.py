"""A large archive through `quotes batch` and a local server, the client killed on the way: none lost, none doubled.

    python -m tests.load.archive --articles 20000 --max-words 120 --kills 5 --workers 2 FILE.jsonl…
    python -m tests.load.archive --articles 200 --app 'tests.fake_wsgi:build_paced()' seeds/articles.jsonl

Order: an archive is made of the texts of the files, over and over, each article with an id of its own; the server is
started (settings from the environment, `QUOTES_…`); the client is started, killed (SIGKILL) some seconds after a random
number of articles is in its output, and started again, until it ends by itself; then the output and the failures are
read from end to end. The exit code is 1 when an article is missing, there twice, or out of order, when the client ended
otherwise than with 0, or when the server did not end in order.
"""

import itertools
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from tests.load.archive_client import ClientRun, KillPoint, run_client
from tests.load.server import Ending, ServerFailed, started

# The client writes in larger portions: without a pause it would always be killed just after one.
LONGEST_PAUSE_S = 5.0
DEFAULT_FOLDER = Path("runs/archive")
FIELDS = ("text", "title", "url")


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """The input that was made; `n_words` are those of all its texts."""

    path: Path
    n_articles: int
    n_words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What came out: numbers of articles, in the order in which they stand in the output and among the failures."""

    results: list[int]
    failures: list[int]

    def faults(self, *, n_articles: int) -> list[str]:
        """Whatever must not be, a line each."""
        counts = Counter([*self.results, *self.failures])
        n_lost = sum(number not in counts for number in range(n_articles))
        n_doubled = sum(count - 1 for count in counts.values())
        is_in_order = self.results == sorted(self.results) and self.failures == sorted(self.failures)
        checks = {
            f"{n_lost} articles lost": n_lost > 0,
            f"{n_doubled} articles doubled": n_doubled > 0,
            "the output is out of order": not is_in_order,
        }
        return [line for line, is_wrong in checks.items() if is_wrong]


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--articles", "n_articles", type=click.IntRange(1, 1_000_000), default=20_000, show_default=True)
@click.option("--max-words", type=click.IntRange(1), help="Only texts with so many words at most.")
@click.option("--kills", type=click.IntRange(0, 100), default=5, show_default=True)
@click.option("--seed", type=int, default=4, show_default=True, help="Of the points at which it is killed.")
@click.option("--workers", type=click.IntRange(1, 16), default=2, show_default=True)
@click.option("--most-in-flight", type=click.IntRange(1, 1024), default=32, show_default=True)
@click.option("--app", help="Another app for gunicorn, such as `tests.fake_wsgi:build_paced()`.")
@click.option(
    "--folder", type=click.Path(file_okay=False, path_type=Path), default=DEFAULT_FOLDER, show_default=True,
    help="For the archive, the output and the server's log; all three are written over.",
)  # fmt: skip
def main(
    files: tuple[Path, ...],
    n_articles: int,
    max_words: int | None,
    kills: int,
    seed: int,
    workers: int,
    most_in_flight: int,
    app: str | None,
    folder: Path,
) -> None:
    """Run an archive through a server on loopback, and kill the client on the way."""
    folder.mkdir(parents=True, exist_ok=True)
    archive = make_archive(folder / "in.jsonl", read_articles(files, max_words=max_words), n_articles=n_articles)
    target = folder / "out.jsonl"
    points = kill_points(n_articles=n_articles, kills=kills, seed=seed)
    try:
        with started(app=app, n_workers=workers, log=folder / "server.log") as server:
            options = ["--url", server.url, "--most-in-flight", str(most_in_flight)]
            runs = [*run_till_the_end(archive, target, options, points)]
            ending = server.stop()
    except ServerFailed as error:
        raise click.ClickException(str(error)) from error
    settled = read_settled(target)
    faults = [*settled.faults(n_articles=n_articles), *faults_of(runs), *ending.faults]
    click.echo("\n".join([*report(archive, runs, settled, ending), *(f"FAULT  {fault}" for fault in faults)]))
    raise SystemExit(bool(faults))


def read_articles(files: Sequence[Path], *, max_words: int | None) -> list[dict[str, Any]]:
    """The articles of all files that are short enough, with what a caller may say of them; ClickException for none."""
    rows = (json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines())
    kept = [row for row in rows if max_words is None or len(row["text"].split()) <= max_words]
    if not kept:
        raise click.ClickException("no text is short enough")
    return [{name: row[name] for name in FIELDS if isinstance(row.get(name), str)} for row in kept]


def make_archive(path: Path, articles: Sequence[dict[str, Any]], *, n_articles: int) -> Archive:
    """The articles over and over; the id of each is its number."""
    n_words = 0
    with path.open("w", encoding="utf-8") as lines:
        for number, article in enumerate(itertools.islice(itertools.cycle(articles), n_articles)):
            n_words += len(article["text"].split())
            lines.write(json.dumps({"id": str(number), **article}, ensure_ascii=False) + "\n")
    return Archive(path=path, n_articles=n_articles, n_words=n_words)


def kill_points(*, n_articles: int, kills: int, seed: int) -> list[KillPoint]:
    """When to kill, in order."""
    dice = random.Random(seed)
    numbers = sorted(dice.sample(range(n_articles), min(kills, n_articles)))
    return [KillPoint(n_results=number, pause_s=dice.uniform(0.0, LONGEST_PAUSE_S)) for number in numbers]


def run_till_the_end(
    archive: Archive, target: Path, options: Sequence[str], points: Sequence[KillPoint]
) -> Iterator[ClientRun]:
    """Start the client, anew at first and then where it was, until its output is complete or it ends by itself."""
    journal = target.with_name(f"{target.name}.journal")
    for number, point in enumerate([*points, None]):
        begin = ["--force"] if number == 0 else []
        run = run_client([str(archive.path), str(target), *options, *begin], target=target, kill_at=point)
        yield run
        # It may have been done already when it was killed.
        if not run.was_killed or not journal.exists():
            return


def read_settled(target: Path) -> Settled:
    """Every line of the output and of the failures."""
    return Settled(
        results=[int(line["id"]) for line in read_lines(target)],
        failures=[int(line["id"]) for line in read_lines(target.with_name(f"{target.name}.failures.jsonl"))],
    )


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def faults_of(runs: Sequence[ClientRun]) -> list[str]:
    """How the client ended where it should not have."""
    last = runs[-1]
    return (
        []
        if last.exit_code == 0 or last.was_killed
        else [f"the client ended with {last.exit_code}: {last.said.strip()[-500:]}"]
    )


def report(archive: Archive, runs: Sequence[ClientRun], settled: Settled, ending: Ending) -> list[str]:
    """The figures, a line each."""
    seconds = sum(run.seconds for run in runs)
    cpu_s = sum(run.cpu_s for run in runs)
    n_kills = sum(run.was_killed for run in runs)
    return [
        f"archive   {archive.n_articles} articles, {archive.n_words} words",
        f"client    {seconds:.1f} s, {archive.n_articles / seconds:.2f} articles/s, {archive.n_words / seconds:.0f}"
        f" words/s, what was done again after {n_kills} kills counted once",
        f"cpu       {cpu_s:.1f} s of the client, {100 * cpu_s / seconds:.1f} % of one processor,"
        f" {1000 * cpu_s / archive.n_articles:.2f} ms an article",
        f"memory    peak {max(run.peak_mb for run in runs):.0f} MB; at the middle and at the end of the last run"
        f" {runs[-1].middle_mb:.0f} and {runs[-1].end_mb:.0f} MB",
        f"settled   {len(settled.results)} results, {len(settled.failures)} failures",
        *(f"run       {run.line()}" for run in runs),
        ending.line(),
    ]


if __name__ == "__main__":
    main()
