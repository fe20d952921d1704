"""The spans that may name a relay: those tagged so, then outlets and organizations that the tags left out."""

import pytest

from models.attribution import relay_candidates
from models.decode.spans import ScoredSpan
from tests.unit.models.stand_ins import scored

TEXT = "Moor of Hill Fund told Hill Post of Norland what Lake Wire wrote."
TAGGED = [scored(TEXT, "Hill Post", kind="told")]


def shown(candidates: list[ScoredSpan]) -> list[tuple[str, str]]:
    return [(candidate.span.cut(TEXT), candidate.kind) for candidate in candidates]


@pytest.mark.parametrize(
    ("names", "known", "expected"),
    [
        pytest.param([], [], [("Hill Post", "told")], id="tagged alone"),
        pytest.param(
            [scored(TEXT, "Lake Wire", kind="outlet")],
            [],
            [("Hill Post", "told"), ("Lake Wire", "outlet")],
            id="outlet by name",
        ),
        pytest.param(
            [],
            [scored(TEXT, "Lake Wire", kind="outlet")],
            [("Hill Post", "told"), ("Lake Wire", "outlet")],
            id="outlet that the registry knows",
        ),
        pytest.param([scored(TEXT, "Hill", kind="outlet", nth=1)], [], [("Hill Post", "told")], id="inside a tag"),
        pytest.param(
            [scored(TEXT, "Lake Wire", kind="outlet")],
            [scored(TEXT, "Wire", kind="outlet")],
            [("Hill Post", "told"), ("Lake Wire", "outlet")],
            id="known inside a name",
        ),
        pytest.param(
            [scored(TEXT, "Moor", kind="person"), scored(TEXT, "Norland", kind="location")],
            [],
            [("Hill Post", "told")],
            id="people and places are none",
        ),
    ],
)  # fmt: skip
def test_candidates_are_in_order_and_apart(
    names: list[ScoredSpan], known: list[ScoredSpan], expected: list[tuple[str, str]]
):
    assert shown(relay_candidates(TAGGED, names, known)) == expected


def test_article_without_outlets_has_no_candidates():
    assert relay_candidates([], [], []) == []
