"""The whole training: corpora → network → student → curves → figures → a weights directory."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch

from models.config import DecodeConfig, LookConfig, ModelConfig, WindowConfig
from models.corpora.marks import MARKED
from models.corpora.written import WRITTEN, written_rows
from models.evaluation.counts import total
from models.evaluation.gold import GoldFile, read_gold
from models.evaluation.intervals import bootstrap
from models.evaluation.measurement import measure
from models.network.multitask import QuoteNetwork
from models.network.weight_files import CONFIG_FILE, TOKENIZER_FILE, WEIGHTS_FILE, config_bytes, write_weights
from models.network.weights import pack_network
from models.pipeline import ArticlePipeline, load_pipeline
from models.resolve.registry import load_registry
from models.text.pieces import PieceCutter
from models.training.attention import use_training_attention
from models.training.base import base_folder, fresh_network, take_over, tokenizer_bytes
from models.training.calibrate import calibrate
from models.training.data import (
    ARTICLE_DIETS,
    DIETS,
    LAST_DIETS,
    POLISH_DIETS,
    ROUNDED_DIETS,
    STUDENT_DIETS,
    marked_rows,
)
from models.training.distillation import Teacher
from models.training.ranking import RankerConfig, Slates, marked_slates, train_ranker
from models.training.stages import ARTICLES, POLISH, ROUNDED, STUDENT, WINDOWS, StageConfig, Stages
from models.training.student import StudentShape, cut_student

NAME, VERSION = "quotes-minilm", "7"
CHECKPOINT_FILE = "checkpoint.safetensors"
"""Lies in the weights directory while training runs."""
LIMITS = (
    "English only",
    "made for news articles; speeches, fiction and chats were not measured",
    "nested quotations: of two contents where one holds the other only the outer one is given",
    "a speaker who is named only in words that no name tagger knows may be given by a description",
)
CALIBRATION_FILES = ("worldquotes/dev.jsonl", "worldner/dev.jsonl")
"""The development files in which every quotation is marked."""
MEASURED_FILES: dict[str, tuple[str, ...]] = {
    "worldquotes/dev.jsonl": ("",),
    "worldner/dev.jsonl": (
        "quoted.found",
        "quoted.speaker",
        "content",
        "pieces",
        "exact",
        "relay",
        "role",
        "type",
        "entities",
    ),
    "polnear/dev-speakers.jsonl": ("quoted.", "role", "relay.recall"),
    "polnear/dev.jsonl": ("",),
}
"""File → how the names of its figures begin: some mean nothing where indirect quotations are not marked, or where the
publishers were marked by their addresses."""
TRAINING_MARKS = ("worldner.jsonl", "polnear.jsonl")
MARKS_OF = {"worldner/dev.jsonl": MARKED / "worldner-dev.jsonl"}
"""File → what this project marked in it."""

N_DRAWS = 1000
DECODING = DecodeConfig(
    readiness={
        "content": -0.75,
        "cue": 1.0,
        "role": 3.5,
        "attribution_content": -0.25,
        "attribution_cue": 0.5,
        "attribution_source": 0.5,
    },
    least_speaker=0.25,
    least_named=0.4,
    clear_lead=1.5,
    looks=LookConfig(speaker=0.5, antecedent=0.75),
)
"""Chosen on the development files."""


WINDOW_SIZES = WindowConfig(width=254, overlap=48)
"""Attention over longer ones costs more than it brings, since the second look sees the whole article."""


_ALL_DIETS = {
    "windows": DIETS,
    "articles": ARTICLE_DIETS,
    "student": STUDENT_DIETS,
    "rounded": ROUNDED_DIETS,
    "polish": POLISH_DIETS,
    "last": LAST_DIETS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What decides the outcome of a training beside the data and the code."""

    seed: int = 1
    n_threads: int = 2
    windows: StageConfig = WINDOWS
    articles: StageConfig = ARTICLES
    student: StageConfig = STUDENT
    rounded: StageConfig = ROUNDED
    polish: StageConfig = POLISH
    last: StageConfig = STUDENT
    ranker: RankerConfig = field(default_factory=RankerConfig)
    shape: StudentShape = field(default_factory=StudentShape)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Weights of an earlier training to go on from; neither for a training from the base encoder.

    windows: a network after the first stage
    teacher: a network after the second, from which the student is cut
    """

    windows: Path | None = None
    teacher: Path | None = None


def train_model(
    data: Path, out: Path, *, recipe: Recipe, report: Callable[[str], None], given: Given | None = None
) -> None:
    """Train, calibrate, measure, and write the weights directory; what stood there is replaced at the end."""
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(recipe.n_threads)
    folder = base_folder()
    tokenizer = tokenizer_bytes(folder)
    network, fresh = fresh_network(folder)
    stages = _stages(PieceCutter(tokenizer), data=data, out=out, recipe=recipe, report=report)
    teacher = _full_network(network, stages, recipe=recipe, given=given or Given())
    student, smaller = _student(teacher, fresh, stages, recipe=recipe)
    config = replace(smaller, decode=DECODING, windows=WINDOW_SIZES)
    slates = own_slates(student, config, tokenizer, data=data, recipe=recipe)
    trained = stages.finished(student, recipe.last)
    for asked, own in slates.items():
        train_ranker(trained.ranker(asked), own, config=recipe.ranker, seed=recipe.seed)
    files = {WEIGHTS_FILE: pack_network(trained), TOKENIZER_FILE: tokenizer}
    finish_weights(out, files=files, config=config, data=data, recipe=recipe)
    (out / CHECKPOINT_FILE).unlink(missing_ok=True)


def own_slates(network: QuoteNetwork, config: ModelConfig, tokenizer: bytes, *, data: Path, recipe: Recipe) -> Slates:
    """What the network, as it would serve, makes of the articles that this project marked or wrote.

    The written ones teach no relays: how often words are relayed in them misleads.
    """
    files = {WEIGHTS_FILE: pack_network(network), TOKENIZER_FILE: tokenizer, CONFIG_FILE: config_bytes(config)}
    with TemporaryDirectory() as folder:
        write_weights(Path(folder), files=files, manifest=_manifest(recipe, data, {}))
        pipeline = load_pipeline(Path(folder), n_threads=recipe.n_threads)
    real, written = marked_slates(marked_rows(data), pipeline), marked_slates(written_rows(), pipeline)
    return {**real, "speaker": real["speaker"] + written["speaker"]}


def finish_weights(out: Path, *, files: dict[str, bytes], config: ModelConfig, data: Path, recipe: Recipe) -> None:
    """Write weights with curves and figures that are measured on the development files."""
    write_weights(out, files={**files, CONFIG_FILE: config_bytes(config)}, manifest=_manifest(recipe, data, {}))
    pipeline = load_pipeline(out, n_threads=recipe.n_threads)
    calibrated = calibrate(pipeline, [_gold(data, name) for name in CALIBRATION_FILES])
    tuned = replace(pipeline, maker=replace(pipeline.maker, calibration=calibrated.curves))
    figures: dict[str, Any] = {
        name: _figures(_gold(data, name), tuned, beginnings=beginnings) for name, beginnings in MEASURED_FILES.items()
    }
    figures["calibration"] = calibrated.errors
    final = config_bytes(replace(config, calibration=calibrated.curves))
    write_weights(out, files={**files, CONFIG_FILE: final}, manifest=_manifest(recipe, data, figures))


def _gold(data: Path, name: str) -> GoldFile:
    return read_gold(data / name, marks=MARKS_OF.get(name))


def _stages(cutter: PieceCutter, *, data: Path, out: Path, recipe: Recipe, report: Callable[[str], None]) -> Stages:
    """The stages; a checkpoint of the averaged network lies in `out` while they run."""

    def checkpoint(kept: QuoteNetwork) -> None:
        out.mkdir(parents=True, exist_ok=True)
        (out / CHECKPOINT_FILE).write_bytes(pack_network(kept))

    return Stages(
        data=data, cutter=cutter, registry=load_registry(), seed=recipe.seed, report=report, checkpoint=checkpoint
    )


def _full_network(network: QuoteNetwork, stages: Stages, *, recipe: Recipe, given: Given) -> QuoteNetwork:
    """The averaged network after the first two stages, or after those that are not given."""
    use_training_attention(network.encoder.bert)
    if given.teacher:
        take_over(network, given.teacher)
        return network
    if given.windows:
        take_over(network, given.windows)
    else:
        network = stages.over_windows(network, recipe.windows)
    return stages.over_articles(network, recipe.articles)


def _student(
    teacher: QuoteNetwork, config: ModelConfig, stages: Stages, *, recipe: Recipe
) -> tuple[QuoteNetwork, ModelConfig]:
    """The averaged student before its last stage, and its configuration."""
    teacher.requires_grad_(False).eval()
    student, smaller = cut_student(teacher, config, shape=recipe.shape, sample=stages.sample(recipe.student))
    use_training_attention(student.encoder.bert)
    taught = Teacher(network=teacher, layers=recipe.shape.layers)
    student = stages.under_teacher(student, recipe.student, teacher=taught)
    student = stages.rounded(student, recipe.rounded)
    student = stages.polished(student, recipe.polish, teacher=taught)
    return student, replace(smaller, network=replace(smaller.network, precision="int8"))


def _figures(gold: GoldFile, pipeline: ArticlePipeline, *, beginnings: tuple[str, ...]) -> dict[str, Any]:
    """Figures in percent with 95 % intervals, and the number of articles that they rest on."""
    measured = measure(gold, pipeline)
    values = measured.figures(total(measured.rows))
    intervals = bootstrap(measured.rows, figures=measured.figures, n_draws=N_DRAWS, seed=1)
    kept = {name: value for name, value in values.items() if name.startswith(beginnings)}
    return {"articles": len(gold.lines)} | {
        name: {"value": round(value, 2), "low": round(intervals[name].low, 2), "high": round(intervals[name].high, 2)}
        for name, value in kept.items()
    }


def _manifest(recipe: Recipe, data: Path, figures: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": NAME,
        "version": VERSION,
        "data": [
            *(f"{name} sha256:{_sha256(data / name)}" for name in _training_files()),
            *(f"marked/{name} sha256:{_sha256(MARKED / name)}" for name in TRAINING_MARKS),
            *(f"written/{path.name} sha256:{_sha256(path)}" for path in sorted(WRITTEN.glob("*.jsonl"))),
        ],
        "figures": figures,
        "limits": list(LIMITS),
        "recipe": {
            **asdict(recipe),
            "diets": {stage: [asdict(diet) for diet in diets] for stage, diets in _ALL_DIETS.items()},
        },
    }


def _training_files() -> Sequence[str]:
    return (
        "worldquotes/train.jsonl",
        "worldner/train.jsonl",
        "polnear/train.jsonl",
        "polnear/train-speakers.jsonl",
        "coref/train.jsonl",
    )


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
