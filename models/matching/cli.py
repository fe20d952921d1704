"""`quotes match`: who carried the same words, over outputs of any size."""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click
from tqdm import tqdm

from models.matching.archive import match_archive
from models.matching.outputs import UnreadableOutput, read_outputs
from models.matching.tracking import Thing

_UNITS = {"reading": " quotations", "comparing": " wordings", "writing": " groups"}


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(exists=True, path_type=Path))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Where to write; else standard output.")
@click.option(
    "--scratch",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder for what does not fit into memory, about the size of the quotations; else that of --out.",
)
def match(files: tuple[Path, ...], *, out: Path | None, scratch: Path | None) -> None:
    """Group quotations that carry the same words, from outputs of `quotes batch`: JSON Lines (also .gz, .zst), Parquet.

    FILE may be a folder of them. Writes a group a line, as the service gives them for `"match": true`.
    """
    folder = scratch or (out.absolute().parent if out else Path.cwd())
    try:
        with _opened(out) as lines:
            for group in match_archive(read_outputs(files), scratch=folder, track=_show):
                click.echo(json.dumps(group, ensure_ascii=False), file=lines)
    except UnreadableOutput as error:
        raise click.ClickException(str(error)) from error


def _show(things: Iterable[Thing], *, doing: str, n_in_all: int | None) -> Iterable[Thing]:
    """A bar on a terminal, nothing elsewhere."""
    shown: Iterable[Thing] = tqdm(things, desc=doing, total=n_in_all, unit=_UNITS[doing], unit_scale=True, disable=None)
    return shown


@contextmanager
def _opened(out: Path | None) -> Iterator[IO[str] | None]:
    """The file to write to, which has its name only once it is whole; None for standard output."""
    if out is None:
        yield None
        return
    part = out.with_name(f"{out.name}.part")
    with part.open("w", encoding="utf-8", newline="\n") as lines:
        yield lines
    os.replace(part, out)
