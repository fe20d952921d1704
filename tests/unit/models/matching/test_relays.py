"""Who had the words from whom."""

import pytest

from models.matching.relays import relay_edges
from models.matching.said import Said


def _said(article: str, outlet: str | None, **more: str) -> Said:
    return Said(article=article, quote="q1", text="", outlet=outlet, **more)


def test_relay_that_published_the_words_is_in_the_group():
    told = _said("a2", "Quay Post", relay="the Bay News", relation="told")
    assert relay_edges([_said("a1", "Bay News"), told]) == [
        {
            "from": "the Bay News",
            "to": "Quay Post",
            "article": "a2",
            "quote": "q1",
            "relation": "told",
            "in_group": True,
        }
    ]


@pytest.mark.parametrize(
    ("said", "edges"),
    [
        pytest.param(_said("a1", "Quay Post"), [], id="the outlet's own"),
        pytest.param(_said("a1", "Quay Post", relay="Quay Post", relation="told"), [], id="told to the publisher"),
        pytest.param(
            _said("a1", "Quay Post", agency="North Wire"), [("North Wire", "Quay Post", "credit")], id="credited agency"
        ),
        pytest.param(
            _said("a1", "Quay Post", agency="North Wire", relay="Bay News", relation="reported"),
            [("Bay News", "Quay Post", "reported")],
            id="the relay is nearer than the agency",
        ),
        pytest.param(_said("a1", "North Wire", agency="North Wire"), [], id="the agency's own"),
        pytest.param(
            _said("a1", None, relay="Bay News", relation="told"), [("Bay News", None, "told")], id="no publisher"
        ),
    ],
)
def test_edge_leads_from_the_nearest_source(said, edges):
    assert [(edge["from"], edge["to"], edge["relation"]) for edge in relay_edges([said])] == edges
    assert not any(edge["in_group"] for edge in relay_edges([said]))
