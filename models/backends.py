"""Which libraries can compute the network, and which of them are installed here."""

from dataclasses import dataclass
from importlib.util import find_spec
from typing import Literal

from models.errors import BackendMissing

BackendName = Literal["onnx", "torch"]
BackendChoice = Literal["auto", "onnx", "torch"]
Precision = Literal["int8", "float32"]
BACKEND_CHOICES: tuple[BackendChoice, ...] = ("auto", "onnx", "torch")

_MODULES: dict[BackendName, tuple[str, ...]] = {"onnx": ("onnx", "onnxruntime"), "torch": ("torch", "transformers")}
"""What each needs, the one that `auto` takes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Runtime:
    """What computes the network.

    precision:    of the encoder's products, `int8` or `float32`
    instructions: the processor's set that decides how fast they are, such as `avx2`; `unknown` where it is not told
    """

    backend: BackendName
    precision: Precision
    instructions: str


def choose_backend(choice: BackendChoice) -> BackendName:
    """The one that was asked for, or the first that is installed; BackendMissing where there is none."""
    asked = list(_MODULES) if choice == "auto" else [choice]
    found = next((name for name in asked if all(map(find_spec, _MODULES[name]))), None)
    if found is None:
        raise BackendMissing(names=asked)
    return found
