"""`quotes batch`: an archive in, every quotation of it out, through a server, in this process or over a cluster."""

import os
from dataclasses import asdict
from typing import Any

import click
from stamina.instrumentation import set_on_retry_hooks

from service.client.errors import RunFault
from service.client.http import OFFSET_UNITS, QUOTATION_TYPES, AnswerOptions, check_url
from service.client.inputs import KINDS, InputFault
from service.client.outputs import OutputFault
from service.client.run import Job, Opened, over_http, run

API_KEY = "QUOTES_API_KEY"
EXIT_CODES = """
    Exit codes: 0 when every article was settled, be it as a failure; 1 when the run could not go on; 2 for a wrong
    command; 130 and 143 when it was stopped by SIGINT or SIGTERM. Whatever stopped it, the same command goes on.
"""


def _split_types(_context: click.Context, _option: click.Parameter, value: str) -> tuple[str, ...]:
    types = tuple(dict.fromkeys(part.strip() for part in value.split(",")))
    if not set(types) <= set(QUOTATION_TYPES):
        raise click.BadParameter(f"{value} is not of {', '.join(QUOTATION_TYPES)}, with commas between them.")
    return types


def _check_url(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    try:
        return None if value is None else check_url(value)
    except ValueError as error:
        raise click.BadParameter(f"{error}.") from error


@click.command(epilog=EXIT_CODES)
@click.argument("source", metavar="IN")
@click.argument("target", metavar="OUT")
@click.option("--url", callback=_check_url, help="The server.")
@click.option("--api-key", help=f"Where the server asks for one. [{API_KEY}]")
@click.option("--local", "is_local", is_flag=True, help="No server: run the model in this process.")
@click.option("--ray", "cluster", metavar="ADDRESS", help="No server: run the model on a Ray cluster.")
@click.option("--kind", type=click.Choice(KINDS), help="What IN is, where its name does not tell.")
@click.option("--failures", type=click.Path(), help="File for failures. [beside OUT, named after it]")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Leave out what is less sure.")
@click.option("--types", default=",".join(QUOTATION_TYPES), callback=_split_types, show_default=True)
@click.option("--offset-unit", type=click.Choice(OFFSET_UNITS), default=OFFSET_UNITS[0], show_default=True)
@click.option("--most-in-flight", type=click.IntRange(1, 1024), default=32, help="Requests at once. [32]")
@click.option(
    "--patience",
    "patience_s",
    type=click.FloatRange(min=0),
    default=600,
    show_default=True,
    help="Seconds to wait for a server that does not answer.",
)
@click.option("--force", "is_forced", is_flag=True, help="Begin anew, whatever OUT holds.")
@click.option("--quiet", "is_quiet", is_flag=True, help="Say nothing but what went wrong.")
def batch(
    url: str | None,
    api_key: str | None,
    is_local: bool,
    cluster: str | None,
    min_confidence: float,
    types: tuple[str, ...],
    offset_unit: str,
    **rest: Any,
) -> None:
    """Find the quotations of all articles of IN, and write them to OUT.

    IN is a file of JSON Lines, CSV or Parquet, packed by gzip or zstd or not, a folder of texts or pages, or - for JSON
    Lines on standard input. OUT gets a line an article, in the order of IN; where it ends in .parquet, a row a
    quotation. Articles without a result go to a file of their own, with their problems. A run that was stopped, by
    whatever it may be, is gone on with by the same command.
    """
    if (url is not None) + is_local + (cluster is not None) != 1:
        raise click.UsageError("Give one of --url, --local and --ray.")
    job = Job(options=AnswerOptions(min_confidence=min_confidence, types=types, offset_unit=offset_unit), **rest)
    # The default ones log each retry, and load what logging needs.
    set_on_retry_hooks([])
    try:
        if url is not None:
            _run(job, over_http(url, job.options, api_key=api_key or os.environ.get(API_KEY)))
        elif is_local:
            _run_here(job)
        else:
            _run_on_cluster(job, str(cluster))
    except (RunFault, InputFault, OutputFault) as fault:
        raise click.ClickException(str(fault)) from fault


def _run(job: Job, opened: Opened) -> None:
    stopped_by = run(job, opened)
    if stopped_by is not None:
        raise SystemExit(128 + stopped_by)


def _run_here(job: Job) -> None:
    # Not at the top: it imports torch, and Flask for the checks of articles.
    from service.client.local import in_this_process

    _run(job, in_this_process(job.options))


def _run_on_cluster(job: Job, address: str) -> None:
    # Not at the top: Ray is an extra of its own, and its workers load what --local does.
    try:
        from service.client.ray_batch import ClusterFault, run_on_cluster

        options = {**asdict(job.options), "types": list(job.options.types)}
        summary = run_on_cluster(
            job.source, job.target, address=address, options=options, failures=job.failures, force=job.is_forced
        )
    except ModuleNotFoundError as error:
        raise RunFault(f"`--ray` lacks the module {error.name} here; install quote-attribution[ray]") from error
    except ClusterFault as fault:
        raise RunFault(str(fault)) from fault
    if not job.is_quiet:
        counts = summary.counts
        told = f"articles {counts.n_articles}, quotations {counts.n_quotations}, failures {counts.n_failures}"
        click.echo(told, err=True)
