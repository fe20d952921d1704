"""The spans of an article become nodes that know who is named, who only repeats a name, and which outlets are one."""

import pytest

from models.decode.nodes import NodeLayout
from models.decode.spans import ScoredSpan
from models.network.backend import PieceSpan
from models.network.nodes import NODE_KINDS
from models.resolve.entities import gather
from models.resolve.layout import ContentPlace, article_layout, is_nameless, outlet_key
from tests.unit.models.stand_ins import marked_cast, span_of
from tests.unit.models.stand_ins import scored as scored_by_letters
from tests.unit.models.text.cutters import word_pieces

TEXT = (
    "Ada Moor met Ben Moor. Rain, the baker told Hill Post.\n"
    "Snow, she said. Hail, Ada Moor’s aide told the hill post newspaper. Sleet, Moor told Lake Wire."
)
PIECES = word_pieces(TEXT)


def scored(words: str, kind: str, *, nth: int = 0) -> ScoredSpan:
    span = span_of(TEXT, words, nth=nth)
    return ScoredSpan(span=span, pieces=PieceSpan.of(PIECES.within(span)), kind=kind, confidence=0.9)


# `Moor` for the fourth time stands alone
NAMES = [
    scored("Ada Moor", "person"),
    scored("Ben Moor", "person"),
    scored("Ada Moor", "person", nth=1),
    scored("Moor", "person", nth=3),
]
SOURCES = [
    scored("the baker", "source"),
    scored("she", "source"),
    scored("Ada Moor’s aide", "source"),
    scored("Moor", "source", nth=3),
]
RELAYS = [
    scored("Hill Post", "told"),
    scored("the hill post newspaper", "told"),
    scored("Lake Wire", "told"),
]
CONTENTS = [
    ContentPlace(pieces=scored(words, "content").pieces, quotation=number, source=source)
    for number, (words, source) in enumerate([("Rain,", 0), ("Snow,", 1), ("Hail,", 2), ("Sleet,", None)])
]


@pytest.fixture
def layout() -> NodeLayout:
    cast = gather(TEXT, NAMES)
    return article_layout(TEXT, PIECES, contents=CONTENTS, sources=SOURCES, cast=cast, relays=RELAYS)


def test_every_span_is_a_node_of_its_kind(layout: NodeLayout):
    groups = (layout.contents, layout.sources, layout.names, layout.relays)
    kinds = [[NODE_KINDS[layout.nodes.kinds[node]] for node in group] for group in groups]
    assert kinds == [["content"] * 4, ["source"] * 4, ["person"] * 4, ["relay"] * 3]
    assert sorted(int(node) for group in groups for node in group) == list(range(15))


def test_names_bear_the_number_of_their_entity(layout: NodeLayout):
    # the shared surname is the first bearer's
    assert layout.nodes.entities[layout.names].tolist() == [0, 1, 0, 0]


def test_shared_part_of_a_name_and_its_bearers_are_namesakes_both_ways():
    text = "Lake Fund met Lake Board, said Lake"
    pieces = word_pieces(text)
    spans = [span_of(text, "Lake Fund"), span_of(text, "Lake Board"), span_of(text, "Lake", nth=2)]
    names = [
        ScoredSpan(span=s, pieces=PieceSpan.of(pieces.within(s)), kind="organization", confidence=0.9) for s in spans
    ]

    layout = article_layout(text, pieces, contents=[], sources=[], cast=gather(text, names), relays=[])

    assert layout.nodes.entities.tolist() == [0, 1, 2]
    assert layout.nodes.namesakes == {(2, 0), (2, 1), (0, 2), (1, 2)}


def test_relays_by_one_name_are_one_entity_behind_those_of_the_names(layout: NodeLayout):
    post, same_post, wire = layout.nodes.entities[layout.relays].tolist()
    assert post == same_post
    assert wire == post + 1 > max(layout.nodes.entities[layout.names])


def test_sources_that_repeat_a_name_or_a_pronoun_cannot_speak(layout: NodeLayout):
    assert layout.nodes.can_speak[layout.sources].tolist() == [True, False, True, False]
    assert layout.nodes.can_speak[layout.names].all()


def test_contents_know_their_quotation_and_their_source(layout: NodeLayout):
    baker, she, aide, _ = layout.sources.tolist()
    assert layout.nodes.quotations[layout.contents].tolist() == [0, 1, 2, 3]
    assert layout.nodes.sources[layout.contents].tolist() == [baker, she, aide, -1]


def test_nodes_of_the_second_line_stand_in_a_later_paragraph(layout: NodeLayout):
    assert layout.nodes.paragraphs[layout.contents].tolist() == [0, 1, 1, 1]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("the baker", True, id="description"),
        pytest.param("she", False, id="pronoun"),
        pytest.param("She", False, id="pronoun with a capital"),
        pytest.param("Ada Moor", False, id="name"),
        pytest.param("Mayor Ada Moor", False, id="name behind a role"),
        pytest.param("Ada Moor's aide", True, id="somebody of the named"),
        pytest.param("Hill Fund", False, id="body"),
        pytest.param("Hill Fund staff", True, id="people of a body"),
    ],
)
def test_source_without_a_name_is_called_by_its_own_words(words: str, expected: bool):
    marked = f"“Rain,” said {words}.".replace("Ada Moor", "[Ada Moor]").replace("Hill Fund", "[organization|Hill Fund]")
    text, cast = marked_cast(marked)
    assert is_nameless(text, scored_by_letters(text, words, kind="source"), cast) is expected


@pytest.mark.parametrize(
    ("left", "right", "is_same"),
    [
        pytest.param("Hill Post", "the hill post", True, id="article and case"),
        pytest.param("Hill Post", "Hill Post newspaper", True, id="generic word"),
        pytest.param("Hill-Post", "Hill Post", True, id="hyphen"),
        pytest.param("Hill Post", "Hill Times", False, id="two outlets"),
    ],
)
def test_outlet_is_known_again_under_another_spelling(left: str, right: str, is_same: bool):
    assert (outlet_key(left) == outlet_key(right)) is is_same
