"""The `benchmark` command: articles in, speed and size of the pipeline out, of one configuration or two in turn."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from models.errors import QuoteError
from models.evaluation.benchmark.articles import read_articles
from models.evaluation.benchmark.comparing import compare
from models.evaluation.benchmark.configuration import BadConfiguration, Configuration, parse_configuration
from models.evaluation.benchmark.measuring import Plan, measure
from models.evaluation.benchmark.report import (
    circumstances,
    figures_of,
    figures_of_comparison,
    figures_of_ratios,
    lines_of_ratios,
    stage_figures,
    table_of,
)
from models.evaluation.loading import BUNDLED_WEIGHTS
from models.records import Article

_THREADS = (1, 2)
_AT_LEAST_ONE = click.IntRange(min=1)


class ConfigurationType(click.ParamType[Configuration]):
    """`name=value,…` on the command line."""

    name = "configuration"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Configuration:
        """The configuration itself, or a message on what cannot be read."""
        try:
            return value if isinstance(value, Configuration) else parse_configuration(value)
        except BadConfiguration as error:
            self.fail(str(error), param, ctx)


@click.command()
@click.argument("places", metavar="PLACE…", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--config", "configuration", type=ConfigurationType(), help="Measure this one alone; see below.")
@click.option("--against", type=ConfigurationType(), help="Another one, run in turn with that of --config.")
@click.option(
    "--processes", "n_processes", type=_AT_LEAST_ONE, default=2, show_default=True, help="Of one thread, together."
)
@click.option(
    "--weights", type=click.Path(exists=True, file_okay=False, path_type=Path), default=BUNDLED_WEIGHTS,
    help="Weights folder, where no --config is given.",
)  # fmt: skip
@click.option("--repeat", "n_repeats", type=_AT_LEAST_ONE, default=3, show_default=True, help="Timed rounds.")
@click.option("--times", "n_times", type=_AT_LEAST_ONE, default=1, show_default=True, help="A round's, all articles.")
@click.option("--batch", "n_in_call", type=_AT_LEAST_ONE, default=1, show_default=True, help="Articles in one call.")
@click.option(
    "--latency-s", type=click.FloatRange(min=0), default=10.0, show_default=True, help="For each length; 0 for none."
)
@click.option("--json", "is_json", is_flag=True, help="Print JSON instead of a table.")
def benchmark(
    places: Sequence[Path],
    *,
    configuration: Configuration | None,
    against: Configuration | None,
    n_processes: int,
    weights: Path,
    is_json: bool,
    **plan: Any,
) -> None:
    """Measure words a second from text to JSON, by stage, latency of short and long articles, start-up and memory.

    PLACE is a .jsonl file with `text` in each line, a text file, or a folder of them. Without --config one process of
    one thread, one of two threads and some processes of one thread are measured one after the other.

    A configuration is a list between commas, of which all may be left out: weights=DIR, backend=NAME, threads=N,
    processes=N, and width=N and overlap=N of the windows in pieces.
    """
    if against is not None and configuration is None:
        raise click.UsageError("--against needs --config")
    try:
        articles = read_articles(places)
        if configuration is not None and against is not None:
            lines = _compare(configuration, against, articles, Plan(**plan), is_json=is_json)
        else:
            chosen = [configuration] if configuration else usual_configurations(weights, n_processes=n_processes)
            lines = _measure(chosen, articles, Plan(**plan), is_json=is_json)
    except QuoteError as error:
        raise click.ClickException(str(error)) from error
    click.echo("\n".join(lines))


def usual_configurations(weights: Path, *, n_processes: int) -> list[Configuration]:
    """One process of one thread, one of two, and some of one."""
    alone = [Configuration(weights=weights, n_threads=n) for n in _THREADS]
    return list(dict.fromkeys([*alone, Configuration(weights=weights, n_processes=n_processes)]))


def _measure(
    configurations: Sequence[Configuration], articles: Sequence[Article], plan: Plan, *, is_json: bool
) -> list[str]:
    facts = circumstances(articles, plan)
    done = {str(each): measure(each, articles, plan) for each in configurations}
    figures = {name: figures_of(measurement) for name, measurement in done.items()}
    stages = {name: stage_figures(measurement) for name, measurement in done.items()}
    if is_json:
        return [json.dumps({**facts, "configurations": {n: {**figures[n], "stages": stages[n]} for n in done}})]
    tables = [line for name, columns in stages.items() for line in ("", name, *table_of(columns))]
    return [*_lines_of(facts), "", *table_of(figures), *tables]


def _compare(
    configuration: Configuration,
    against: Configuration,
    articles: Sequence[Article],
    plan: Plan,
    *,
    is_json: bool,
) -> list[str]:
    facts = circumstances(articles, plan)
    comparison = compare(configuration, against, articles, plan)
    columns = figures_of_comparison(comparison)
    if is_json:
        ratios = {"words_per_s": comparison.ratios, "words_per_cpu_s": comparison.cpu_ratios}
        return [json.dumps({**facts, **columns, "ratios": {n: figures_of_ratios(r) for n, r in ratios.items()}})]
    return [*_lines_of(facts), "", *table_of(columns), "", *lines_of_ratios(comparison)]


def _lines_of(facts: Mapping[str, Any]) -> list[str]:
    return [f"{name:14s}{value}" for name, value in facts.items()]
