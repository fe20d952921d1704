from pathlib import Path

import pytest

from models.corpora.examples import Example
from models.corpora.ontogum import chain_names, is_name, read_ontogum
from models.spans import CharSpan
from tests.unit.models.corpora.rows import links_of, place, span_at, write_rows

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


@pytest.fixture
def example(tmp_path: Path) -> Example:
    clusters = [
        [place(TEXT, "Ida Moss"), place(TEXT, "She"), place(TEXT, "the sailor")],
        [place(TEXT, "Wren"), place(TEXT, "it", after="named"), place(TEXT, "Wren", after="loved"), place(TEXT, "It")],
        [place(TEXT, "a boat"), place(TEXT, "it", after="named")],
    ]
    path = write_rows(tmp_path / "rows.jsonl", [{"id": "g1", "text": TEXT, "clusters": clusters}])

    [read] = read_ontogum(path)
    return read


@pytest.mark.parametrize("relation", ["antecedent", "bearer"])
def test_mentions_without_a_name_point_to_the_names_of_their_chain(example: Example, relation: str):
    assert example.layers == {}
    assert links_of(TEXT, example.links, relation) == [
        ("She", ["Ida Moss"]),
        ("the sailor", ["Ida Moss"]),
        ("it", ["Wren", "Wren"]),
        ("It", ["Wren", "Wren"]),
    ]


def test_names_of_the_chains_are_known_with_the_kind_that_their_pronouns_tell(example: Example):
    assert [(name.span.cut(TEXT), name.kind) for name in example.names] == [
        ("Ida Moss", "person"),
        ("Wren", "organization"),
        ("Wren", "organization"),
    ]


@pytest.mark.parametrize(
    ("mentions", "expected"),
    [
        pytest.param(["Wren", "He"], [("Wren", "person")], id="he"),
        pytest.param(["Wren", "my"], [("Wren", "person")], id="my"),
        pytest.param(["Wren", "their"], [("Wren", "organization")], id="their"),
        pytest.param(["Wren", "the boat"], [("Wren", "location")], id="no pronoun"),
        pytest.param(["the boat", "it"], [], id="no name"),
    ],
)
def test_pronouns_of_a_chain_tell_the_kind_of_its_names(mentions: list[str], expected: list[tuple[str, str]]):
    text = "Wren He my their the boat it"

    names = chain_names(text, [span_at(text, words) for words in mentions])

    assert [(name.span.cut(text), name.kind) for name in names] == expected
