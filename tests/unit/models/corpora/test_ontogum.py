from pathlib import Path

import pytest

from models.corpora.ontogum import is_name, read_ontogum
from models.spans import CharSpan
from tests.unit.models.corpora.rows import links_of, place, write_rows

TEXT = "Ida Moss bought a boat. She named it Wren, and the sailor loved Wren. It leaked."


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("Ida Moss", True, id="two words"),
        pytest.param("Port of Delta", True, id="small word inside"),
        pytest.param("Wren", True, id="one word"),
        pytest.param("She", False, id="pronoun"),
        pytest.param("The Sailor", False, id="article"),
        pytest.param("the sailor", False, id="description"),
        pytest.param("Ida the sailor", False, id="name and description"),
    ],
)
def test_name_is_made_of_capitalised_words(words: str, expected: bool):
    assert is_name(words, CharSpan(0, len(words))) is expected


def test_mentions_without_a_name_point_to_the_names_of_their_chain(tmp_path: Path):
    clusters = [
        [place(TEXT, "Ida Moss"), place(TEXT, "She"), place(TEXT, "the sailor")],
        [place(TEXT, "Wren"), place(TEXT, "it", after="named"), place(TEXT, "Wren", after="loved"), place(TEXT, "It")],
        [place(TEXT, "a boat"), place(TEXT, "it", after="named")],
    ]
    path = write_rows(tmp_path / "rows.jsonl", [{"id": "g1", "text": TEXT, "clusters": clusters}])

    [example] = read_ontogum(path)

    assert example.layers == {}
    assert links_of(TEXT, example.links, "antecedent") == [
        ("She", ["Ida Moss"]),
        ("the sailor", ["Ida Moss"]),
        ("it", ["Wren", "Wren"]),
        ("It", ["Wren", "Wren"]),
    ]
