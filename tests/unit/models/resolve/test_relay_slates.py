"""Whichever outlet may have passed a quotation on is on its slate, and that there is none always is, at the end."""

import numpy as np
import pytest

from models.network.relay_features import N_RELAY_FEATURES
from tests.unit.models.resolve.relay_cases import RelayedArticle, publisher_of
from tests.unit.models.resolve.slate_cases import asked, said
from tests.unit.models.resolve.speaker_cases import NOWHERE, Points

MOST = 40
"""Outlets on one slate."""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("[told|Hill Post]", "Hill Post", id="tagged as told"),
        pytest.param("[reported|Hill Post]", "Hill Post", id="tagged as having reported"),
        pytest.param("[outlet|Hill Post]", "Hill Post", id="outlet by the kind of its name"),
        pytest.param("[organization|Lake Wire]", "Lake Wire", id="known"),
        pytest.param("[organization|Reed Ledger]", "Reed Ledger", id="publisher"),
        pytest.param("[organization|this newspaper]", "Reed Ledger", id="publisher itself"),
    ],
)
def test_outlet_is_a_candidate_though_no_look_points_to_it(name: str, expected: str):
    article = RelayedArticle(f"“Rain.” {name} slept.", said(asked("“Rain.”")), publisher=publisher_of("Reed Ledger"))
    assert article.candidates() == [expected, None]


@pytest.mark.parametrize("name", ["[organization|Reed Fund]", "[location|York]", "[Ada Moor]"])
def test_whoever_is_no_outlet_is_no_candidate_where_no_look_points(name: str):
    assert RelayedArticle(f"“Rain.” {name} slept.", said(asked("“Rain.”"))).candidates() == [None]


FUND: Points = {0: 0.5}


@pytest.mark.parametrize(
    ("near", "far", "expected"),
    [
        pytest.param(FUND, NOWHERE, ["Reed Fund", None], id="near look alone"),
        pytest.param(NOWHERE, FUND, ["Reed Fund", None], id="far look alone"),
        pytest.param({0: 0.009}, {0: 0.009}, [None], id="both hold it for most unlikely"),
        pytest.param({0: 0.011}, NOWHERE, ["Reed Fund", None], id="one holds it for a little likelier"),
        pytest.param({0: 0.006, 1: 0.006}, NOWHERE, ["Reed Fund", None], id="two places together"),
    ],
)
def test_body_is_a_candidate_if_a_look_points_to_it(near: Points, far: Points, expected: list[str | None]):
    marked = "“Rain,” heard [organization|Reed Fund]. The [organization|Reed Fund] slept."
    assert RelayedArticle(marked, said(asked("“Rain,”", near, far))).candidates() == expected


THREE = "[outlet|Marsh Times], [outlet|Alder Sun], [reported|Hill Post] and [organization|Reed Fund]: “Rain.”"


@pytest.mark.parametrize(
    ("near", "far", "expected"),
    [
        pytest.param(NOWHERE, NOWHERE, ["Alder Sun", "Hill Post", "Marsh Times"], id="by their names if alike"),
        pytest.param({0: 0.2, 1: 0.1, 2: 0.7}, NOWHERE, ["Hill Post", "Marsh Times", "Alder Sun"], id="near look"),
        pytest.param({0: 0.2, 2: 0.3}, {1: 0.4, 2: 0.3}, ["Alder Sun", "Hill Post", "Marsh Times"], id="better look"),
        pytest.param({3: 0.5, 2: 0.1}, NOWHERE, ["Reed Fund", "Hill Post", "Alder Sun", "Marsh Times"], id="a body"),
    ],
)
def test_likeliest_outlet_comes_first_and_none_last(near: Points, far: Points, expected: list[str]):
    assert RelayedArticle(THREE, said(asked("“Rain.”", near, far))).candidates() == [*expected, None]


