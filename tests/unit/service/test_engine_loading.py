"""The engine loads the model by the backend that the settings name, and tells which it is, or that it is missing."""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from types import SimpleNamespace

import pytest
from structlog.testing import capture_logs

from models.backends import BackendName, Runtime
from models.errors import BackendMissing
from service.engine import Engine, Pipeline, load_from_weights, log_runtime
from tests.fakes import make_settings

PATIENCE_S = 10.0


def engine_of(load: Callable[[], Pipeline]) -> Engine:
    return Engine(
        load=load,
        max_waiting=1,
        max_waiting_chars=1000,
        request_timeout_s=PATIENCE_S,
        hang_timeout_s=PATIENCE_S,
        observer=None,
    )


def test_log_says_what_computes_the_model():
    with capture_logs() as log:
        log_runtime(Runtime(backend="onnx", precision="int8", instructions="avx2"))

    assert log == [
        {
            "event": "model.loaded",
            "log_level": "info",
            "backend": "onnx",
            "precision": "int8",
            "instructions": "avx2",
        }
    ]


@pytest.mark.parametrize("backend", ["onnx", "torch"])
def test_model_is_loaded_as_the_settings_say(backend: BackendName, monkeypatch: pytest.MonkeyPatch):
    runtime = Runtime(backend=backend, precision="float32", instructions="avx2")
    asked: list[tuple[Path, dict[str, object]]] = []
    heard: list[Runtime] = []

    def load(weights_dir: Path, **options: object) -> SimpleNamespace:
        asked.append((weights_dir, options))
        return SimpleNamespace(backend=SimpleNamespace(runtime=runtime))

    monkeypatch.setattr("models.pipeline.load_pipeline", load)
    load_from_weights(make_settings(backend=backend, torch_threads=3), tell=heard.append)

    assert asked == [(Path("no-weights"), {"n_threads": 3, "backend": backend})]
    assert heard == [runtime]


def test_missing_backend_is_told_without_a_trace_of_the_code():
    def load() -> Pipeline:
        raise BackendMissing(names=["onnx"])

    with capture_logs() as log:
        failed = Event()
        engine_of(load).on_load_failure(failed.set)
        assert failed.wait(timeout=PATIENCE_S)

    [line] = [line for line in log if line["event"] == "model.unusable"]
    assert line == {"event": "model.unusable", "log_level": "critical", "reason": str(BackendMissing(names=["onnx"]))}
