import re
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from models.backends import BackendChoice, choose_backend
from models.errors import BackendMissing
from models.pipeline import load_pipeline


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Leave so many of the libraries and no others."""

    def leave(*names: str) -> None:
        monkeypatch.setattr("models.backends.find_spec", lambda name: find_spec("json") if name in names else None)

    return leave


@pytest.mark.parametrize(
    ("installed", "chosen"),
    [
        pytest.param(["onnx", "onnxruntime", "torch", "transformers"], "onnx", id="both"),
        pytest.param(["onnx", "onnxruntime"], "onnx", id="onnx alone"),
        pytest.param(["torch", "transformers"], "torch", id="torch alone"),
        pytest.param(["onnx", "torch", "transformers"], "torch", id="half of what onnx needs"),
    ],
)
def test_first_backend_that_is_installed_is_taken(install: Callable[..., None], installed: list[str], chosen: str):
    install(*installed)

    assert choose_backend("auto") == chosen


@pytest.mark.parametrize("name", ["onnx", "torch"])
def test_backend_that_was_asked_for_is_taken(name: BackendChoice):
    assert choose_backend(name) == name


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        pytest.param("onnx", "not installed: onnx; install quote-attribution[onnx]", id="onnx"),
        pytest.param("torch", "not installed: torch; install torch and transformers", id="torch"),
        pytest.param("auto", "onnx or torch; install quote-attribution[onnx], or torch and transformers", id="any"),
    ],
)
def test_backend_that_is_missing_is_told_in_one_line(
    install: Callable[..., None], choice: BackendChoice, message: str, tmp_path: Path
):
    install()

    with pytest.raises(BackendMissing, match=rf"{re.escape(message)}$"):
        load_pipeline(tmp_path, n_threads=1, backend=choice)
