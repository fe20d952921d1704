"""A smaller network cut out of a trained one: some of its layers, and in each the hidden units that do most.

Structured pruning before distillation, as in Michel et al. 2019 and Sanh et al. 2019; the heads are taken as they are.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import cast

import torch
from torch import Tensor, nn
from transformers.models.bert.modeling_bert import BertLayer

from models.config import ModelConfig
from models.network.multitask import QuoteNetwork, WindowBatch
from models.network.weights import build_network


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentShape:
    """What stays of the teacher.

    layers:   numbers of the layers that are kept, ascending, from 0
    n_hidden: units between the two feed-forward products of each layer
    """

    layers: tuple[int, ...] = (0, 2, 4, 5)
    n_hidden: int = 768


def cut_student(
    teacher: QuoteNetwork, config: ModelConfig, *, shape: StudentShape, sample: Iterable[WindowBatch]
) -> tuple[QuoteNetwork, ModelConfig]:
    """The student and its configuration.

    config: the teacher's
    sample: what the teacher reads to find out which hidden units do most
    """
    encoder = {
        **config.network.encoder,
        "num_hidden_layers": len(shape.layers),
        "intermediate_size": shape.n_hidden,
    }
    smaller = replace(config, network=replace(config.network, encoder=encoder))
    student = build_network(smaller)
    kept = {
        number: worth.topk(shape.n_hidden).indices.sort().values
        for number, worth in _unit_worth(teacher, shape.layers, sample).items()
    }
    student.load_state_dict(_kept_tensors(teacher, shape.layers, kept))
    return student, smaller


def _unit_worth(teacher: QuoteNetwork, layers: Iterable[int], sample: Iterable[WindowBatch]) -> dict[int, Tensor]:
    """Layer number → (n_hidden,) how much each hidden unit moves the layer's output: its mean square there."""
    blocks = {number: _layer(teacher, number).output.dense for number in layers}
    squares = {number: torch.zeros(dense.in_features) for number, dense in blocks.items()}

    def watch(number: int, dense: nn.Module) -> torch.utils.hooks.RemovableHandle:
        return dense.register_forward_pre_hook(lambda _, inputs: squares[number].add_(inputs[0].square().sum((0, 1))))

    handles = [watch(number, dense) for number, dense in blocks.items()]
    with torch.inference_mode():
        for windows in sample:
            teacher.states(windows)
    for handle in handles:
        handle.remove()
    return {number: squares[number] * dense.weight.detach().square().sum(0) for number, dense in blocks.items()}


def _layer(network: QuoteNetwork, number: int) -> BertLayer:
    return cast("BertLayer", network.encoder.bert.encoder.layer[number])


_LAYER = "encoder.bert.encoder.layer."


def _kept_tensors(teacher: QuoteNetwork, layers: tuple[int, ...], kept: Mapping[int, Tensor]) -> dict[str, Tensor]:
    """The teacher's tensors under the student's names, without what was cut out."""
    tensors = {}
    for name, tensor in teacher.state_dict().items():
        if not name.startswith(_LAYER):
            tensors[name] = tensor
            continue
        number, part = name.removeprefix(_LAYER).split(".", 1)
        if int(number) in layers:
            tensors[f"{_LAYER}{layers.index(int(number))}.{part}"] = _without(part, tensor, kept[int(number)])
    return tensors


def _without(part: str, tensor: Tensor, units: Tensor) -> Tensor:
    """A layer's tensor with some of the hidden units only."""
    if part.startswith("intermediate."):
        return tensor[units]
    return tensor[:, units] if part == "output.dense.weight" else tensor
