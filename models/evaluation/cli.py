"""The `evaluate` command: a gold file in, figures with intervals and their signature out."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from models.backends import BACKEND_CHOICES, BackendChoice
from models.errors import QuoteError
from models.evaluation.counts import total
from models.evaluation.gold import GoldFile, read_gold
from models.evaluation.intervals import bootstrap
from models.evaluation.loading import BUNDLED_WEIGHTS, Pipeline, open_pipeline
from models.evaluation.measurement import Measurement, measure
from models.evaluation.report import Ablation, Report, Signature, as_json, as_table
from models.records import ModelInfo

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("gold_path", metavar="GOLD.jsonl", type=_FILE)
@click.option("--marks", type=_FILE, help="Quotations marked apart, for a file that holds the texts alone.")
@click.option(
    "--predictions", type=click.Path(dir_okay=False, path_type=Path), help="Write the answers here, a line each."
)
@click.option("--json", "is_json", is_flag=True, help="Print JSON instead of a table.")
@click.option("--boot", "n_draws", type=click.IntRange(min=0), default=1000, show_default=True, help="Bootstrap draws.")
@click.option("--seed", type=int, default=1, show_default=True, help="Seed of the draws.")
@click.option("--errors", "n_errors", type=click.IntRange(min=0), default=0, help="Show this many faults.")
@click.option("--ablate", "is_ablated", is_flag=True, help="Measure again with one part switched off at a time.")
@click.option(
    "--weights", type=click.Path(file_okay=False, path_type=Path), default=BUNDLED_WEIGHTS, help="Weights folder."
)
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
def evaluate(
    gold_path: Path,
    *,
    marks: Path | None,
    predictions: Path | None,
    is_json: bool,
    n_draws: int,
    seed: int,
    n_errors: int,
    is_ablated: bool,
    weights: Path,
    n_threads: int,
    backend: BackendChoice,
) -> None:
    """Score the model against gold in the worldquotes or the PolNeAR form."""
    try:
        gold = read_gold(gold_path, marks=marks)
        pipeline = open_pipeline(weights, n_threads=n_threads, backend="torch" if is_ablated else backend)
    except QuoteError as error:
        raise click.ClickException(str(error)) from error
    measurement = measure(gold, pipeline)
    if predictions:
        write_lines(predictions, measurement.predictions)
    signature = sign(gold, pipeline.model, n_draws=n_draws, seed=seed)
    report = summarise(
        measurement, signature, n_errors=n_errors, ablations=_ablations(gold, pipeline) if is_ablated else ()
    )
    click.echo(json.dumps(as_json(report), ensure_ascii=False) if is_json else as_table(report))


def sign(gold: GoldFile, model: ModelInfo, *, n_draws: int, seed: int) -> Signature:
    """Where the numbers come from; the command names the files alone, not where they lie."""
    marks = f" --marks {gold.marks}" if gold.marks else ""
    return Signature(
        command=f"quotes evaluate {gold.name}{marks} --boot {n_draws} --seed {seed}",
        model=model.name,
        version=model.version,
        weights_sha256=model.weights_sha256,
        data_sha256=gold.sha256,
        n_documents=len(gold.lines),
        n_draws=n_draws,
        seed=seed,
    )


def _ablations(gold: GoldFile, pipeline: Pipeline) -> tuple[Ablation, ...]:
    """Torch is imported only here, where a network is taken apart."""
    from models.evaluation.ablation import ablate

    return tuple(ablate(gold, pipeline))


def summarise(
    measurement: Measurement, signature: Signature, *, n_errors: int, ablations: Sequence[Ablation] = ()
) -> Report:
    """Sum the rows, score them and draw the intervals that the signature asks for."""
    return Report(
        signature=signature,
        figures=measurement.figures(total(measurement.rows)),
        intervals=bootstrap(
            measurement.rows, figures=measurement.figures, n_draws=signature.n_draws, seed=signature.seed
        ),
        reliability=measurement.reliability,
        selection=measurement.selection,
        faults=measurement.faults,
        misses=measurement.misses[:n_errors],
        ablations=ablations,
    )


def write_lines(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """One JSON object a line, in UTF-8; an earlier file is replaced."""
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text("".join(lines), encoding="utf-8", newline="")
