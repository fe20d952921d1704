from pathlib import Path
from typing import Any

import pytest

from models.corpora.examples import Example
from models.corpora.polnear import CueWords, cue_words, read_polnear
from models.spans import CharSpan
from tests.unit.models.corpora.rows import labels_of, links_of, place, quote_row, write_rows

CUES = CueWords(sure=frozenset({"sa", "tell"}), seen=frozenset({"sa", "tell", "add", "warn"}))


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        pytest.param("said", {"said"}, id="past"),
        pytest.param("has been warning", {"warn"}, id="helpers and ending left out"),
        pytest.param("argued that", {"argu"}, id="conjunction left out"),
        pytest.param("According to", {"accord"}, id="capital and preposition"),
        pytest.param(":", {":"}, id="colon"),
        pytest.param("is", set(), id="helper alone"),
    ],
)
def test_cue_words_are_bare(cue: str, expected: set[str]):
    assert cue_words(cue) == expected


@pytest.mark.parametrize(
    ("cue", "is_quoted", "expected"),
    [
        pytest.param("tells", False, True, id="a sure word"),
        pytest.param(":", False, True, id="colon alone"),
        pytest.param("warned", False, None, id="seen too seldom"),
        pytest.param("hopes", False, False, id="never seen"),
        pytest.param("hopes", True, None, id="never seen, but the words are quoted"),
        pytest.param("", False, None, id="no cue"),
        pytest.param("hopes to tell", False, True, id="one sure word will do"),
    ],
)
def test_cue_tells_speech_from_belief(cue: str, is_quoted: bool, expected: bool | None):
    assert CUES.reports_speech(cue, is_quoted=is_quoted) is expected


def test_cue_words_are_learned_from_quotations(tmp_path: Path):
    text = "“A,” Ida told us. “B,” Ola told them. C, Ida warned. D."
    quotes = [
        quote_row(text, ["“A,”"], cue="told"),
        {**quote_row(text, ["“B,”"]), "cue": place(text, "told", after="Ola")},
        quote_row(text, ["C"], cue="warned"),
        quote_row(text, ["D"]),
    ]

    cues = CueWords.of(write_rows(tmp_path / "rows.jsonl", [{"id": "w", "text": text, "quotes": quotes}]))

    assert (cues.sure, cues.seen) == ({"told"}, {"told", "warn"})


TEXT = (
    "Ida Moss tells us that roads are shut. She hopes that trains will run. Ola Berg warned of snow.\n"
    "“Stay home,” Moss tells The Delta Post."
)


def attribution(source: str, cue: str, content: str) -> dict[str, Any]:
    """Each part the first place of its words behind the part before, from the source on."""
    return {
        "source": [place(TEXT, source)],
        "cue": [place(TEXT, cue, after=source)],
        "content": [place(TEXT, content)],
    }


ROADS = attribution("Ida Moss", "tells", "that roads are shut")
TRAINS = attribution("She", "hopes", "that trains will run")
SNOW = attribution("Ola Berg", "warned", "of snow")
HOME = {
    "source": [place(TEXT, "Moss", after="“Stay home,”")],
    "cue": [place(TEXT, "tells", after="“Stay home,”")],
    "content": [place(TEXT, "“Stay home,”")],
}
LATER_MOSS = place(TEXT, "Moss", after="“Stay home,”")
ROW: dict[str, Any] = {
    "id": "p1",
    "text": TEXT,
    "attributions": [ROADS, TRAINS, SNOW, HOME],
    "silver_entities": [
        [*place(TEXT, "Ida Moss"), "PERSON"],
        [*place(TEXT, "Ola Berg"), "PERSON"],
        [*LATER_MOSS, "PERSON"],
        [*place(TEXT, "The Delta Post"), "ORGANIZATION"],
        [*place(TEXT, "trains"), "ORGANIZATION"],
        [*place(TEXT, "snow"), "LOCATION"],
        [*place(TEXT, "Berg"), "LOCATION"],
        [*place(TEXT, "roads"), "DATE"],
    ],
    "silver_coref": [[place(TEXT, "Ida Moss"), place(TEXT, "She")]],
}


def read_one(tmp_path: Path, row: dict[str, Any], speakers: dict[str, Any] | None = None) -> Example:
    path = write_rows(tmp_path / "rows.jsonl", [row])
    [example] = read_polnear(path, cues=CUES, speakers=speakers or {}, is_outlet=lambda words: "Post" in words)
    return example


