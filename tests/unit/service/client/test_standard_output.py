import io
import json
import sys
from pathlib import Path

import pytest

from service.client.outputs import OutputFault, open_output
from tests.unit.service.client.outcomes import make_outcome, write_all
from tests.unit.service.client.writing.reading_back import lines_of


class Captured(io.BytesIO):
    """Bytes behind a text stream, as those of this process are."""

    @property
    def buffer(self) -> io.BytesIO:
        return self


def test_standard_output_takes_lines_and_standard_error_failures(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdout", results := Captured())
    monkeypatch.setattr(sys, "stderr", failures := Captured())

    write_all(open_output("-", identity={}), [make_outcome(0), make_outcome(1, fails=True)])

    assert [json.loads(line)["id"] for line in results.getvalue().splitlines()] == ["a0"]
    assert [json.loads(line)["number"] for line in failures.getvalue().splitlines()] == [1]


class Closed(Captured):
    """A stream whose reader has gone."""

    def flush(self) -> None:
        raise BrokenPipeError(32, "Broken pipe")


def test_a_reader_of_standard_output_that_goes_away_is_a_fault(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdout", Closed())

    with pytest.raises(OutputFault, match=r"^standard output cannot be written \(Broken pipe\)\.$"):
        write_all(open_output("-", identity={}), [make_outcome(0)])


def test_failures_beside_standard_output_go_to_their_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdout", Captured())

    write_all(open_output("-", identity={}, failures=f"{tmp_path}/f.jsonl"), [make_outcome(0, fails=True)])

    assert [line["id"] for line in lines_of(tmp_path / "f.jsonl")] == ["a0"]
    with pytest.raises(OutputFault, match="is there already"):
        open_output("-", identity={}, failures=f"{tmp_path}/f.jsonl")
