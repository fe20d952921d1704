"""An annotated article's spans are the nodes that the model will find, and its labels the right ones among them."""

from collections.abc import Sequence

import numpy as np
import pytest

from models.corpora.examples import Example, LabelledSpan, LayerLabels, Link, label
from models.network.labels import ARTICLE_RELATIONS
from models.network.nodes import NODE_KINDS
from models.spans import CharSpan
from models.training.nodes import PreparedNodes, prepare_nodes
from tests.unit.models.stand_ins import span_of
from tests.unit.models.text.cutters import word_pieces

TEXT = (
    "Ada Moor told Hill Post: “Rain.” She said “snow” and “hail”. Sleet, the baker said.\n"
    "Moor told the Hill Post newspaper and Lake Wire of Norland."
)
ADA, MOOR, SHE, BAKER = (
    span_of(TEXT, "Ada Moor"),
    span_of(TEXT, "Moor", nth=1),
    span_of(TEXT, "She"),
    span_of(TEXT, "the baker"),
)
RAIN, SNOW, HAIL, SLEET = (span_of(TEXT, words) for words in ("“Rain.”", "“snow”", "“hail”", "Sleet,"))
TOLD, SAID, SAID_LATER = span_of(TEXT, "told"), span_of(TEXT, "said"), span_of(TEXT, "said", nth=1)
POST, LATER_POST, WIRE = (
    span_of(TEXT, "Hill Post"),
    span_of(TEXT, "the Hill Post newspaper"),
    span_of(TEXT, "Lake Wire"),
)
WRITTEN = (
    Link(relation="cue", query=RAIN, answers=(TOLD,)),
    Link(relation="source", query=RAIN, answers=(ADA,)),
    Link(relation="cue", query=SNOW, answers=(SAID,)),
    Link(relation="source", query=SNOW, answers=(SHE,)),
    Link(relation="cue", query=HAIL, answers=(SAID,)),
    Link(relation="source", query=HAIL, answers=(SHE,)),
    Link(relation="cue", query=SLEET, answers=(SAID_LATER,)),
    Link(relation="source", query=SLEET, answers=(BAKER,)),
)
LAYERS = {
    "name": LayerLabels(spans=tuple(label("person", [ADA, MOOR]))),
    "relay": LayerLabels(spans=tuple(label("told", [POST]))),
}


def prepared(
    *links: Link,
    layers: dict[str, LayerLabels] = LAYERS,
    names: Sequence[LabelledSpan] = (),
    outlets: Sequence[CharSpan] = (),
    written: Sequence[Link] = WRITTEN,
) -> PreparedNodes:
    example = Example(id="e", text=TEXT, layers=layers, links=(*written, *links), names=tuple(names))
    return prepare_nodes(example, word_pieces(TEXT), find_outlets=lambda text: outlets)


def shown(nodes: PreparedNodes) -> list[tuple[str, str]]:
    """Kind and words of every node."""
    pieces = word_pieces(TEXT)
    spans = [pieces.span(first=first, last=last).cut(TEXT) for first, last in nodes.nodes.ends.tolist()]
    return [(NODE_KINDS[kind], words) for kind, words in zip(nodes.nodes.kinds, spans, strict=True)]


def right(nodes: PreparedNodes, relation: str) -> dict[str, list[str]]:
    """The right answers of every node that is asked, by their words; `nobody` for the last one."""
    words = [*(found for _, found in shown(nodes)), "nobody"]
    table = nodes.answers[ARTICLE_RELATIONS.index(relation)]
    return {words[row]: [words[n] for n in np.flatnonzero(table[row])] for row in range(len(table)) if table[row].any()}


def test_nodes_are_names_relays_contents_and_sources():
    assert shown(prepared()) == [
        ("source", "Ada Moor"),
        ("person", "Ada Moor"),
        ("relay", "Hill Post"),
        ("content", "“Rain.”"),
        ("source", "She"),
        ("content", "“snow”"),
        ("content", "“hail”"),
        ("content", "Sleet,"),
        ("source", "the baker"),
        ("person", "Moor"),
    ]


def test_contents_that_share_a_cue_are_one_quotation():
    nodes = prepared().nodes
    [rain, snow, hail, sleet] = nodes.quotations[nodes.quotations >= 0].tolist()
    assert snow == hail
    assert len({rain, snow, sleet}) == 3


def test_contents_without_a_cue_are_quotations_by_themselves():
    nodes = prepared(written=[Link(relation="cue", query=q, answers=()) for q in (SNOW, HAIL)]).nodes
    assert len(set(nodes.quotations[nodes.quotations >= 0].tolist())) == 2


def test_contents_know_the_node_of_their_source():
    nodes = prepared()
    words = [found for _, found in shown(nodes)]
    pairs = {words[n]: words[source] for n, source in enumerate(nodes.nodes.sources) if source >= 0}
    assert pairs == {"“Rain.”": "Ada Moor", "“snow”": "She", "“hail”": "She", "Sleet,": "the baker"}


