from functools import partial
from pathlib import Path

import pytest

from models.corpora.written import read_written, written_rows
from models.training import data, recipe
from tests.unit.models.training.corpus_files import write_marks, write_written


@pytest.fixture(autouse=True)
def no_marks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The project's own marks are of other texts than those of the tests."""
    monkeypatch.setattr(data, "MARKED", write_marks(tmp_path / "marked"))


@pytest.fixture(autouse=True)
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in place of the project's own articles, which are many and long."""
    folder = write_written(tmp_path / "written")
    monkeypatch.setattr(data, "read_written", partial(read_written, folder=folder))
    monkeypatch.setattr(recipe, "written_rows", partial(written_rows, folder=folder))
    return folder
