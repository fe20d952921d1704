"""The command hands its options on, and tells what is wrong in one line."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from models.errors import QuoteError, WeightsCorrupt
from models.training import cli
from models.training.recipe import Given, Recipe


class Calls:
    """Stands in for the training: keeps what it was asked for, or fails."""

    def __init__(self, error: QuoteError | None = None) -> None:
        self.seen: list[tuple[Path, Path, dict[str, Any]]] = []
        self._error = error

    def __call__(self, data: Path, out: Path, **options: Any) -> None:
        options.pop("report")('{"batch": 1}')
        self.seen.append((data, out, options))
        if self._error:
            raise self._error


def run(monkeypatch: pytest.MonkeyPatch, calls: Calls, *options: str) -> Result:
    monkeypatch.setattr(cli, "train_model", calls)
    return CliRunner().invoke(cli.train, options)


def test_options_are_handed_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    start, teacher, calls = tmp_path / "start.safetensors", tmp_path / "teacher.safetensors", Calls()
    start.touch()
    teacher.touch()

    given = ["--start", str(start), "--teacher", str(teacher)]
    result = run(monkeypatch, calls, "--data", str(tmp_path), "--out", "new", *given, "--seed", "4", "--threads", "1")

    expected = {"recipe": Recipe(seed=4, n_threads=1), "given": Given(windows=start, teacher=teacher)}
    assert (result.exit_code, calls.seen) == (0, [(tmp_path, Path("new"), expected)])


def test_training_begins_afresh_when_no_start_is_given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    calls = Calls()

    run(monkeypatch, calls, "--data", str(tmp_path))

    assert calls.seen == [(tmp_path, Path("models/weights"), {"recipe": Recipe(), "given": Given()})]


def test_progress_is_printed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    assert run(monkeypatch, Calls(), "--data", str(tmp_path)).output == '{"batch": 1}\n'


def test_error_of_the_library_is_told_without_a_traceback(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    calls = Calls(WeightsCorrupt(path=Path("old.safetensors"), reason="not a safetensors file"))

    result = run(monkeypatch, calls, "--data", str(tmp_path))

    assert result.exit_code == 1
    assert "Error: weights file cannot be used: old.safetensors: not a safetensors file" in result.output


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(["--start", "nowhere.safetensors"], id="start that is not there"),
        pytest.param(["--threads", "0"], id="no thread"),
    ],
)
def test_options_are_checked_before_anything_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, options: list[str]):
    calls = Calls()

    result = run(monkeypatch, calls, "--data", str(tmp_path), *options)

    assert (result.exit_code, calls.seen) == (2, [])