def test_nothing_is_asked_without_labels():
    assert not prepared().answers.any()


@pytest.mark.parametrize("query", [pytest.param(SNOW, id="content"), pytest.param(SHE, id="source")])
def test_speaker_is_every_name_of_the_bearer(query: CharSpan):
    nodes = prepared(Link(relation="bearer", query=query, answers=(ADA, MOOR)))
    # the written source at the same place only repeats the name
    kinds = [shown(nodes)[n] for n in np.flatnonzero(nodes.answers[0].any(axis=0))]
    assert right(nodes, "speaker") == {query.cut(TEXT): ["Ada Moor", "Moor"]}
    assert kinds == [("person", "Ada Moor"), ("person", "Moor")]
    assert right(nodes, "relay") == {}


def test_speaker_without_a_name_is_the_source_that_describes_them():
    assert right(prepared(Link(relation="bearer", query=SLEET, answers=(BAKER,))), "speaker") == {
        "Sleet,": ["the baker"]
    }


def test_bearer_that_is_nobody_is_the_last_answer():
    assert right(prepared(Link(relation="bearer", query=SLEET, answers=())), "speaker") == {"Sleet,": ["nobody"]}


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(span_of(TEXT, "Norland"), id="no node"),
        pytest.param(SHE, id="a pronoun"),
        pytest.param(CharSpan(ADA.start, ADA.start + 3), id="part of a name"),
    ],
)
def test_bearer_who_is_no_node_that_can_speak_is_asked_for_in_vain(answer: CharSpan):
    assert right(prepared(Link(relation="bearer", query=SNOW, answers=(answer,))), "speaker") == {}


def test_query_that_is_no_node_asks_nothing():
    assert not prepared(Link(relation="bearer", query=WIRE, answers=(ADA,))).answers.any()


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(POST, ["Hill Post"], id="its place"),
        pytest.param(CharSpan(POST.start, POST.end - 2), ["Hill Post"], id="more than half of it"),
        pytest.param(span_of(TEXT, "told Hill"), None, id="less than half of it"),
        pytest.param(LATER_POST, None, id="other words, which are no node"),
        pytest.param(span_of(TEXT, "Hill Post", nth=1), ["Hill Post"], id="the same words elsewhere"),
    ],
)
def test_relay_is_the_node_at_the_marked_place_or_of_the_same_words(answer: CharSpan, expected: list[str] | None):
    nodes = prepared(Link(relation="relay", query=RAIN, answers=(answer,)))
    assert right(nodes, "relay") == ({"“Rain.”": expected} if expected else {})
    assert right(nodes, "speaker") == {}


def test_no_relay_is_the_last_answer():
    assert right(prepared(Link(relation="relay", query=RAIN, answers=())), "relay") == {"“Rain.”": ["nobody"]}


def test_other_names_are_nodes_too_and_outlets_among_them_may_relay():
    names = [*label("outlet", [WIRE]), *label("location", [span_of(TEXT, "Norland")])]
    assert shown(prepared(names=names))[-4:] == [
        ("person", "Moor"),
        ("outlet", "Lake Wire"),
        ("relay", "Lake Wire"),
        ("location", "Norland"),
    ]


def test_outlets_that_the_registry_finds_may_relay():
    nodes = prepared(Link(relation="relay", query=RAIN, answers=(POST,)), outlets=[POST, WIRE])
    assert shown(nodes)[-1] == ("relay", "Lake Wire")
    assert right(nodes, "relay") == {"“Rain.”": ["Hill Post"]}


def test_pronouns_of_a_chain_are_sources_that_no_content_has():
    chain = [
        Link(relation="antecedent", query=SHE, answers=(ADA,)),
        Link(relation="bearer", query=SHE, answers=(ADA,)),
    ]
    nodes = prepared(*chain, layers={}, names=label("person", [ADA]), written=())
    assert shown(nodes) == [("person", "Ada Moor"), ("source", "She")]
    assert right(nodes, "speaker") == {"She": ["Ada Moor"]}


def test_spans_without_pieces_are_no_nodes():
    gap = CharSpan(TEXT.index("\n"), TEXT.index("\n") + 1)
    written = [
        Link(relation="cue", query=gap, answers=()),
        Link(relation="cue", query=RAIN, answers=()),
        Link(relation="source", query=RAIN, answers=(gap,)),
    ]
    nodes = prepared(Link(relation="bearer", query=gap, answers=()), layers={}, written=written)
    assert shown(nodes) == [("content", "“Rain.”")]
    assert (nodes.nodes.sources.tolist(), nodes.answers.any()) == ([-1], False)


def test_article_without_labels_has_no_nodes():
    assert prepared(layers={}, written=()).answers.shape == (len(ARTICLE_RELATIONS), 0, 1)
