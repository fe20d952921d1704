"""The `train` command: the training data in, a weights directory out."""

from pathlib import Path

import click

from models.errors import QuoteError
from models.training.recipe import Given, Recipe, train_model


@click.command()
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="QUOTES_DATA",
    required=True,
    help="Folder of the training and development files; QUOTES_DATA when left out.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("models/weights"),
    show_default=True,
    help="Weights directory to write.",
)
@click.option(
    "--start",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A model.safetensors to begin the second stage from, in place of the first stage.",
)
@click.option(
    "--teacher",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A model.safetensors of the whole network to cut the small one from, in place of the first two stages.",
)
@click.option("--seed", type=int, default=Recipe().seed, show_default=True)
@click.option("--threads", type=click.IntRange(min=1), default=Recipe().n_threads, show_default=True)
def train(data: Path, out: Path, start: Path | None, teacher: Path | None, seed: int, threads: int) -> None:
    """Train the model from the base encoder; prints a JSON line of progress now and then."""
    try:
        recipe, given = Recipe(seed=seed, n_threads=threads), Given(windows=start, teacher=teacher)
        train_model(data, out, recipe=recipe, report=click.echo, given=given)
    except QuoteError as error:
        raise click.ClickException(str(error)) from error
