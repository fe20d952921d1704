from typing import Any

import pytest

from models.evaluation.readings import NameReading, reading_of_answer, reading_of_gold
from models.spans import CharSpan

TEXT = "Ana Puri said it rained, Reuters reported."


def gold(**changes: Any) -> dict[str, Any]:
    quote = {
        "spans": [[14, 23]],
        "type": "indirect",
        "cue": [9, 13],
        "speaker": {"mention": [0, 8], "name": "Ana Puri", "kind": "person", "role": None},
        "relay": {"name": "Reuters", "mention": [25, 32], "relation": "reported"},
    }
    return {
        "id": "a",
        "text": TEXT,
        "url": "https://heron.example/1",
        "publisher": "The Heron",
        "agency": None,
        "quotes": [quote | changes],
        "entities": [],
    }


def answer(**changes: Any) -> dict[str, Any]:
    quote = {
        "type": "indirect",
        "spans": [{"start": 14, "end": 23, "text": "it rained"}],
        "speaker": {"name": "Ana Puri", "kind": "person", "role": None, "mention": {"start": 0, "end": 8}},
        "outlet": {"name": "Reuters", "via": "relay", "mention": {"start": 25, "end": 32}},
        "confidence": 0.5,
        "confidences": {"quotation": 0.9, "speaker": 0.8, "outlet": 0.7},
    }
    return {"id": "a", "outlet": None, "quotes": [quote | changes], "entities": []}


@pytest.mark.parametrize(
    ("relay", "expected"),
    [
        pytest.param({"name": "Reuters"}, ("Reuters", "Reuters"), id="relay-is-the-source"),
        pytest.param(None, (None, "The Heron"), id="publisher-is-the-source"),
    ],
)
def test_gold_outlet_is_the_relay_or_the_publisher(
    relay: dict[str, str] | None, expected: tuple[str | None, str]
) -> None:
    (quotation,) = reading_of_gold(gold(relay=relay)).quotations
    assert (quotation.relay, quotation.outlet) == expected


@pytest.mark.parametrize(
    ("url", "publisher"),
    [pytest.param("https://heron.example/1", "The Heron", id="to-be-found"), pytest.param(None, None, id="told")],
)
def test_a_publisher_that_is_told_is_not_to_be_found(url: str | None, publisher: str | None) -> None:
    reading = reading_of_gold(gold(relay=None) | {"url": url})
    assert (reading.publisher, reading.quotations[0].outlet) == (publisher, "The Heron")


@pytest.mark.parametrize(
    ("outlet", "expected"),
    [
        pytest.param({"name": "Reuters", "via": "relay"}, ("Reuters", "Reuters"), id="relay"),
        pytest.param({"name": "The Heron", "via": "publisher"}, (None, "The Heron"), id="publisher"),
        pytest.param(None, (None, None), id="unknown"),
    ],
)
def test_answered_relay_is_only_what_came_by_relay(
    outlet: dict[str, str] | None, expected: tuple[str | None, str | None]
) -> None:
    (quotation,) = reading_of_answer(answer(outlet=outlet), text=TEXT).quotations
    assert (quotation.relay, quotation.outlet) == expected


def test_both_sides_read_the_same_quotation() -> None:
    (ours,), (theirs,) = reading_of_gold(gold()).quotations, reading_of_answer(answer(), text=TEXT).quotations
    assert (ours.spans, ours.speaker, ours.type) == (theirs.spans, theirs.speaker, theirs.type)
    assert (ours.relay_mention, theirs.relay_mention) == (CharSpan(25, 32), CharSpan(25, 32))


@pytest.mark.parametrize("place", [pytest.param({"mention": None}, id="null"), pytest.param({}, id="no-key")])
def test_a_mention_that_nobody_marked_is_none(place: dict[str, None]) -> None:
    named = {"name": "Reuters", "kind": "organization"} | place
    (quotation,) = reading_of_gold(gold(speaker=named, relay=named)).quotations
    assert (quotation.speaker.mention, quotation.relay_mention) == (None, None)


def test_the_publisher_s_mention_is_no_relay_s() -> None:
    publisher = {"name": "The Heron", "via": "publisher", "mention": {"start": 0, "end": 3}}
    (quotation,) = reading_of_answer(answer(outlet=publisher), text=TEXT).quotations
    assert quotation.relay_mention is None


def test_an_empty_or_missing_speaker_is_nobody() -> None:
    readings = [reading_of_answer(answer(speaker=s), text=TEXT) for s in (None, {"name": ""})]
    assert [r.quotations[0].speaker.name for r in readings] == [None, None]


def test_gold_names_are_persons_and_organizations() -> None:
    line = gold() | {"entities": [[0, 8, "Person"], [25, 32, "Organization"], [14, 16, "Misc"]]}
    assert reading_of_gold(line).names == {
        NameReading(span=CharSpan(0, 8), kind="person"),
        NameReading(span=CharSpan(25, 32), kind="organization"),
    }


def test_gold_without_entities_has_no_names_marked() -> None:
    assert reading_of_gold(gold()).names is None


def test_answered_names_leave_pronouns_and_locations_out() -> None:
    entities = [
        {
            "kind": "person",
            "mentions": [{"start": 0, "end": 8, "form": "name"}, {"start": 14, "end": 16, "form": "pronoun"}],
        },
        {"kind": "location", "mentions": [{"start": 25, "end": 32, "form": "name"}]},
    ]
    reading = reading_of_answer(answer() | {"entities": entities}, text=TEXT)
    assert reading.names == {NameReading(span=CharSpan(0, 8), kind="person")}
