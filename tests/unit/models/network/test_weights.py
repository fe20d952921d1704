import json
import pickle
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save

from models.config import FORMAT, ModelConfig
from models.errors import WeightsCorrupt, WeightsMissing
from models.network.weight_files import (
    CONFIG_FILE,
    MANIFEST_FILE,
    TOKENIZER_FILE,
    WEIGHTS_FILE,
    config_bytes,
    model_info,
    read_checked,
    read_manifest,
    sha256_of,
    write_weights,
)
from models.network.weights import pack_network, unpack_network
from tests.unit.models.network.tiny import CONFIG, tiny_network

PATH = Path("model.safetensors")
FILES = {WEIGHTS_FILE: b"weights", CONFIG_FILE: config_bytes(CONFIG), TOKENIZER_FILE: b"{}"}
MANIFEST = {"name": "tiny", "version": "7", "data": ["some.jsonl"], "figures": {"f1": 0.5}, "limits": ["English"]}


@pytest.fixture
def weights_dir(tmp_path: Path) -> Path:
    write_weights(tmp_path / "weights", files=FILES, manifest=MANIFEST)
    return tmp_path / "weights"


def test_unpacked_network_is_the_packed_one_in_half_precision():
    network = tiny_network()

    unpacked = unpack_network(pack_network(network), CONFIG, path=PATH)

    kept = unpacked.state_dict()
    assert {n: t.half().tolist() for n, t in network.state_dict().items()} == {n: t.tolist() for n, t in kept.items()}


def test_unpacked_network_is_ready_to_serve():
    unpacked = unpack_network(pack_network(tiny_network()), CONFIG, path=PATH)

    assert not unpacked.training
    assert {t.dtype for t in unpacked.state_dict().values()} == {torch.float32}


def test_packing_is_repeatable():
    assert pack_network(tiny_network()) == pack_network(tiny_network())


class Intruder:
    """Would leave a mark if anybody unpickled it."""

    mark = False

    def __reduce__(self):
        return setattr, (Intruder, "mark", True)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\x00" * 64, id="zeros"),
        pytest.param(pickle.dumps(Intruder()), id="pickle"),
        pytest.param(save({"other": torch.zeros(2)}), id="other tensors"),
        pytest.param(pack_network(tiny_network())[:-100], id="cut short"),
    ],
)
def test_content_that_is_no_network_is_corrupt(content: bytes):
    with pytest.raises(WeightsCorrupt, match="do not fit"):
        unpack_network(content, CONFIG, path=PATH)


def test_nothing_is_unpickled():
    with pytest.raises(WeightsCorrupt):
        unpack_network(pickle.dumps(Intruder()), CONFIG, path=PATH)

    assert not Intruder.mark


@pytest.mark.parametrize("part", ["tag_width", "link_width", "node_width", "n_node_layers", "ranker_width"])
def test_network_of_another_shape_is_corrupt(part: str):
    changed: dict[str, Any] = {part: 18}
    wider = ModelConfig(network=replace(CONFIG.network, **changed))

    with pytest.raises(WeightsCorrupt, match="do not fit"):
        unpack_network(pack_network(tiny_network()), wider, path=PATH)


def test_written_files_pass_the_check(weights_dir: Path):
    manifest = read_manifest(weights_dir)

    assert {name: read_checked(weights_dir, name, manifest) for name in FILES} == FILES


def test_manifest_tells_of_the_model(weights_dir: Path):
    info = model_info(read_manifest(weights_dir))

    assert (info.name, info.version, info.data, info.figures, info.limits) == tuple(
        tuple(v) if isinstance(v, list) else v for v in MANIFEST.values()
    )
    assert info.weights_sha256 == sha256_of(b"weights")


def test_writing_replaces_what_stood_there(weights_dir: Path):
    write_weights(weights_dir, files={**FILES, WEIGHTS_FILE: b"newer"}, manifest=MANIFEST)

    assert read_checked(weights_dir, WEIGHTS_FILE, read_manifest(weights_dir)) == b"newer"


@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in FILES])
def test_changed_file_is_corrupt(weights_dir: Path, name: str):
    (weights_dir / name).write_bytes(FILES[name] + b" ")

    with pytest.raises(WeightsCorrupt, match="SHA-256") as caught:
        read_checked(weights_dir, name, read_manifest(weights_dir))

    assert caught.value.path == weights_dir / name


@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in FILES])
def test_file_that_is_not_there_is_missing(weights_dir: Path, name: str):
    (weights_dir / name).unlink()

    with pytest.raises(WeightsMissing) as caught:
        read_checked(weights_dir, name, read_manifest(weights_dir))

    assert caught.value.path == weights_dir / name


def test_file_that_the_manifest_does_not_name_is_corrupt(weights_dir: Path):
    with pytest.raises(WeightsCorrupt):
        read_checked(weights_dir, MANIFEST_FILE, read_manifest(weights_dir))


def test_directory_without_manifest_is_missing(tmp_path: Path):
    with pytest.raises(WeightsMissing):
        read_manifest(tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("{", id="not JSON"),
        pytest.param("[]", id="no object"),
        pytest.param("{}", id="no format"),
        pytest.param(json.dumps({"format": FORMAT + 1}), id="later format"),
        pytest.param(json.dumps({"format": FORMAT - 1}), id="earlier format"),
    ],
)
def test_manifest_of_another_form_is_corrupt(tmp_path: Path, content: str):
    (tmp_path / MANIFEST_FILE).write_text(content)

    with pytest.raises(WeightsCorrupt):
        read_manifest(tmp_path)
