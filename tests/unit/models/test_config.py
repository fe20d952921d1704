import json
from pathlib import Path
from typing import Any

import pytest

from models.config import (
    CalibrationConfig,
    Curve,
    DecodeConfig,
    LookConfig,
    ModelConfig,
    NetworkConfig,
    WindowConfig,
    parse_config,
)
from models.errors import WeightsCorrupt
from models.network.weight_files import config_bytes

PATH = Path("config.json")


def test_written_configuration_is_read_back():
    config = ModelConfig(
        network=NetworkConfig(
            tag_width=8, link_width=4, node_width=6, n_node_layers=2, ranker_width=5, encoder={"hidden_size": 16}
        ),
        windows=WindowConfig(width=12, overlap=3),
        decode=DecodeConfig(
            readiness={"cue": 0.5},
            least_speaker=0.2,
            least_rival=0.1,
            clear_lead=3.0,
            looks=LookConfig(speaker=0.1, antecedent=0.9),
        ),
        calibration=CalibrationConfig(speaker=Curve(slope=0.5, offset=-1.0)),
    )

    assert parse_config(config_bytes(config), path=PATH) == config


VALUES: dict[str, Any] = json.loads(config_bytes(ModelConfig()))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"{", id="not JSON"),
        pytest.param(b"\xff", id="not UTF-8"),
        pytest.param(b"[]", id="no object"),
        pytest.param(json.dumps({**VALUES, "windows": None}).encode(), id="part of another type"),
        pytest.param(json.dumps({**VALUES, "decode": {"readiness": {}}}).encode(), id="looks left out"),
        pytest.param(json.dumps({**VALUES, "calibration": []}).encode(), id="calibration is a list"),
        pytest.param(json.dumps({**VALUES, "windows": {"breadth": 3}}).encode(), id="unknown field"),
        pytest.param(json.dumps({k: v for k, v in VALUES.items() if k != "network"}).encode(), id="part left out"),
    ],
)
def test_other_content_is_corrupt(content: bytes):
    with pytest.raises(WeightsCorrupt, match="not a configuration") as caught:
        parse_config(content, path=PATH)

    assert caught.value.path == PATH


@pytest.mark.parametrize(
    ("curve", "probability", "expected"),
    [
        pytest.param(Curve(), 0.3, 0.3, id="as it is"),
        pytest.param(Curve(slope=2.0), 0.75, 0.9, id="surer: odds 3 to 9"),
        pytest.param(Curve(slope=0.5), 0.9, 0.75, id="less sure: odds 9 to 3"),
        pytest.param(Curve(slope=0.0), 0.9, 0.5, id="says nothing"),
        pytest.param(Curve(offset=-1.0), 0.5, 0.2689414, id="lower"),
        pytest.param(Curve(), 0.0, 0.0001, id="never impossible"),
        pytest.param(Curve(), 1.0, 0.9999, id="never certain"),
    ],
)
def test_curve_calibrates_the_odds(curve: Curve, probability: float, expected: float):
    assert curve(probability) == pytest.approx(expected)
