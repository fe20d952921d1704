import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor

from models.errors import WeightsCorrupt
from models.network.weights import build_network, pack_network
from models.training.base import fresh_network, take_over, tokenizer_bytes
from tests.unit.models.network.tiny import tiny_network
from tests.unit.models.training.corpus_files import SETTINGS, write_base


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_base(tmp_path)


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


def earlier(tmp_path: Path, **changed: Tensor) -> Path:
    """The weights of an earlier network, some of its tensors exchanged or added."""
    path = tmp_path / "earlier.safetensors"
    save_file({**{name: t.clone() for name, t in tiny_network(seed=9).state_dict().items()}, **changed}, path)
    return path


def test_earlier_weights_are_taken_over_in_single_precision(tmp_path: Path):
    (tmp_path / "packed.safetensors").write_bytes(pack_network(tiny_network(seed=9)))
    network = tiny_network(seed=1)

    take_over(network, tmp_path / "packed.safetensors")

    expected = {name: tensor.half().float() for name, tensor in tiny_network(seed=9).state_dict().items()}
    assert all(tensor.equal(expected[name]) for name, tensor in network.state_dict().items())


@pytest.mark.parametrize(
    "lacking",
    [
        pytest.param(("article.",), id="article head"),
        pytest.param(("rankers.",), id="rankers"),
        pytest.param(("rankers.relay.",), id="one of two rankers"),
        pytest.param(("article.", "rankers."), id="article head and rankers"),
    ],
)
def test_part_that_the_earlier_network_did_not_have_stays_fresh(tmp_path: Path, lacking: tuple[str, ...]):
    older = {n: t.clone() for n, t in tiny_network(seed=9).state_dict().items() if not n.startswith(lacking)}
    save_file(older, tmp_path / "older.safetensors")
    network = tiny_network(seed=1)

    take_over(network, tmp_path / "older.safetensors")

    fresh = tiny_network(seed=1).state_dict()
    assert all(t.equal(older.get(name, fresh[name])) for name, t in network.state_dict().items())


def test_other_tensor_that_is_missing_makes_weights_corrupt(tmp_path: Path):
    kept = {n: t.clone() for n, t in tiny_network(seed=9).state_dict().items() if n != "links.distance"}
    save_file(kept, tmp_path / "kept.safetensors")

    with pytest.raises(WeightsCorrupt, match=r"links\.distance"):
        take_over(tiny_network(), tmp_path / "kept.safetensors")


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        pytest.param({"more": torch.zeros(1)}, "more", id="left over"),
        pytest.param({"links.distance": torch.zeros(1)}, "another shape", id="another shape"),
        pytest.param({"article.enter.bias": torch.zeros(1)}, "another shape", id="article head of another shape"),
        pytest.param({"rankers.relay.first.bias": torch.zeros(1)}, "another shape", id="ranker of another shape"),
    ],
)
def test_tensors_that_do_not_fit_make_weights_corrupt(tmp_path: Path, changed: dict[str, Tensor], reason: str):
    path = earlier(tmp_path, **changed)

    with pytest.raises(WeightsCorrupt, match=reason) as caught:
        take_over(tiny_network(), path)

    assert caught.value.path == path


def test_file_that_holds_no_tensors_is_corrupt(tmp_path: Path):
    (tmp_path / "notes.txt").write_text("not weights")

    with pytest.raises(WeightsCorrupt, match="safetensors"):
        take_over(tiny_network(), tmp_path / "notes.txt")
