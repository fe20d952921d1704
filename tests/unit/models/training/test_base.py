import json
from pathlib import Path

import pytest
from safetensors.torch import save_file

from models.network.weights import build_network
from models.training.base import fresh_network, tokenizer_bytes
from tests.unit.models.network.tiny import CONFIG, tiny_network, tiny_tokenizer

SETTINGS = {**CONFIG.network.encoder, "type_vocab_size": 2, "layer_norm_eps": 1e-12, "hidden_act": "gelu"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A base encoder as the package ships it, but tiny; its weights have other names beside the known ones."""
    truncation = {"direction": "Right", "max_length": 4, "strategy": "LongestFirst", "stride": 0}
    tokenizer = {**json.loads(tiny_tokenizer()), "truncation": truncation}
    (tmp_path / "tokenizer.json").write_text(json.dumps(tokenizer))
    (tmp_path / "config.json").write_text(json.dumps({**SETTINGS, "architectures": ["BertModel"]}))
    weights = {k: v.clone() for k, v in tiny_network(seed=9).encoder.bert.state_dict().items()}
    save_file(
        {**weights, "pooler.dense.bias": weights["embeddings.LayerNorm.bias"].clone()}, tmp_path / "model.safetensors"
    )
    return tmp_path


def test_fresh_network_holds_the_weights_of_the_base_encoder(folder: Path):
    network, _ = fresh_network(folder)

    expected, found = tiny_network(seed=9).encoder.bert.state_dict(), network.encoder.bert.state_dict()
    assert all(found[name].equal(expected[name]) for name in expected)


def test_configuration_builds_a_network_of_the_same_shape(folder: Path):
    network, config = fresh_network(folder)

    shapes = {name: t.shape for name, t in build_network(config).state_dict().items()}
    assert shapes == {name: t.shape for name, t in network.state_dict().items()}
    assert config.network.encoder == SETTINGS


def test_tokenizer_does_not_cut_articles_off(folder: Path):
    tokenizer = json.loads(tokenizer_bytes(folder))

    assert (tokenizer["truncation"], tokenizer["padding"]) == (None, None)
