from pathlib import Path

import pytest

from models.network.processor import instruction_set


@pytest.mark.parametrize(
    ("line", "name"),
    [
        pytest.param("flags\t\t: fpu sse4_1 avx avx2 fma", "avx2", id="AVX2"),
        pytest.param("flags\t\t: sse4_1 avx2 avx512bw avx512_vnni", "avx512_vnni", id="AVX-512 with VNNI"),
        pytest.param("flags\t\t: sse4_1 avx2 avx_vnni", "avx_vnni", id="VNNI without AVX-512"),
        pytest.param("Features\t: fp asimd asimddp", "asimddp", id="ARM"),
        pytest.param("flags\t\t: fpu sse2", "unknown", id="none of them"),
        pytest.param("model name\t: avx2 by name", "unknown", id="no line of flags"),
    ],
)
def test_fastest_set_is_named(tmp_path: Path, line: str, name: str):
    (tmp_path / "cpuinfo").write_text(f"processor\t: 0\n{line}\n")

    assert instruction_set(tmp_path / "cpuinfo") == name


def test_system_that_tells_nothing_is_unknown(tmp_path: Path):
    assert instruction_set(tmp_path / "missing") == "unknown"
