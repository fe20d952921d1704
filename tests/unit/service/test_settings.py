from pathlib import Path

import pytest

from service.settings import SettingsError, read_settings

pytestmark = pytest.mark.usefixtures("own_environment")


def test_defaults_need_no_environment():
    settings = read_settings()

    assert (settings.max_article_chars, settings.max_batch_articles, settings.port) == (200_000, 64, 8000)
    assert settings.weights_dir.parts[-2:] == ("models", "weights")


def test_default_body_holds_a_full_batch_of_full_articles():
    settings = read_settings()

    assert settings.max_batch_articles * settings.max_article_chars < settings.max_body_bytes


def test_environment_wins_over_defaults(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("QUOTES_WEIGHTS_DIR", "/srv/weights")
    monkeypatch.setenv("QUOTES_MAX_ARTICLE_CHARS", "500")

    settings = read_settings()

    assert (settings.weights_dir, settings.max_article_chars) == (Path("/srv/weights"), 500)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        pytest.param({}, False, id="not asked for"),
        pytest.param({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"}, True, id="where to is known"),
        pytest.param({"QUOTES_TRACES": "true"}, True, id="asked for"),
        pytest.param(
            {"QUOTES_TRACES": "false", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"}, False, id="refused"
        ),
    ],
)
def test_traces_are_asked_for_by_either(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: bool):
    for name in ("QUOTES_TRACES", "OTEL_EXPORTER_OTLP_ENDPOINT"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert read_settings().traces is expected


@pytest.mark.parametrize(("n_cores", "expected"), [(1, 1), (2, 2), (64, 4)])
def test_every_core_has_a_worker_up_to_four(monkeypatch: pytest.MonkeyPatch, n_cores: int, expected: int):
    monkeypatch.delenv("QUOTES_WORKERS", raising=False)
    monkeypatch.setattr("os.sched_getaffinity", lambda _pid: set(range(n_cores)))

    settings = read_settings()

    assert (settings.workers, settings.workers * settings.torch_threads) == (expected, n_cores)


def test_workers_share_the_cores(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("os.sched_getaffinity", lambda _pid: set(range(8)))
    monkeypatch.setenv("QUOTES_WORKERS", "3")

    assert read_settings().torch_threads == 2


def test_all_faults_are_told_together(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("QUOTES_WORKERS", "many")
    monkeypatch.setenv("QUOTES_PORT", "70000")
    monkeypatch.setenv("QUOTES_LOG_LEVEL", "loud")

    with pytest.raises(SettingsError) as caught:
        read_settings()

    assert set(caught.value.faults) == {"QUOTES_WORKERS", "QUOTES_PORT", "QUOTES_LOG_LEVEL"}
    assert "QUOTES_PORT" in str(caught.value)


@pytest.mark.parametrize("backend", ["auto", "onnx", "torch"])
def test_backend_may_be_chosen(monkeypatch: pytest.MonkeyPatch, backend: str):
    monkeypatch.setenv("QUOTES_BACKEND", backend)

    assert read_settings().backend == backend


@pytest.mark.parametrize(
    ("backend", "fault"),
    [
        pytest.param("abacus", "Must be one of: auto, onnx, torch.", id="none that is known"),
        pytest.param("onnx", "install quote-attribution[onnx]", id="not installed"),
    ],
)
def test_backend_that_cannot_be_had_is_a_fault(monkeypatch: pytest.MonkeyPatch, backend: str, fault: str):
    monkeypatch.setattr("models.backends.find_spec", lambda _name: None)
    monkeypatch.setenv("QUOTES_BACKEND", backend)

    with pytest.raises(SettingsError) as caught:
        read_settings()

    assert fault in caught.value.faults["QUOTES_BACKEND"][0]
