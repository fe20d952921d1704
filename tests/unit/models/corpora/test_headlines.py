from models.corpora.examples import Example, LayerLabels, Link, label
from models.corpora.headlines import headlined
from tests.unit.models.corpora.rows import labels_of, span_at

TEXT = "\nMayor Moor warns of floods.\nThe mayor spoke on Monday."
EXAMPLE = Example(
    id="e",
    text=TEXT,
    layers={"name": LayerLabels(spans=tuple(label("person", [span_at(TEXT, "Moor")])))},
    links=(Link(relation="holder", query=span_at(TEXT, "Mayor"), answers=(span_at(TEXT, "Moor"),)),),
)


def test_first_line_is_set_in_title_case():
    assert headlined(EXAMPLE).text == "\nMayor Moor Warns of Floods.\nThe mayor spoke on Monday."


def test_labels_and_links_stay_in_their_places():
    other = headlined(EXAMPLE)

    assert labels_of(other.text, other.layers["name"]) == [("Moor", "person")]
    assert (other.id, other.layers, other.links) == (EXAMPLE.id, EXAMPLE.layers, EXAMPLE.links)


def test_empty_text_has_no_headline():
    assert headlined(Example(id="e", text="")).text == ""