@pytest.fixture
def example(tmp_path: Path) -> Example:
    return read_one(tmp_path, ROW)


def test_attribution_layers_hold_beliefs_too(example: Example):
    contents = [words for words, _ in labels_of(TEXT, example.layers["attribution_content"])]

    assert contents == ["that roads are shut", "that trains will run", "of snow", "“Stay home,”"]
    assert example.layers["attribution_content"].unknown == ()


def test_quotation_layers_hold_what_a_sure_cue_reports(example: Example):
    assert labels_of(TEXT, example.layers["content"]) == [("roads are shut", "content"), ("“Stay home,”", "content")]
    assert labels_of(TEXT, example.layers["cue"]) == [("tells", "cue"), ("tells", "cue")]
    assert labels_of(TEXT, example.layers["source"]) == [("Ida Moss", "source"), ("Moss", "source")]


@pytest.mark.parametrize(
    ("layer", "expected"),
    [
        pytest.param("content", ["of snow"], id="content"),
        pytest.param("cue", ["warned"], id="cue"),
        pytest.param("source", ["Ola Berg"], id="source"),
    ],
)
def test_what_the_cue_does_not_decide_is_unknown(example: Example, layer: str, expected: list[str]):
    assert [span.cut(TEXT) for span in example.layers[layer].unknown] == expected


@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        pytest.param("cue", ["tells", "hopes", "warned", "tells"], id="cue"),
        pytest.param("source", ["Ida Moss", "She", "Ola Berg", "Moss"], id="source"),
    ],
)
def test_contents_point_to_the_written_words(example: Example, relation: str, expected: list[str]):
    assert [answers for _, answers in links_of(TEXT, example.links, relation)] == [[words] for words in expected]


def test_speakers_are_the_silver_names_of_the_written_sources(example: Example):
    assert links_of(TEXT, example.links, "speaker") == [
        ("that roads are shut", ["Ida Moss", "Moss"]),
        ("that trains will run", ["Ida Moss", "Moss"]),
        ("of snow", ["Ola Berg"]),
        ("“Stay home,”", ["Ida Moss", "Moss"]),
    ]


def test_pronoun_points_to_the_names_of_its_silver_chain(example: Example):
    assert links_of(TEXT, example.links, "antecedent") == [("She", ["Ida Moss", "Moss"])]


def test_bearers_of_contents_and_sources_are_the_silver_names(example: Example):
    assert links_of(TEXT, example.links, "bearer") == [
        ("that roads are shut", ["Ida Moss", "Moss"]),
        ("Ida Moss", ["Ida Moss", "Moss"]),
        ("that trains will run", ["Ida Moss", "Moss"]),
        ("She", ["Ida Moss", "Moss"]),
        ("of snow", ["Ola Berg"]),
        ("Ola Berg", ["Ola Berg"]),
        ("“Stay home,”", ["Ida Moss", "Moss"]),
        ("Moss", ["Ida Moss", "Moss"]),
    ]


def test_source_that_the_tagger_does_not_know_is_asked_nothing(tmp_path: Path):
    example = read_one(tmp_path, {**ROW, "silver_entities": [], "silver_coref": []})

    assert [links_of(TEXT, example.links, relation) for relation in ("speaker", "bearer", "antecedent")] == [[], [], []]


def test_people_of_the_tagger_teach_names_and_the_rest_is_unknown(example: Example):
    names = example.layers["name"]

    assert labels_of(TEXT, names) == [("Ida Moss", "person"), ("Ola Berg", "person"), ("Moss", "person")]
    assert [span.cut(TEXT) for span in names.unknown] == [
        " tells us that roads are shut. She hopes that trains will run. ",
        " warned of snow.\n“Stay home,” ",
        " tells The Delta Post.",
    ]


def test_elsewhere_there_are_people_only_where_a_word_of_a_name_stands(example: Example):
    barred = example.layers["name"].barred

    assert {found.kind for found in barred} == {"person"}
    assert [found.span.cut(TEXT).strip() for found in barred if found.span.cut(TEXT).strip()] == [
        "tells us that roads are shut. She hopes that trains will run.",
        "warned of snow.\n“Stay home,”",
        "tells The Delta Post.",
    ]


