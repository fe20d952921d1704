from dataclasses import replace

import pytest
from safetensors.torch import load, save

from models.errors import WeightsCorrupt
from models.network.graphs.shapes import EncoderShape, tensor_shapes
from models.network.graphs.tensors import NetworkTensors
from models.network.weights import pack_network
from tests.unit.models.network.graphs.onnx_networks import PATH, SHAPE
from tests.unit.models.network.tiny import CONFIG, tiny_network


def test_shapes_are_those_of_the_torch_modules():
    expected = {name: tuple(weight.shape) for name, weight in tiny_network().state_dict().items()}

    assert tensor_shapes(CONFIG.network, SHAPE) == expected


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"not tensors", id="no tensors"),
        pytest.param(save({}), id="none"),
        pytest.param(save(load(pack_network(tiny_network())) | {"more": tiny_network().links.special}), id="one more"),
    ],
)
def test_tensors_that_do_not_fit_are_refused(content: bytes):
    with pytest.raises(WeightsCorrupt, match="do not fit"):
        NetworkTensors.unpack(content, CONFIG.network, path=PATH)


@pytest.mark.parametrize(
    "encoder",
    [
        pytest.param({"hidden_size": 32}, id="another width"),
        pytest.param({"num_hidden_layers": 3}, id="another depth"),
        pytest.param({"hidden_gates": 3}, id="a field that is not known"),
    ],
)
def test_configuration_of_another_network_is_refused(encoder: dict[str, int]):
    config = replace(CONFIG.network, encoder={**CONFIG.network.encoder, **encoder})

    with pytest.raises(WeightsCorrupt, match="do not fit"):
        NetworkTensors.unpack(pack_network(tiny_network()), config, path=PATH)


def test_another_activation_is_refused():
    config = replace(CONFIG.network, encoder={**CONFIG.network.encoder, "hidden_act": "relu"})

    with pytest.raises(WeightsCorrupt, match="relu"):
        NetworkTensors.unpack(pack_network(tiny_network()), config, path=PATH)


def test_file_keeps_its_precision_until_a_tensor_is_asked_for():
    tensors = NetworkTensors.unpack(pack_network(tiny_network()), CONFIG.network, path=PATH)

    name = "links.special"
    assert (tensors.stored(name).dtype, tensors[name].dtype) == ("float16", "float32")


def test_encoder_has_the_defaults_of_its_library():
    assert (SHAPE.layer_norm_eps, SHAPE.type_vocab_size) == (1e-12, 2)
    assert EncoderShape(**{**CONFIG.network.encoder, "layer_norm_eps": 0.5}).layer_norm_eps == 0.5
