"""The driver of archives as it is run, on a pipeline that needs no model, and what it takes for a fault."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.load.archive import Settled, kill_points, make_archive, read_articles
from tests.load.archive_client import LineCount
from tests.load.server import ROOT


def test_driver_kills_the_client_and_finds_every_article_once(tmp_path: Path):
    command = [sys.executable, "-m", "tests.load.archive", "--articles", "60", "--kills", "1", "--most-in-flight", "2"]
    options = ["--app", "tests.fake_wsgi:build_paced()", "--workers", "1", "--folder", str(tmp_path)]
    done = subprocess.run(
        [*command, *options, "seeds/articles.jsonl"], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )

    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "settled   60 results, 0 failures" in done.stdout
    assert "exit code 0, peak" in done.stdout


@pytest.mark.parametrize(
    ("results", "failures", "expected"),
    [
        pytest.param([0, 2, 3], [1], [], id="all once"),
        pytest.param([0, 3], [1], ["1 articles lost"], id="one lost"),
        pytest.param([0, 1, 2, 3], [1], ["1 articles doubled"], id="one in both files"),
        pytest.param([0, 2, 2, 2, 3], [1], ["2 articles doubled"], id="one three times"),
        pytest.param([0, 3, 2], [1], ["the output is out of order"], id="overtaken"),
    ],
)
def test_faults_are_what_is_lost_doubled_or_out_of_order(results: list[int], failures: list[int], expected: list[str]):
    assert Settled(results=results, failures=failures).faults(n_articles=4) == expected


def test_archive_repeats_the_short_texts_with_ids_of_their_own(tmp_path: Path):
    (tmp_path / "a.jsonl").write_text(
        '{"id": "x", "text": "two words", "url": null, "quotes": []}\n{"id": "y", "text": "now three words"}\n',
        encoding="utf-8",
    )
    articles = read_articles([tmp_path / "a.jsonl"], max_words=2)
    archive = make_archive(tmp_path / "in.jsonl", articles, n_articles=2)

    assert (
        archive.path.read_text(encoding="utf-8")
        == '{"id": "0", "text": "two words"}\n{"id": "1", "text": "two words"}\n'
    )
    assert archive.n_words == 4


def test_kill_points_are_in_order_and_follow_from_the_seed():
    points = kill_points(n_articles=100, kills=5, seed=1)
    numbers = [point.n_results for point in points]

    assert points == kill_points(n_articles=100, kills=5, seed=1)
    assert numbers == sorted(set(numbers))
    assert len(points) == 5


def test_lines_are_counted_on_and_anew_after_a_cut(tmp_path: Path):
    path, seen = tmp_path / "out", []
    count = LineCount(path)
    for content in (None, b"a\nb\n", b"a\nb\nc", b"a\nb\nc\n", b"d\n"):
        if content is not None:
            path.write_bytes(content)
        seen.append(count.now())

    assert seen == [0, 2, 2, 3, 1]
