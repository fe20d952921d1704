"""The command `quotes`: its subcommands are imported only when they are run."""

import os
from dataclasses import dataclass
from importlib import import_module

import click


@dataclass(frozen=True, slots=True, kw_only=True)
class Subcommand:
    """Where a subcommand lies (`module:name`), what it does in a line, and the extra that it needs."""

    place: str
    help: str
    extra: str | None = None


SUBCOMMANDS = {
    "serve": Subcommand(place="service.serve:serve", help="Serve over HTTP until stopped."),
    "attribute": Subcommand(place="service.attribute:attribute", help="Find the quotations of one file."),
    "batch": Subcommand(
        place="service.client.cli:batch", help="Find the quotations of a whole archive.", extra="batch"
    ),
    "match": Subcommand(
        place="models.matching.cli:match", help="Group quotations that carry the same words.", extra="batch"
    ),
    "train": Subcommand(place="models.training.cli:train", help="Train the weights again.", extra="train"),
    "evaluate": Subcommand(place="models.evaluation.cli:evaluate", help="Score the weights on a gold file."),
    "benchmark": Subcommand(
        place="models.evaluation.benchmark.cli:benchmark", help="Measure speed, memory and start-up."
    ),
}


class LazyGroup(click.Group):
    """A group that knows its subcommands by name, so that `--help` and each of them start without the others."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return list(SUBCOMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The subcommand itself, None for an unknown name; raises ClickException when it is not installed."""
        subcommand = SUBCOMMANDS.get(cmd_name)
        return None if subcommand is None else _import(cmd_name, subcommand)

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table; click's own way would import every subcommand."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, subcommand.help) for name, subcommand in SUBCOMMANDS.items()])


@click.group(cls=LazyGroup)
@click.version_option(package_name="quote-attribution")
def main() -> None:
    """Every quotation of a news article, with its speaker and the outlet that relayed it."""
    # Read when torch is loaded: threads that spin while they wait make it several times slower on busy machines.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")


def _import(name: str, subcommand: Subcommand) -> click.Command:
    module, _, attribute = subcommand.place.partition(":")
    try:
        command: click.Command = getattr(import_module(module), attribute)
    except ModuleNotFoundError as error:
        remedy = f"; install quote-attribution[{subcommand.extra}]" if subcommand.extra else ""
        raise click.ClickException(f"`quotes {name}` lacks the module {error.name} here{remedy}") from error
    return command