def test_outlets_to_which_no_look_points_are_in_order_of_how_often_they_are_named():
    marked = "[told|Alder Sun] [told|Fen Post] [told|Hill Post] [told|Marsh Sun] [told|Hill Post] [told|Hill Post]"
    article = RelayedArticle(f"{marked} [told|Fen Post]: “Rain.”", said(asked("“Rain.”", {3: 0.2, 1: 0.005})))
    assert article.candidates() == ["Marsh Sun", "Hill Post", "Fen Post", "Alder Sun", None]


def test_outlet_is_a_candidate_once_however_often_it_is_named():
    marked = "[told|Hill Post] met [outlet|the Hill Post newspaper]; [organization|Hill Post] slept. “Rain.”"
    assert RelayedArticle(marked, said(asked("“Rain.”", {0: 0.3, 2: 0.3}))).candidates() == ["Hill Post", None]


CROWD = [f"Fen {first}{second}" for first in "Abcde" for second in "abcdefghij"]
CROWDED = "; ".join(f"[outlet|{name}]" for name in CROWD) + "; [organization|Reed Fund]. “Rain.”"


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        pytest.param(NOWHERE, CROWD[:MOST], id="by their names"),
        pytest.param({49: 0.2, 48: 0.1}, [*CROWD[:-3:-1], *CROWD[: MOST - 2]], id="outlets"),
        pytest.param({1: 0.2, 0: 0.1}, [*CROWD[1::-1], *CROWD[2:MOST]], id="outlets that would be there anyway"),
        pytest.param({50: 0.2}, ["Reed Fund", *CROWD[: MOST - 1]], id="a body"),
        pytest.param({n: 0.01 + n / 10_000 for n in range(50)}, CROWD[: -MOST - 1 : -1], id="all of them"),
    ],
)
def test_of_a_crowd_the_likeliest_are_candidates(says: Points, expected: list[str]):
    assert RelayedArticle(CROWDED, said(asked("“Rain.”", says))).candidates() == [*expected, None]


def test_candidates_of_one_quotation_are_not_those_of_the_next():
    article = RelayedArticle(
        "[organization|Reed Fund] met [organization|Sedge Board]. “Rain,” then “snow,” and “hail.”",
        said(asked("“Rain,”", FUND), asked("“snow,”", FUND)),
        said(asked("“hail.”", {1: 0.9})),
    )
    assert [article.candidates(number) for number in (0, 1)] == [["Reed Fund", None], ["Sedge Board", None]]


def test_what_falls_on_each_place_is_the_mean_over_contents_and_looks():
    article = RelayedArticle(
        "[told|Hill Post], [told|Hill Post], [told|Lake Wire]: “Hail,” “rain” and “snow.”",
        said(asked("“Hail,”", {0: 0.9})),
        said(asked("“rain”", near={0: 0.5}, far=NOWHERE), asked("“snow.”", near={1: 0.75, 0: 0.25}, far={2: 1.0})),
    )
    assert article.slates()[1].mass == pytest.approx({0: 0.1875, 1: 0.1875, 2: 0.25})


def test_article_without_quotations_has_no_slate():
    assert RelayedArticle("[told|Hill Post] slept.").slates() == []


def test_article_without_outlets_has_none_to_choose():
    assert RelayedArticle("[Ada Moor]: “Rain.”", said(asked("“Rain.”"))).candidates() == [None]


def test_every_candidate_has_all_numbers_and_each_is_finite():
    article = RelayedArticle(
        "[Ada Moor] told [told|Hill Post]: “Rain.”\n“Snow,” had [organization|Reed Fund] and [outlet|LKW].\n“Hail.”",
        said(asked("“Rain.”", {0: 0.9, 1: 0.1}), cue="told"),
        said(asked("“Snow,”", {1: 1.0}), mention="Reed Fund", kind="mixed"),
        said(asked("“Hail.”", {1: 0.5}, {2: 0.5}), mention="Ada Moor"),
        guesses=["Ada Moor", "Reed Fund", "guard"],
        publisher=publisher_of("Hill Post"),
    )
    for slate in article.slates():
        assert len(slate.outlets) == 4
        assert slate.features.shape == (4, N_RELAY_FEATURES)
        assert slate.features.dtype == np.float32
        assert np.isfinite(slate.features).all()
