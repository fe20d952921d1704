"""Other sizes of windows come with weights of their own, which change nothing else."""

import json

import pytest

from models.config import WindowConfig, parse_config
from models.evaluation.benchmark.configuration import BadConfiguration, Configuration
from models.evaluation.benchmark.resizing import with_sizes_in_weights
from models.evaluation.loading import BUNDLED_WEIGHTS


def test_usual_sizes_leave_the_weights_where_they_are() -> None:
    with with_sizes_in_weights(Configuration(n_threads=2)) as sized:
        assert sized == Configuration(n_threads=2)


def test_sizes_are_those_asked_for_and_the_model_stays_the_same() -> None:
    with with_sizes_in_weights(Configuration(width=100, overlap=20)) as sized:
        path = sized.weights / "config.json"
        config = parse_config(path.read_bytes(), path=path)
        hashes = [json.loads((d / "manifest.json").read_text())["files"] for d in (BUNDLED_WEIGHTS, sized.weights)]
    assert config.windows == WindowConfig(width=100, overlap=20)
    assert [name for name in hashes[0] if hashes[0][name] != hashes[1][name]] == ["config.json"]
    assert not path.exists()


@pytest.mark.parametrize(
    "configuration",
    [
        pytest.param(Configuration(width=40, overlap=40), id="overlap-as-wide"),
        pytest.param(Configuration(width=511), id="wider-than-the-encoder-knows"),
    ],
)
def test_sizes_that_cannot_be_are_refused(configuration: Configuration) -> None:
    with pytest.raises(BadConfiguration), with_sizes_in_weights(configuration):
        pass
