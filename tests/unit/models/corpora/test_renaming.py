"""Other surnames stand wherever the old ones did, and every labelled span still holds its words."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.corpora.examples import Example, LabelledSpan, LayerLabels, Link, complement, label
from models.corpora.renaming import renamed, surnames
from models.spans import CharSpan
from tests.unit.models.corpora.rows import labels_of, links_of, span_at

TEXT = "Ada Moor met Ben Hill. “Moor's boat sank,” Hill told Lake Wire; Moore agreed with Ada."
PEOPLE = [span_at(TEXT, "Ada Moor"), span_at(TEXT, "Ben Hill"), span_at(TEXT, "Hill", after="sank,”")]
CONTENT = span_at(TEXT, "“Moor's boat sank,”")
EXAMPLE = Example(
    id="e",
    text=TEXT,
    layers={
        "name": LayerLabels(
            spans=tuple(label("person", PEOPLE)),
            unknown=complement(len(TEXT), PEOPLE),
            barred=tuple(label("person", [span_at(TEXT, "Lake Wire")])),
        ),
        "content": LayerLabels(spans=tuple(label("content", [CONTENT]))),
    },
    links=(Link(relation="bearer", query=CONTENT, answers=(PEOPLE[1], PEOPLE[2])),),
    names=(LabelledSpan(span=span_at(TEXT, "Lake Wire"), kind="outlet"),),
)


def named(*people: str) -> Example:
    """An article that is a list of people."""
    text = "; ".join(people)
    spans = [span_at(text, person) for person in people]
    return Example(id="e", text=text, layers={"name": LayerLabels(spans=tuple(label("person", spans)))})


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        pytest.param(["Ada Moor", "Ben Hill"], ["Hill", "Moor"], id="sorted"),
        pytest.param(["Ada Moor", "Ida Moor"], ["Moor"], id="each once"),
        pytest.param(["Ada de la Moor"], ["Moor"], id="the last word of many"),
        pytest.param(["Moor"], [], id="one word may be a first name"),
        pytest.param(["Ada Moor-Hill"], [], id="hyphen"),
        pytest.param(["Ada Li"], [], id="two letters are too common"),
        pytest.param(["Ada moor"], [], id="small letter"),
        pytest.param([], [], id="nobody"),
    ],
)
def test_surname_is_the_last_word_of_a_persons_full_name(people: list[str], expected: list[str]):
    assert surnames([named(*people)]) == expected


def test_only_people_have_surnames():
    assert surnames([EXAMPLE, Example(id="f", text="Lake Wire")]) == ["Hill", "Moor"]


@pytest.fixture
def other() -> Example:
    """The example with Moor and Hill exchanged for the only two of the pool, one longer and one shorter."""
    found = renamed(EXAMPLE, ["Abendroth", "Kay"], random.Random(1))
    return found if "Ada Abendroth" in found.text else renamed(EXAMPLE, ["Kay", "Abendroth"], random.Random(1))


def test_surnames_are_exchanged_wherever_they_stand_as_words(other: Example):
    # `Moore` is another word, and first names stay
    assert (
        other.text == "Ada Abendroth met Ben Kay. “Abendroth's boat sank,” Kay told Lake Wire; Moore agreed with Ada."
    )


def test_labelled_spans_move_with_their_words(other: Example):
    assert labels_of(other.text, other.layers["name"]) == [
        ("Ada Abendroth", "person"),
        ("Ben Kay", "person"),
        ("Kay", "person"),
    ]
    assert labels_of(other.text, other.layers["content"]) == [("“Abendroth's boat sank,”", "content")]
    assert [(name.span.cut(other.text), name.kind) for name in other.names] == [("Lake Wire", "outlet")]


def test_links_move_with_their_words(other: Example):
    assert links_of(other.text, other.links, "bearer") == [("“Abendroth's boat sank,”", ["Ben Kay", "Kay"])]


def test_unknown_stretches_move_with_their_words(other: Example):
    assert [span.cut(other.text) for span in other.layers["name"].unknown] == [
        " met ",
        ". “Abendroth's boat sank,” ",
        " told Lake Wire; Moore agreed with Ada.",
    ]


def test_barred_stretches_move_with_their_words(other: Example):
    barred = other.layers["name"].barred
    assert [(found.span.cut(other.text), found.kind) for found in barred] == [("Lake Wire", "person")]


def test_example_keeps_its_name(other: Example):
    assert other.id == EXAMPLE.id


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(Example(id="e", text="Rain."), id="no names are labelled"),
        pytest.param(named("Moor"), id="no surname is known"),
    ],
)
def test_example_without_surnames_stays_as_it_is(example: Example):
    assert renamed(example, [], random.Random(1)) is example


def test_same_seed_gives_the_same_surnames():
    pool = [f"Name{letter}" for letter in "abcdefgh"]

    texts = [renamed(EXAMPLE, pool, random.Random(seed)).text for seed in (1, 1, 2, 3, 4)]

    assert texts[0] == texts[1]
    assert len(set(texts)) > 1


FIRST_NAMES, SURNAMES = ["Ada", "Ben", "Ida"], ["Moor", "Hill", "Sato", "Ödman"]
POOL = ["Abendroth", "Kay", "Moor", "Okonkwo", "Hill"]
words = st.sampled_from([*SURNAMES, *FIRST_NAMES, "rain", "“", "”", "Moors", "Hill’s", ",", "\n", "é🙂"])


@given(
    people=st.lists(st.tuples(st.sampled_from(FIRST_NAMES), st.sampled_from(SURNAMES)), max_size=4),
    rest=st.lists(words, max_size=20),
    data=st.data(),
)
def test_every_span_of_whole_words_holds_the_old_words_with_the_surnames_exchanged(
    people: list[tuple[str, str]], rest: list[str], data: st.DataObject
):
    text = " ".join(["It rained.", *(" ".join(person) for person in people), *rest])
    tokens = [CharSpan(*match.span()) for match in re.finditer(r"\S+", text)]
    pairs = st.tuples(st.sampled_from(tokens), st.sampled_from(tokens)).map(sorted)
    spans = [CharSpan(left.start, right.end) for left, right in data.draw(st.lists(pairs, max_size=8))]
    named_at = [span_at(text, " ".join(person)) for person in people]
    example = Example(
        id="e",
        text=text,
        layers={"name": LayerLabels(spans=tuple(label("person", named_at)))},
        links=(Link(relation="bearer", query=CharSpan(0, len(text)), answers=tuple(spans)),),
    )

    other = renamed(example, POOL, random.Random(data.draw(st.integers(0, 99))))

    new = dict(zip(_words(text), _words(other.text), strict=True))
    [link] = other.links
    assert other.text == _exchanged(text, new)
    assert link.query.cut(other.text) == other.text
    assert [answer.cut(other.text) for answer in link.answers] == [_exchanged(span.cut(text), new) for span in spans]
    assert {old for old, found in new.items() if old != found} <= {surname for _, surname in people}


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _exchanged(passage: str, new: dict[str, str]) -> str:
    return re.sub(r"\w+", lambda match: new[match[0]], passage)
