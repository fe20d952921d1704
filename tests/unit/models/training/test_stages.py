"""Each stage trains a network on the corpora on disk, the second one its article head too."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from models.network.multitask import QuoteNetwork
from models.resolve.registry import load_registry
from models.training.articles import PreparedArticle
from models.training.batches import BatchConfig
from models.training.data import LAST_DIETS, POLISH_DIETS, Corpora, Diet, draw_article_passes, read_corpora
from models.training.distillation import Teacher
from models.training.loop import LoopConfig
from models.training.rounding import RoundedLinear
from models.training.stages import SHARE_BEFORE, STUDENT_WIDTHS, StageConfig, Stages
from tests.unit.models.network.tiny import tiny_cutter, tiny_network
from tests.unit.models.training.corpus_files import write_corpora, write_written

CONFIG = StageConfig(batches=BatchConfig(batch_pieces=200, overlap=4), loop=LoopConfig(log_every=1))


def ignore(_: object) -> None:
    """What becomes of progress and checkpoints that no test asks about."""


def make_stages(data: Path, *, seed: int = 1, report: Callable[[str], None] = ignore) -> Stages:
    return Stages(
        data=data,
        cutter=tiny_cutter(),
        registry=load_registry(),
        seed=seed,
        report=report,
        checkpoint=ignore,
    )


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_corpora(tmp_path, n_lines=2)


def changed_parts(network: QuoteNetwork) -> set[str]:
    """The first words of the names of all tensors that are no longer those of a tiny network."""
    before = tiny_network().state_dict()
    return {name.split(".")[0] for name, tensor in network.state_dict().items() if not tensor.equal(before[name])}


def test_windows_teach_all_but_the_article_head(data: Path):
    trained = make_stages(data).over_windows(tiny_network(), CONFIG)

    assert changed_parts(trained) == {"encoder", "tags", "links"}
    assert not trained.training


def test_articles_teach_everything(data: Path):
    trained = make_stages(data).over_articles(tiny_network(), CONFIG)

    assert changed_parts(trained) == {"encoder", "tags", "links", "article"}
    assert not trained.training


def test_teacher_teaches_everything_and_learns_nothing(data: Path):
    teacher = Teacher(network=tiny_network(seed=2).requires_grad_(False), layers=(0, 1))
    lines: list[str] = []
    trained = make_stages(data, report=lines.append).under_teacher(tiny_network(), CONFIG, teacher=teacher)

    assert changed_parts(trained) == {"encoder", "tags", "links", "article"}
    assert json.loads(lines[0])["states"] > 0
    unchanged = tiny_network(seed=2).state_dict()
    assert all(tensor.equal(unchanged[name]) for name, tensor in teacher.network.state_dict().items())


def test_rounded_products_are_learned_with(data: Path):
    trained = make_stages(data).rounded(tiny_network(), CONFIG)

    assert changed_parts(trained) == {"encoder", "tags", "links", "article"}
    assert any(isinstance(module, RoundedLinear) for module in trained.modules())


def test_last_stage_varies_its_articles_anew(data: Path, monkeypatch: pytest.MonkeyPatch):
    asked: list[tuple[int, object]] = []
    batches_of = Stages._article_batches

    def article_batches(self: Stages, diets: Sequence[Diet], **options: Any):
        asked.append((self.seed, diets))
        return batches_of(self, diets, **options)

    monkeypatch.setattr(Stages, "_article_batches", article_batches)
    stages = make_stages(data, seed=3)

    stages.polished(tiny_network(), CONFIG, teacher=Teacher(network=tiny_network(), layers=(0, 1)))
    trained = stages.finished(tiny_network(), CONFIG)

    assert asked == [(3, POLISH_DIETS), (4, LAST_DIETS)]
    assert changed_parts(trained) == {"encoder", "tags", "links", "article"}


def test_last_stage_gives_a_mean_of_the_weights_before_and_after_it(data: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Stages, "_train", lambda self, network, batches, *, n_batches, config: tiny_network(seed=2))

    finished = make_stages(data).finished(tiny_network(), CONFIG)

    before, after = tiny_network().state_dict(), tiny_network(seed=2).state_dict()
    for name, weight in finished.state_dict().items():
        assert weight.allclose(SHARE_BEFORE * before[name] + (1 - SHARE_BEFORE) * after[name], atol=1e-6)


def test_sample_is_of_windows_as_the_student_reads_them(data: Path):
    windows = list(make_stages(data).sample(CONFIG))

    assert len(windows) > 0
    assert max(batch.ids.shape[1] for batch in windows) <= STUDENT_WIDTHS[0] + 2


def test_progress_tells_which_tasks_a_stage_teaches(data: Path):
    lines: list[str] = []
    both = make_stages(data, report=lines.append)

    both.over_articles(both.over_windows(tiny_network(), CONFIG), CONFIG)

    values = [json.loads(line) for line in lines]
    n_windows = values[0]["of"]
    assert len(values) == n_windows + values[-1]["of"]
    assert {value["nodes"] for value in values[:n_windows]} == {0}
    assert max(value["nodes"] for value in values[n_windows:]) > 0


def test_corpora_are_read_once(data: Path, monkeypatch: pytest.MonkeyPatch):
    read: list[Path] = []

    def counted(path: Path, *, is_outlet: Callable[[str], bool], with_own: bool) -> Corpora:
        read.append(path)
        return read_corpora(path, is_outlet=is_outlet, with_own=with_own)

    monkeypatch.setattr("models.training.stages.read_corpora", counted)
    both = make_stages(data)

    both.over_articles(both.over_windows(tiny_network(), CONFIG), CONFIG)

    assert read == [data]


def test_last_stage_alone_is_taught_what_the_project_wrote(data: Path, written: Path, monkeypatch: pytest.MonkeyPatch):
    write_written(written, "w1", "w2")
    taught: list[list[str]] = []

    def drawn(corpora: Corpora, diets: Sequence[Diet], **options: Any) -> Iterator[list[PreparedArticle]]:
        taught.append([example.id for example in corpora["written"]])
        return draw_article_passes(corpora, diets, **options)

    monkeypatch.setattr("models.training.stages.draw_article_passes", drawn)
    stages = make_stages(data)

    stages.finished(stages.rounded(tiny_network(), CONFIG), CONFIG)

    assert taught == [[], ["w1", "w2"]]


@pytest.mark.parametrize("stage", ["over_windows", "over_articles"])
def test_same_seed_trains_the_same_network(data: Path, stage: str):
    left, again, other = (
        getattr(make_stages(data, seed=seed), stage)(tiny_network(), CONFIG).state_dict() for seed in (1, 1, 2)
    )

    assert all(tensor.equal(again[name]) for name, tensor in left.items())
    assert not all(tensor.equal(other[name]) for name, tensor in left.items())
