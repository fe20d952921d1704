from pathlib import Path

import pytest

from models.training import data
from tests.unit.models.training.corpus_files import write_marks


@pytest.fixture(autouse=True)
def no_marks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The project's own marks are of other texts than those of the tests."""
    monkeypatch.setattr(data, "MARKED", write_marks(tmp_path / "marked"))
