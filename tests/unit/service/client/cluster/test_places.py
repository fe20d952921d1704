"""Files of a cluster are written whole or not at all, under any name."""

from pathlib import Path

import pytest
from pyarrow.fs import SubTreeFileSystem

from service.client.cluster.places import Place


@pytest.mark.parametrize("name", ["quotes", "quotes 2024", "100% sure", "äöü", "a#b?c"])
def test_folder_of_any_name_is_found_again(tmp_path: Path, name: str):
    folder = Place.of(str(tmp_path / name))
    folder.make_folder()
    folder.under("part").write(b"rows")

    assert (tmp_path / name / "part").read_bytes() == b"rows"
    assert Place.of(str(tmp_path / name)).files() == {"part": 4}


def test_path_of_the_working_directory_is_taken_from_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert Place.of("quotes").path == str(tmp_path / "quotes")


def test_uri_of_a_file_is_its_path(tmp_path: Path):
    assert Place.of(f"file://{tmp_path}/quotes/").path == str(tmp_path / "quotes")


def test_unknown_scheme_is_refused():
    with pytest.raises(ValueError, match="gopher"):
        Place.of("gopher://news/2024")


def test_second_writing_replaces_the_first_and_leaves_nothing_else(tmp_path: Path):
    file = Place.of(str(tmp_path)).under("part")
    file.write(b"half a row")
    file.write(b"a row")

    assert file.read() == b"a row"
    assert [path.name for path in tmp_path.iterdir()] == ["part"]


def test_other_filesystem_is_written_whole_too(tmp_path: Path):
    local = Place.of(str(tmp_path))
    file = Place(filesystem=SubTreeFileSystem(str(tmp_path), local.filesystem), path="part")
    file.write(b"half a row")
    file.write(b"a row")

    assert not file.is_local
    assert (file.read(), [path.name for path in tmp_path.iterdir()]) == (b"a row", ["part"])


def test_what_is_not_there_is_nothing(tmp_path: Path):
    nowhere = Place.of(str(tmp_path / "nowhere"))
    nowhere.remove()
    assert (nowhere.files(), nowhere.read(), nowhere.is_folder) == ({}, None, False)
