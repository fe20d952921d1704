"""A student is drawn to its teacher's states, less and less as the training goes on."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from models.network.multitask import QuoteNetwork
from models.text.windows import Window
from models.training.batches import TrainingBatch, collate
from models.training.distillation import Teacher
from models.training.loop import LoopConfig, run_training
from models.training.losses import batch_loss
from models.training.targets import window_targets
from tests.unit.models.network.tiny import tiny_network
from tests.unit.models.training.cases import IDS, example_of

EXAMPLE = example_of(8, spans={"cue": [(2, 3)]})


def batch_of(*lengths: int) -> TrainingBatch:
    targets = [window_targets(EXAMPLE, Window(start=0, end=length)) for length in lengths]
    return collate(targets, specials=IDS, mask_share=0.0, rng=np.random.default_rng(1))


def teacher_of(layers: tuple[int, ...] = (0, 1)) -> Teacher:
    return Teacher(network=tiny_network().requires_grad_(False), layers=layers)


@torch.inference_mode()
def told(teacher: Teacher, student: QuoteNetwork, batch: TrainingBatch, share_left: float) -> float:
    """What the teacher says of the student's states."""
    return float(teacher.loss(student, batch, share_left).states)


def test_teacher_finds_nothing_to_say_of_itself():
    teacher = teacher_of()

    assert told(teacher, teacher.network, batch_of(8), 1.0) == 0.0


@pytest.mark.parametrize("share", [pytest.param(1.0, id="at first"), pytest.param(0.25, id="late")])
def test_teacher_counts_as_much_as_is_left_of_the_training(share: float):
    teacher, other, batch = teacher_of(), tiny_network(seed=2), batch_of(8)

    whole, part = (told(teacher, other, batch, left) for left in (1.0, share))

    assert part == pytest.approx(share * whole)
    assert whole > 0


def test_right_answers_count_as_without_a_teacher():
    student, batch = tiny_network(seed=2), batch_of(8)

    taught, alone = teacher_of().loss(student, batch, 1.0), batch_loss(student, batch)

    assert float(replace(taught, states=torch.zeros(())).total.detach()) == pytest.approx(float(alone.total.detach()))


def test_last_layer_is_half_of_the_distance_and_the_windows_length_its_measure():
    teacher, student, batch = teacher_of(), tiny_network(seed=2), batch_of(8)
    windows = batch.windows
    wrong = []
    for own, right in zip(
        student.encoder.layer_states(windows.ids, windows.features, windows.mask),
        teacher.network.encoder.layer_states(windows.ids, windows.features, windows.mask),
        strict=True,
    ):
        wrong.append(float((own - right).square().mean().detach() / right.var()))

    assert told(teacher, student, batch, 1.0) == pytest.approx(10 * (wrong[0] + wrong[1]) / 2, rel=1e-4)


def test_padding_is_no_matter_of_teaching():
    teacher, student = teacher_of(), tiny_network(seed=2)

    beside_a_long_one = told(teacher, student, batch_of(3, 8), 1.0)
    moved = batch_of(3, 8)
    moved.windows.ids[0, 5:] = 7

    assert told(teacher, student, moved, 1.0) == pytest.approx(beside_a_long_one, rel=1e-4)


def test_student_comes_nearer_to_its_teacher():
    teacher, student = teacher_of(), tiny_network(seed=2)
    before = distance(student, teacher)

    trained = run_training(
        student,
        [batch_of(8)] * 30,
        n_batches=30,
        config=LoopConfig(encoder_rate=1e-3, warmup_share=0.0),
        report=lambda _: None,
        checkpoint=lambda _: None,
        loss_of=teacher.loss,
    )

    assert distance(trained, teacher) < before / 2


def distance(student: QuoteNetwork, teacher: Teacher) -> float:
    return told(teacher, student.eval(), batch_of(8), 1.0)
