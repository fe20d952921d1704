"""The same matches over files as in one request, and the command that makes them."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from models.matching.archive import Spool, match_archive
from models.matching.cli import match
from models.matching.matches import match_of
from models.matching.said import Said

WORDS = "“We will rebuild the harbour before the winter comes.”"
CUT = "We will rebuild the harbour …"


def _entry(id: str, text: str) -> str:
    quote = {"id": "q1", "text": text, "speaker": {"name": "Ana Ruiz", "kind": "person"}, "outlet": None}
    return f"{json.dumps({'id': id, 'outlet': {'name': f'Post of {id}'}, 'agency': None, 'quotes': [quote]})}\n"


def _said(id: str, text: str) -> Said:
    return Said(article=id, quote="q1", text=text, speaker="Ana Ruiz", kind="person", outlet=f"Post of {id}")


def test_lines_of_a_spool_come_back_in_any_order(tmp_path):
    lines = ["one", "", "dreißig\n“…”", "\ud800 alone"]
    with Spool(tmp_path) as spool:
        for line in lines:
            spool.append(line)
        assert [spool.read(i) for i in (3, 0, 2, 1)] == [lines[3], lines[0], lines[2], lines[1]]


def test_nothing_is_left_in_the_scratch_folder(tmp_path):
    quotations = [(0, _said("a1", WORDS)), (1, _said("a2", CUT))]
    assert list(match_archive(quotations, scratch=tmp_path)) == [
        match_of([_said("a1", WORDS), _said("a2", CUT)], number=1)
    ]
    assert list(tmp_path.iterdir()) == []


def test_match_groups_over_several_files(tmp_path):
    (tmp_path / "a.jsonl").write_text(_entry("a1", WORDS) + _entry("a2", "“Another thing was said here today.”"))
    (tmp_path / "b.jsonl").write_text(_entry("b1", CUT))
    ended = CliRunner().invoke(
        match, [str(tmp_path / "a.jsonl"), str(tmp_path / "b.jsonl"), "--out", str(tmp_path / "m.jsonl")]
    )
    assert ended.exit_code == 0
    [group] = map(json.loads, (tmp_path / "m.jsonl").read_text().splitlines())
    assert (group["id"], group["outlets"]) == ("m1", ["Post of a1", "Post of b1"])


def test_match_writes_to_standard_output_and_shows_no_bar_off_a_terminal(tmp_path):
    (tmp_path / "a.jsonl").write_text(_entry("a1", WORDS) + _entry("a2", WORDS))
    ended = CliRunner().invoke(match, [str(tmp_path / "a.jsonl"), "--scratch", str(tmp_path)])
    assert (ended.exit_code, ended.stderr) == (0, "")
    assert json.loads(ended.stdout)["text"] == WORDS


def test_unreadable_file_leaves_no_half_an_output(tmp_path):
    (tmp_path / "a.jsonl").write_text(_entry("a1", WORDS) + "{")
    ended = CliRunner().invoke(match, [str(tmp_path / "a.jsonl"), "--out", str(tmp_path / "m.jsonl")])
    assert ended.exit_code == 1
    assert "line 2" in ended.stderr
    assert not (tmp_path / "m.jsonl").exists()


@pytest.mark.parametrize("module", ["torch", "flask"])
def test_match_loads_no_model_and_no_server(module):
    code = f"import sys, models.matching.cli; sys.exit({module!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
