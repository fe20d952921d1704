from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from models.corpora.examples import Example
from models.corpora.worldner import read_worldner
from models.corpora.worldquotes import ROLE_REACH_CHARS, read_worldquotes
from models.network.labels import LAYERS, RELATIONS
from tests.unit.models.corpora.rows import labels_of, links_of, place, quote_row, write_rows

TEXT = (
    "Port director Mina Sato told Radio Delta: “The cranes stand still.” “We wait,” she added. "
    "Boats will return, a guard said. Omar Reyes watched from Lima."
)
RELAY = {"name": "Radio Delta", "mention": place(TEXT, "Radio Delta"), "relation": "told"}
CRANES = quote_row(
    TEXT,
    ["“The cranes stand still.”"],
    cue="told",
    name="Mina Sato",
    mention="Mina Sato",
    role="Port director",
    relay=RELAY,
)
WAIT = quote_row(
    TEXT,
    ["“We wait,”"],
    cue="added",
    name="Mina Sato",
    mention="she",
    role="Port director",
    relay={
        "name": "Radio Delta",
        "mention": None,
        "relation": "reported",
    },
)
BOATS = quote_row(TEXT, ["Boats will return"], cue="said", name="a guard", kind="unnamed", mention="a guard")
ROW: dict[str, Any] = {
    "id": "w1",
    "text": TEXT,
    "quotes": [CRANES, WAIT, BOATS],
    "entities": [
        [*place(TEXT, "Mina Sato"), "Person"],
        [*place(TEXT, "Radio Delta"), "Organization"],
        [*place(TEXT, "Omar Reyes"), "Person"],
        [*place(TEXT, "Lima"), "Location"],
        [*place(TEXT, "cranes"), "Product"],
    ],
}


def read_one(tmp_path: Path, row: dict[str, Any]) -> Example:
    [example] = read_worldquotes(write_rows(tmp_path / "rows.jsonl", [row]), is_outlet=lambda _: False)
    return example


@pytest.fixture
def example(tmp_path: Path) -> Example:
    return read_one(tmp_path, ROW)


@pytest.mark.parametrize(
    ("layer", "expected"),
    [
        pytest.param(
            "content",
            [("“The cranes stand still.”", "content"), ("“We wait,”", "content"), ("Boats will return", "content")],
            id="contents",
        ),
        pytest.param("cue", [("told", "cue"), ("added", "cue"), ("said", "cue")], id="cues"),
        pytest.param("source", [("Mina Sato", "source"), ("she", "source"), ("a guard", "source")], id="sources"),
        pytest.param("relay", [("Radio Delta", "told")], id="relays"),
        pytest.param("role", [("Port director", "role")], id="roles"),
        pytest.param(
            "name",
            [("Mina Sato", "person"), ("Radio Delta", "outlet"), ("Omar Reyes", "person"), ("Lima", "location")],
            id="names, a relay being an outlet",
        ),
    ],
)
def test_layers_hold_what_was_marked(example: Example, layer: str, expected: list[tuple[str, str]]):
    assert labels_of(TEXT, example.layers[layer]) == expected


def test_every_layer_and_relation_is_one_of_the_network(example: Example):
    assert set(example.layers) <= {layer.name for layer in LAYERS}
    assert {link.relation for link in example.links} <= {*RELATIONS, "bearer"}


@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        pytest.param(
            "cue",
            [("“The cranes stand still.”", ["told"]), ("“We wait,”", ["added"]), ("Boats will return", ["said"])],
            id="cue",
        ),
        pytest.param(
            "source",
            [
                ("“The cranes stand still.”", ["Mina Sato"]),
                ("“We wait,”", ["she"]),
                ("Boats will return", ["a guard"]),
            ],
            id="source",
        ),
        pytest.param(
            "speaker",
            [
                ("“The cranes stand still.”", ["Mina Sato"]),
                ("“We wait,”", ["Mina Sato"]),
                ("Boats will return", []),
            ],
            id="speaker: the name, and nothing for somebody without one",
        ),
        pytest.param("antecedent", [("she", ["Mina Sato"]), ("a guard", [])], id="mentions without a name"),
        pytest.param(
            "relay",
            [
                ("“The cranes stand still.”", ["Radio Delta"]),
                ("“We wait,”", ["Radio Delta"]),
                ("Boats will return", []),
            ],
            id="relay, carried on too",
        ),
        pytest.param(
            "holder",
            [("Port director", ["Mina Sato"]), ("a guard", [])],
            id="role to its holder, what describes somebody without a name to nobody",
        ),
        pytest.param(
            "bearer",
            [
                ("“The cranes stand still.”", ["Mina Sato"]),
                ("Mina Sato", ["Mina Sato"]),
                ("“We wait,”", ["Mina Sato"]),
                ("she", ["Mina Sato"]),
                ("Boats will return", ["a guard"]),
                ("a guard", ["a guard"]),
            ],
            id="contents and sources to all who are the speaker",
        ),
    ],
)
def test_links_go_where_was_marked(example: Example, relation: str, expected: list):
    assert links_of(TEXT, example.links, relation) == expected


def test_roles_near_people_who_are_not_quoted_are_unknown(example: Example):
    [unknown] = example.layers["role"].unknown

    assert "Omar Reyes" in unknown.cut(TEXT)
    assert unknown.start == max(0, TEXT.index("Omar Reyes") - ROLE_REACH_CHARS)


