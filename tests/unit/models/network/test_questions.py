from collections.abc import Sequence

import pytest

from models.network.questions import N_FEATURES, Asked
from models.network.relay_features import RELAY_FEATURES
from models.network.speaker_features import SPEAKER_FEATURES


@pytest.mark.parametrize(("asked", "features"), [("speaker", SPEAKER_FEATURES), ("relay", RELAY_FEATURES)])
def test_no_two_numbers_share_a_name(asked: Asked, features: Sequence[str]):
    assert sorted(features) == sorted(set(features))
    assert len(features) == N_FEATURES[asked]
