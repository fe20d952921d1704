"""How a configuration is written, and what is refused."""

from pathlib import Path

import pytest

from models.evaluation.benchmark.configuration import BadConfiguration, Configuration, parse_configuration


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("", Configuration(), id="nothing-is-as-usual"),
        pytest.param("threads=2", Configuration(n_threads=2), id="one-part"),
        pytest.param(
            "backend=torch,processes=3,width=254,overlap=0",
            Configuration(backend="torch", n_processes=3, width=254, overlap=0),
            id="many-parts",
        ),
    ],
)
def test_configuration_is_read_part_by_part(written: str, expected: Configuration) -> None:
    assert parse_configuration(written) == expected


def test_weights_are_a_folder(tmp_path: Path) -> None:
    assert parse_configuration(f"weights={tmp_path}").weights == tmp_path


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("speed=2", id="unknown-name"),
        pytest.param("threads", id="no-value"),
        pytest.param("threads=0", id="too-few"),
        pytest.param("overlap=-1", id="negative"),
        pytest.param("width=²", id="no-digit-of-ours"),
        pytest.param("backend=abacus", id="unknown-backend"),
        pytest.param("weights=no/such/folder", id="no-folder"),
    ],
)
def test_what_cannot_be_read_is_refused(written: str) -> None:
    with pytest.raises(BadConfiguration):
        parse_configuration(written)


@pytest.mark.parametrize("written", ["threads=1,processes=1", "threads=2,processes=1,width=254,backend=torch"])
def test_configuration_is_told_as_it_is_written(written: str) -> None:
    assert str(parse_configuration(written)) == written
