import pytest
import torch

from models.network.multitask import WindowBatch
from models.training.attention import use_training_attention
from tests.unit.models.network.tiny import tiny_network


@pytest.mark.parametrize("n_kept", [pytest.param(12, id="no padding"), pytest.param(7, id="padding")])
def test_training_attention_gives_the_states_of_the_usual_one(n_kept: int):
    ids = torch.randint(5, 60, (2, 12), generator=torch.Generator().manual_seed(1))
    mask = (torch.arange(12) < torch.tensor([[12], [n_kept]])).contiguous()
    batch = WindowBatch(ids=ids, features=torch.zeros(2, 12, 4, dtype=torch.long), mask=mask)
    usual, training = tiny_network(), tiny_network()
    use_training_attention(training.encoder.bert)

    with torch.inference_mode():
        expected, states = usual.states(batch), training.states(batch)

    assert torch.allclose(states[mask], expected[mask], atol=1e-5)
