"""One small article worked out by hand: every tally, then every figure."""

from typing import Any

import pytest

from models.evaluation.counts import Counts, Tally
from models.evaluation.readings import Reading
from models.evaluation.worldquotes import count, figures
from tests.unit.models.evaluation.fakes import reading

TEXT = (
    "“We will rebuild,” Mayor Ada Brook told Radio Delta. “It takes a year.”\n"
    "Brook called the plan “bold but fair”.\n"
    "The harbour opens in May, Li Wen said."
)

MAYOR: dict[str, Any] = {
    "content": ["“We will rebuild,”", "“It takes a year.”"],
    "speaker": "Ada Brook",
    "role": "Mayor",
    "relay": "Radio Delta",
}
PLAN: dict[str, Any] = {
    "content": ["the plan “bold but fair”"],
    "speaker": "Ada Brook",
    "role": "Mayor",
    "type": "mixed",
    "outlet": "The Heron",
}
HARBOUR: dict[str, Any] = {
    "content": ["The harbour opens in May"],
    "speaker": "Li Wen",
    "type": "indirect",
    "outlet": "The Heron",
}
NAMES = {"Ada Brook": "person", "Li Wen": "person", "Radio Delta": "organization"}
GOLD = reading(TEXT, MAYOR, PLAN, HARBOUR, publisher="The Heron", names=NAMES)

# What an imperfect system gives: the second piece of the mayor's words is lost, the plan has a wrong speaker, type and
# outlet, the harbour is cut short (5 words → 2, under half of its characters), and "a year" is found once more alone.
GIVEN = reading(
    TEXT,
    MAYOR | {"content": ["“We will rebuild,”"], "role": "city mayor"},
    PLAN | {"speaker": "Brook", "type": "direct", "outlet": None, "relay": "Radio Delta"},
    HARBOUR | {"content": ["in May"]},
    {"content": ["a year"], "type": "indirect"},
    publisher="Heron",
    names={"Ada Brook": "person", "Mayor": "person", "Li Wen": "organization"},
)
COUNTS = count(GOLD, GIVEN)


@pytest.mark.parametrize(
    ("name", "tally"),
    [
        pytest.param("quoted", Tally(gold=3, given=2, right=2), id="segments-rebuild-year-bold"),
        pytest.param("quoted.speaker", Tally(gold=3, given=2, right=1), id="surname-alone-is-wrong"),
        pytest.param("quoted.surname", Tally(gold=3, given=2, right=2), id="surname-will-do-loosely"),
        pytest.param("quoted.outlet", Tally(gold=2, given=2, right=1), id="outlet-of-the-two-found-segments"),
        # words: rebuild 3, year 4, the plan 5, harbour 5; given 3, 5, the last 2 of harbour, 2 of year
        pytest.param("content", Tally(gold=17, given=12, right=12), id="words"),
        pytest.param("pieces", Tally(gold=4, given=4, right=2), id="rebuild-and-plan-overlap-by-half"),
        pytest.param("pieces.speaker", Tally(gold=4, given=4, right=1), id="of-these-the-mayor"),
        pytest.param("exact", Tally(gold=4, given=4, right=2), id="rebuild-and-plan-end-right"),
        pytest.param("relay", Tally(gold=1, given=2, right=1), id="one-relay-right-one-too-many"),
        pytest.param("publisher", Tally(gold=1, given=1, right=1), id="the-article-aside"),
        pytest.param("role", Tally(gold=1, given=1, right=1), id="role-only-where-the-speaker-is-right"),
        pytest.param("type", Tally(gold=2, given=2, right=1), id="type-of-the-two-pieces"),
        pytest.param("entities.person", Tally(gold=2, given=2, right=1), id="ada-brook-not-mayor"),
        pytest.param("entities.organization", Tally(gold=1, given=1, right=0), id="kind-must-be-right"),
    ],
)
def test_tally_is_as_worked_out_by_hand(name: str, tally: Tally) -> None:
    assert COUNTS[name] == tally


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("quoted.found", 80.0, id="4-of-5"),
        pytest.param("quoted.found.precision", 100.0, id="2-of-2"),
        pytest.param("quoted.found.recall", 200 / 3, id="2-of-3"),
        pytest.param("quoted.speaker", 40.0, id="2-of-5"),
        pytest.param("quoted.speaker.given_found", 50.0, id="1-of-2-found"),
        pytest.param("quoted.speaker.loose", 80.0, id="loose-4-of-5"),
        pytest.param("quoted.outlet", 50.0, id="1-of-2-outlets"),
        pytest.param("content", 2400 / 29, id="24-of-29-words"),
        pytest.param("pieces", 50.0, id="4-of-8"),
        pytest.param("pieces.speaker", 25.0, id="2-of-8"),
        pytest.param("exact", 50.0, id="exact-4-of-8"),
        pytest.param("relay", 200 / 3, id="relay-2-of-3"),
        pytest.param("relay.precision", 50.0, id="relay-1-of-2"),
        pytest.param("relay.recall", 100.0, id="relay-1-of-1"),
        pytest.param("publisher", 100.0, id="publisher-1-of-1"),
        pytest.param("role", 100.0, id="role-1-of-1"),
        pytest.param("role.precision", 100.0, id="role-1-of-1-given"),
        pytest.param("type", 50.0, id="type-1-of-2"),
        pytest.param("entities.person", 50.0, id="person-2-of-4"),
        pytest.param("entities.organization", 0.0, id="organization-0-of-2"),
    ],
)
def test_figure_is_as_worked_out_by_hand(name: str, expected: float) -> None:
    assert figures(COUNTS)[name] == pytest.approx(expected)


def test_role_of_somebody_who_has_none_in_gold_is_a_wrong_one() -> None:
    tally = count(GOLD, reading(TEXT, MAYOR, PLAN, HARBOUR | {"role": "Mayor"}))["role"]

    assert tally == Tally(gold=3, given=4, right=3)


def test_gold_against_itself_is_perfect() -> None:
    assert set(figures(count(GOLD, GOLD)).values()) == {100.0}


def test_an_article_without_an_answer_misses_everything() -> None:
    counts = count(GOLD, Reading(text=TEXT))
    assert (counts["quoted"], counts["relay"], counts["publisher"]) == (
        Tally(gold=3),
        Tally(gold=1),
        Tally(gold=1, given=1),
    )


def test_names_do_not_count_where_gold_marks_none() -> None:
    counts = count(reading(TEXT, MAYOR), GIVEN)
    assert "entities.person" not in figures(counts)


def test_a_publisher_that_gold_does_not_know_does_not_count() -> None:
    assert count(reading(TEXT, MAYOR), GIVEN)["publisher"] == Tally()


def test_a_relay_of_a_quotation_in_two_pieces_counts_once() -> None:
    assert count(GOLD, GOLD)["relay"] == Tally(gold=1, given=1, right=1)


def test_figures_of_no_documents_are_zero() -> None:
    assert set(figures(Counts()).values()) == {0.0}
