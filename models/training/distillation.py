"""What a student learns beside the right answers: to have its teacher's states, layer by layer (Jiao et al. 2020)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from models.network.multitask import QuoteNetwork, WindowBatch
from models.training.batches import TrainingBatch
from models.training.losses import Loss, answers_loss


@dataclass(frozen=True, kw_only=True)
class Teacher:
    """A trained network, and the numbers of its layers that the student's stand for, in the student's order."""

    network: QuoteNetwork
    layers: tuple[int, ...]

    def loss(self, student: QuoteNetwork, batch: TrainingBatch, share_left: float) -> Loss:
        """The right answers' loss, and the teacher's, which counts less and less."""
        windows = batch.windows
        layers = student.encoder.layer_states(windows.ids, windows.features, windows.mask)
        answers = answers_loss(student, student.dropout(layers[-1]), batch)
        return replace(answers, states=share_left * self._distance(layers, windows))

    def _distance(self, layers: Sequence[Tensor], windows: WindowBatch) -> Tensor:
        """Pieces a window, each by how wrong its states are in parts of their energy; half is the last layer."""
        with torch.no_grad():
            taught = self.network.encoder.layer_states(windows.ids, windows.features, windows.mask)
        mask = windows.mask
        wrong = [
            torch.nn.functional.mse_loss(own[mask], taught[number][mask]) / taught[number][mask].var()
            for own, number in zip(layers, self.layers, strict=True)
        ]
        inner = torch.stack(wrong[:-1]).mean() if wrong[:-1] else torch.zeros(())
        return (wrong[-1] + inner) / 2 * mask.sum() / len(mask)
