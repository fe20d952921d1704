"""The benchmark on the real model, on a handful of words."""

import json
from pathlib import Path

from click.testing import CliRunner

from models.evaluation.benchmark.cli import benchmark


def test_one_real_process_is_measured_with_windows_of_another_width(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(
        "“The pier stays shut,” harbour master Enid Vance said on Sunday. She gave no date.", encoding="utf-8"
    )
    options = ["--config", "threads=1,width=60,overlap=10", "--repeat", "1", "--latency-s", "0", "--json"]
    result = CliRunner().invoke(benchmark, [str(path), *options], catch_exceptions=False)
    [figures] = json.loads(result.output)["configurations"].values()
    assert figures["words_per_s"] > 0
    assert figures["encoder_gflops"] > 0
    assert all(figures["stages"]["percent"][stage] > 0 for stage in ("cut", "encode", "decode", "resolve"))
    assert 100 < figures["memory_when_ready_mib"] <= figures["peak_memory_mib"] < 5000