def test_article_without_names_says_nothing_of_names(tmp_path: Path):
    assert "name" not in read_one(tmp_path, {**ROW, "entities": []}).layers


def test_speaker_whose_name_was_not_found_asks_nothing(tmp_path: Path):
    stranger = {**CRANES, "speaker": {**CRANES["speaker"], "name": "Vera Lind"}}

    example = read_one(tmp_path, {**ROW, "quotes": [stranger]})

    assert links_of(TEXT, example.links, "speaker") == []


def bearers_of(tmp_path: Path, text: str, *quotes: dict[str, Any], entities: Sequence[tuple[str, str]] = ()) -> list:
    """Where the bearer links of some quotations go."""
    places = [[*place(text, words), kind] for words, kind in entities]
    example = read_one(tmp_path, {"id": "w2", "text": text, "quotes": list(quotes), "entities": places})
    return links_of(text, example.links, "bearer")


def test_person_whom_the_article_does_not_name_asks_for_no_bearer(tmp_path: Path):
    quote = quote_row(TEXT, ["“We wait,”"], name="Vera Lind", mention="she")

    assert bearers_of(tmp_path, TEXT, quote) == []


def test_quotation_of_nobody_has_no_bearer(tmp_path: Path):
    assert bearers_of(tmp_path, TEXT, quote_row(TEXT, ["“We wait,”"], kind=None)) == [("“We wait,”", [])]


CREW = "The harbour crew of Lima said rain. The crew said snow. Sleet, said the crew. A rower said hail."


@pytest.mark.parametrize(
    ("name", "content", "mention", "expected"),
    [
        pytest.param("crew", "snow", "The crew", ["The harbour crew of Lima", "The crew", "the crew"], id="in full"),
        pytest.param("harbour crew", "rain", "The harbour crew of Lima", ["The harbour crew of Lima"], id="fuller"),
        pytest.param("the night crew", "snow", "The crew", ["The crew", "the crew"], id="never in full: alike"),
        pytest.param("the night crew", "snow", None, None, id="never in full, not written: nothing is asked"),
    ],
)
def test_bearers_without_a_name_are_the_sources_that_call_them_so(
    tmp_path: Path, name: str, content: str, mention: str | None, expected: list[str] | None
):
    written = [("rain", "The harbour crew of Lima"), ("snow", "The crew"), ("Sleet", "the crew"), ("hail", "A rower")]
    others = [quote_row(CREW, [c], name="x", kind="unnamed", mention=m) for c, m in written if c != content]
    asked = quote_row(CREW, [content], name=name, kind="unnamed", mention=mention)

    found = dict(bearers_of(tmp_path, CREW, asked, *others))

    assert found.get(content) == expected


def test_bearers_of_an_organization_are_its_names_and_full_wordings(tmp_path: Path):
    text = "Rain, said Lake Fund. Snow, said the Lake Fund of Lima. Hail, said the fund."
    quotes = [
        quote_row(text, ["Rain"], name="Lake Fund", kind="organization", mention="Lake Fund"),
        quote_row(text, ["Snow"], name="Lake Fund", kind="organization", mention="the Lake Fund of Lima"),
        quote_row(text, ["Hail"], name="Lake Fund", kind="organization", mention="the fund"),
    ]

    found = bearers_of(tmp_path, text, *quotes, entities=[("Lake Fund", "Organization")])

    assert {tuple(answers) for _, answers in found} == {("Lake Fund", "the Lake Fund of Lima")}


def test_relay_without_a_marked_place_is_looked_for_by_name(tmp_path: Path):
    named = {**WAIT, "relay": {"name": "The Radio Delta", "mention": None, "relation": "reported"}}

    example = read_one(tmp_path, {**ROW, "quotes": [named]})

    assert links_of(TEXT, example.links, "relay") == [("“We wait,”", ["Radio Delta"])]


def test_relay_that_the_text_names_nowhere_asks_nothing(tmp_path: Path):
    unseen = {**CRANES, "relay": {"name": "Delta Post", "mention": None, "relation": "reported"}}

    example = read_one(tmp_path, {**ROW, "quotes": [unseen]})

    assert links_of(TEXT, example.links, "relay") == []


def test_quotation_without_cue_and_source_has_no_answers(tmp_path: Path):
    bare = quote_row(TEXT, ["“We wait,”"], name="Mina Sato")

    example = read_one(tmp_path, {**ROW, "quotes": [bare]})

    assert links_of(TEXT, example.links, "cue") == [("“We wait,”", [])]
    assert links_of(TEXT, example.links, "source") == [("“We wait,”", [])]


@pytest.mark.parametrize(
    ("outlets", "kind"),
    [pytest.param({"Radio Delta"}, "outlet", id="known"), pytest.param(set(), "organization", id="unknown")],
)
def test_worldner_tells_outlets_from_other_organizations(tmp_path: Path, outlets: set[str], kind: str):
    path = write_rows(tmp_path / "rows.jsonl", [{k: ROW[k] for k in ("id", "text", "entities")}])

    [example] = read_worldner(path, is_outlet=lambda words: words in outlets)

    assert list(example.layers) == ["name"]
    assert ("Radio Delta", kind) in labels_of(TEXT, example.layers["name"])
