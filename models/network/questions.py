"""What is asked of a quotation once all that may answer it is known, and how many numbers a ranker reads of each."""

from collections.abc import Mapping
from typing import Literal

from models.network.relay_features import N_RELAY_FEATURES
from models.network.speaker_features import N_SPEAKER_FEATURES

Asked = Literal["speaker", "relay"]
N_FEATURES: Mapping[Asked, int] = {"speaker": N_SPEAKER_FEATURES, "relay": N_RELAY_FEATURES}
