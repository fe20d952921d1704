"""The model's configuration: a versioned JSON file beside the weights."""

import json
import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.backends import Precision
from models.errors import WeightsCorrupt
from models.records import Confidences

FORMAT = 5
"""Raised by one whenever an older program could no longer read the files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowConfig:
    """Window sizes in pieces, the two special pieces not counted."""

    width: int = 510
    overlap: int = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkConfig:
    """Widths of the heads, and the encoder's shape as the encoder's own library spells it.

    precision: of the encoder's products, for which the weights were trained; others lose points where they are rounded
    """

    tag_width: int = 256
    link_width: int = 64
    node_width: int = 192
    n_node_layers: int = 3
    ranker_width: int = 192
    encoder: dict[str, Any] = field(default_factory=dict)
    precision: Precision = "float32"


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """Turns a raw probability into a calibrated one: sigmoid(slope * logit(p) + offset) (Platt 1999)."""

    slope: float = 1.0
    offset: float = 0.0

    def __call__(self, probability: float) -> float:
        """A probability in [0, 1] for one in [0, 1]."""
        bounded = min(max(probability, 1e-4), 1 - 1e-4)
        logit = math.log(bounded / (1 - bounded))
        # the sigmoid; math.exp overflows on a steep curve, math.tanh never
        return (1 + math.tanh((self.slope * logit + self.offset) / 2)) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationConfig:
    """One curve for each confidence; `together` is put over the product of the other three, once calibrated."""

    quotation: Curve = field(default_factory=Curve)
    speaker: Curve = field(default_factory=Curve)
    outlet: Curve = field(default_factory=Curve)
    together: Curve = field(default_factory=Curve)

    def parts(self, raw: Confidences) -> Confidences:
        """The three parts calibrated."""
        return Confidences(
            quotation=self.quotation(raw.quotation), speaker=self.speaker(raw.speaker), outlet=self.outlet(raw.outlet)
        )

    def whole(self, raw: Confidences) -> float:
        """Probability in [0, 1] that all three parts are right."""
        parts = self.parts(raw)
        return self.together(parts.quotation * parts.speaker * parts.outlet)


@dataclass(frozen=True, slots=True, kw_only=True)
class LookConfig:
    """How much the second look counts against the windows' links for the rules that guess speakers, each in [0, 1]."""

    speaker: float = 0.5
    antecedent: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodeConfig:
    """What is chosen on development files about reading the scores.

    readiness:     tag layer → log weight added wherever a span may begin; over 0 finds more spans, under 0 fewer
    least_speaker: probability under which the rules that guess for the ranker take nobody who is not named there
    least_named:   the same for a named one behind words that seldom mean a name (`a baker`, `the report`)
    least_rival:   probability that the likelier of two namesakes needs there at least
    clear_lead:    how many times likelier than the second the first of two namesakes must be, there and for the ranker
    looks:         how much the second look counts
    """

    readiness: dict[str, float] = field(default_factory=dict)
    least_speaker: float = 0.0
    least_named: float = 0.0
    least_rival: float = 0.05
    clear_lead: float = 2.0
    looks: LookConfig = field(default_factory=LookConfig)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelConfig:
    """All that is needed beside the weights to run the model."""

    network: NetworkConfig = field(default_factory=NetworkConfig)
    windows: WindowConfig = field(default_factory=WindowConfig)
    decode: DecodeConfig = field(default_factory=DecodeConfig)
    calibration: CalibrationConfig = field(default_factory=CalibrationConfig)


def parse_config(content: bytes, *, path: Path) -> ModelConfig:
    """Read config.json; WeightsCorrupt when it is not JSON or has other fields."""
    try:
        values = json.loads(content)
        return ModelConfig(
            network=NetworkConfig(**values["network"]),
            windows=WindowConfig(**values["windows"]),
            decode=DecodeConfig(**{**values["decode"], "looks": LookConfig(**values["decode"]["looks"])}),
            calibration=CalibrationConfig(**{name: Curve(**curve) for name, curve in values["calibration"].items()}),
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise WeightsCorrupt(path=path, reason=f"not a configuration: {error}") from error
