"""A student keeps some of its teacher's layers, and of their hidden units those that do most."""

import numpy as np
import pytest
import torch

from models.network.multitask import QuoteNetwork, WindowBatch
from models.training.student import StudentShape, cut_student
from tests.unit.models.network.tiny import CONFIG, tiny_network

WHOLE = StudentShape(layers=(0, 1), n_hidden=32)


def windows(*, seed: int = 1) -> WindowBatch:
    ids = torch.from_numpy(np.random.default_rng(seed).integers(5, 60, (3, 9)))
    return WindowBatch(
        ids=ids, features=torch.zeros(3, 9, 4, dtype=torch.long), mask=torch.ones(3, 9, dtype=torch.bool)
    )


def student_of(teacher: QuoteNetwork, shape: StudentShape) -> QuoteNetwork:
    student, _ = cut_student(teacher, CONFIG, shape=shape, sample=[windows()])
    return student.eval()


def test_student_of_all_layers_and_units_is_its_teacher():
    teacher = tiny_network()

    assert torch.equal(student_of(teacher, WHOLE).states(windows()), teacher.states(windows()))


@pytest.mark.parametrize(
    ("layers", "depth"), [pytest.param((0,), 0, id="first layer"), pytest.param((1,), 1, id="last layer")]
)
def test_kept_layers_are_the_teachers(layers: tuple[int, ...], depth: int):
    teacher = tiny_network()
    student = student_of(teacher, StudentShape(layers=layers, n_hidden=32))

    [kept], wanted = student.encoder.bert.encoder.layer, teacher.encoder.bert.encoder.layer[depth]
    assert all(tensor.equal(kept.state_dict()[name]) for name, tensor in wanted.state_dict().items())


def test_units_that_do_nothing_are_cut_out_and_change_nothing():
    teacher = tiny_network()
    with torch.no_grad():
        for name, tensor in teacher.encoder.bert.named_parameters():
            if name.endswith("output.dense.weight") and "attention" not in name:
                tensor[:, 1::2] = 0.0

    student = student_of(teacher, StudentShape(layers=(0, 1), n_hidden=16))

    torch.testing.assert_close(student.states(windows(seed=2)), teacher.states(windows(seed=2)))


def test_configuration_tells_the_students_shape_and_keeps_the_rest():
    _, config = cut_student(tiny_network(), CONFIG, shape=StudentShape(layers=(1,), n_hidden=8), sample=[windows()])

    changed = {"num_hidden_layers": 1, "intermediate_size": 8}
    assert config.network.encoder == CONFIG.network.encoder | changed
    assert (config.windows, config.network.tag_width) == (CONFIG.windows, CONFIG.network.tag_width)


def test_heads_are_taken_as_they_are():
    teacher = tiny_network()
    student = student_of(teacher, StudentShape(layers=(1,), n_hidden=8))

    kept = student.state_dict()
    heads = {n: t for n, t in teacher.state_dict().items() if not n.startswith("encoder.bert.encoder.")}
    assert all(tensor.equal(kept[name]) for name, tensor in heads.items())


def test_teacher_reads_the_sample_without_a_trace():
    teacher = tiny_network()
    student_of(teacher, StudentShape(layers=(0,), n_hidden=8))

    assert not any(module._forward_pre_hooks for module in teacher.modules())