def test_word_of_a_name_is_left_open_wherever_it_stands(tmp_path: Path):
    silver = [entity for entity in ROW["silver_entities"] if entity[:2] != LATER_MOSS]
    example = read_one(tmp_path, {**ROW, "silver_entities": silver})

    later = CharSpan(*LATER_MOSS)
    assert not any(found.span.overlap(later) for found in example.layers["name"].barred)
    assert any(stretch.holds(later) for stretch in example.layers["name"].unknown)


HEADLINE = "Moss Warns, Ola Berg Says Trains Late, Ada Hill Left"
BELOW = "Ida Moss spoke. Moss had heard from Ola Berg."


@pytest.mark.parametrize(
    ("tagged", "kept"),
    [
        pytest.param("Moss Warns", ["Moss"], id="surname that is known below"),
        pytest.param("Ola Berg Says", ["Ola Berg"], id="full name that is known below"),
        pytest.param("Ola Berg", ["Ola Berg"], id="the very name"),
        pytest.param("Ada Hill", [], id="nobody of that name below"),
        pytest.param("Says Trains", [], id="no name"),
    ],
)
def test_person_of_a_headline_is_believed_as_far_as_the_text_has_the_name(tmp_path: Path, tagged: str, kept: list[str]):
    text = f"{HEADLINE}\n{BELOW}"
    names = [place(text, "Ida Moss"), place(text, "Moss", after="spoke."), place(text, "Ola Berg", after="from")]
    silver = [[*where, "PERSON"] for where in (place(text, tagged), *names)]
    example = read_one(tmp_path, {"id": "h", "text": text, "attributions": [], "silver_entities": silver})

    found = [words for words, _ in labels_of(text, example.layers["name"])]
    assert found == [*kept, "Ida Moss", "Moss", "Ola Berg"]


def test_other_names_of_the_tagger_are_known_beside_the_layer(example: Example):
    # `Berg` is part of a person's name
    assert [(name.span.cut(TEXT), name.kind) for name in example.names] == [
        ("trains", "organization"),
        ("snow", "location"),
        ("The Delta Post", "outlet"),
    ]


def test_attribution_without_content_is_no_quotation(tmp_path: Path):
    example = read_one(tmp_path, {**ROW, "attributions": [{**ROADS, "content": []}]})

    assert labels_of(TEXT, example.layers["attribution_cue"]) == [("tells", "cue")]
    assert labels_of(TEXT, example.layers["cue"]) == []


MARKED = {
    "id": "p1",
    "text": TEXT,
    "quotes": [
        quote_row(
            TEXT,
            ["“Stay home,”"],
            name="Ida Moss",
            relay={"name": "The Delta Post", "mention": None, "relation": "told"},
        )
    ],
}


@pytest.fixture
def marked_example(tmp_path: Path) -> Example:
    return read_one(tmp_path, ROW, {"p1": MARKED})


def test_marked_speakers_take_the_place_of_silver_ones(marked_example: Example):
    assert links_of(TEXT, marked_example.links, "speaker") == [("“Stay home,”", ["Ida Moss", "Moss"])]


def test_marked_bearers_take_the_place_of_silver_ones(marked_example: Example):
    assert links_of(TEXT, marked_example.links, "bearer") == [("“Stay home,”", ["Ida Moss", "Moss"])]


def test_marked_speakers_are_people_but_for_several_who_speak_together(tmp_path: Path):
    quotes = [quote_row(TEXT, ["“Stay home,”"], name=name) for name in ("Ida Moss tells", "Moss tells, Ola Berg")]

    example = read_one(tmp_path, ROW, {"p1": {**MARKED, "quotes": quotes}})

    people = [words for words, _ in labels_of(TEXT, example.layers["name"])]
    assert people == ["Ida Moss tells", "Ola Berg", "Moss"]


def test_marked_relay_is_found_in_the_paragraph_of_its_quotation(marked_example: Example):
    assert labels_of(TEXT, marked_example.layers["relay"]) == [("Delta Post", "told")]
    assert links_of(TEXT, marked_example.links, "relay") == [("“Stay home,”", ["Delta Post"])]


def test_relays_are_unknown_outside_the_paragraphs_of_marked_quotations(marked_example: Example):
    [unknown] = marked_example.layers["relay"].unknown

    assert unknown.cut(TEXT).rstrip("\n") == TEXT.split("\n")[0]


def test_article_without_marked_speakers_says_nothing_of_relays_and_roles(example: Example):
    assert {"relay", "role"}.isdisjoint(example.layers)
