"""The likeliest outlet of a quotation's own slate relayed it, or none did, and it is shown where the looks see it."""

from collections.abc import Callable, Generator, Sequence
from time import process_time
from typing import cast

import numpy as np
import numpy.typing as npt
import pytest

from models.network.backend import Reading
from models.network.questions import Asked
from models.network.relay_features import RELAY_FEATURES
from models.records import Relation
from models.resolve.relay_slates import RelaySlate
from models.resolve.relays import RelayChoice, RelayChooser
from models.steps import Stage, finish
from tests.unit.models.resolve.relay_cases import RelayedArticle, names_on
from tests.unit.models.resolve.slate_cases import asked, said
from tests.unit.models.resolve.speaker_cases import NOWHERE, Points

Floats = npt.NDArray[np.float32]
Rank = Callable[[Floats], Floats]


class HandMadeRanker:
    """A reading that does no more than to rank those who may have relayed a quotation."""

    def __init__(self, rank: Rank) -> None:
        self._rank = rank

    def rank(self, features: Floats, *, asked: Asked) -> Floats:
        """What it was given to say."""
        assert asked == "relay"
        return self._rank(features)


def fixed(*scores: float) -> Rank:
    """Scores for the candidates of all slates, one after another, whatever is known of them."""
    return lambda features: np.asarray(scores, dtype=np.float32)


def by(feature: str) -> Rank:
    """The more of this feature the better."""
    return lambda features: 9 * features[:, RELAY_FEATURES.index(feature)]


def steps(article: RelayedArticle, rank: Rank) -> Generator[Stage, None, list[tuple[RelaySlate, RelayChoice]]]:
    slates = article.maker.slates(article.quotations, article.contents, article.guesses)
    chooser = RelayChooser(article.places, article.where)
    return chooser.in_steps(article.quotations, slates, reading=cast(Reading, HandMadeRanker(rank)))


def choices(article: RelayedArticle, rank: Rank) -> list[RelayChoice]:
    return [choice for _, choice in finish(steps(article, rank))]


def named(article: RelayedArticle, found: Sequence[RelayChoice]) -> list[str | None]:
    """The words that name each relay, None for no relay."""
    return [choice.mention.span.cut(article.text) if choice.mention else None for choice in found]


@pytest.fixture
def article() -> RelayedArticle:
    """Its slates: Hill Post, Marsh Sun and none, and the same again."""
    return RelayedArticle(
        "Moor told [told|Hill Post]: “Rain.”\n“Snow,” wrote [reported|Marsh Sun].",
        said(asked("“Rain.”")),
        said(asked("“Snow,”")),
    )


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        pytest.param((3, 2, 1, 7, 9, 8), ["Hill Post", "Marsh Sun"], id="the first of each"),
        pytest.param((1, 2, 1, -9, -7, -8), ["Marsh Sun", "Marsh Sun"], id="however low"),
        pytest.param((-5, -4, -3, 99, 0, 1), [None, "Hill Post"], id="none"),
        pytest.param((2, 1, 2, 1, 1, 1), [None, None], id="none where that is as likely"),
        pytest.param((2, 2, 1, 1, 3, 3), ["Hill Post", None], id="the first of two outlets alike"),
    ],
)
def test_likeliest_outlet_of_each_quotations_own_slate_relayed_it(
    article: RelayedArticle, scores: tuple[float, ...], expected: list[str | None]
):
    assert named(article, choices(article, fixed(*scores))) == expected


def test_slates_come_with_the_choices(article: RelayedArticle):
    found = finish(steps(article, by("told in paragraph")))
    assert [names_on(slate) for slate, _ in found] == [["Hill Post", "Marsh Sun", None]] * 2
    assert named(article, [choice for _, choice in found])[0] == "Hill Post"


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        pytest.param((5, 2, 3), 0.5, id="outlet"),
        pytest.param((1, 6, 1), 0.75, id="another outlet"),
        pytest.param((2, 1, 5), 0.625, id="none"),
        pytest.param((2, 2, 3), 3 / 7, id="none, though some outlet or other is likelier"),
    ],
)
def test_probability_is_that_which_the_ranker_gives_to_the_choice(
    article: RelayedArticle, weights: Sequence[float], expected: float
):
    first, last = choices(article, fixed(*np.log(weights), 5, 40, 5))
    assert first.probability == pytest.approx(expected, abs=1e-3)
    assert last.probability == pytest.approx(1, abs=1e-3)


def of_hill_post(marked: str, near: Points = NOWHERE, far: Points = NOWHERE) -> tuple[RelayedArticle, RelayChoice]:
    """The choice for “Rain.” by a ranker that is sure of one outlet."""
    article = RelayedArticle(marked, said(asked("“Rain.”", near, far)))
    (choice,) = choices(article, fixed(*(float(name == "Hill Post") for name in article.candidates())))
    return article, choice


@pytest.mark.parametrize(
    ("near", "far", "number", "relation"),
    [
        pytest.param({0: 0.1, 1: 0.4}, NOWHERE, 1, "told", id="near look"),
        pytest.param(NOWHERE, {1: 0.2, 2: 0.3}, 2, "reported", id="far look"),
        pytest.param({0: 0.5, 1: 0.4}, {2: 0.5, 1: 0.4}, 1, "told", id="both looks together"),
        pytest.param({1: 0.3, 2: 0.3}, NOWHERE, 1, "told", id="the first of two alike"),
        pytest.param({2: 0.01, 3: 0.9}, NOWHERE, 2, "reported", id="another outlet does not count"),
    ],
)
def test_outlet_is_shown_at_the_place_that_the_looks_hold_for_the_likeliest(
    near: Points, far: Points, number: int, relation: Relation
):
    marked = "[outlet|Hill Post], [told|the Hill Post newspaper], “Rain.” [reported|Hill Post], [told|Lake Wire]"
    article, choice = of_hill_post(marked, near, far)
    assert (choice.mention, choice.relation) == (article.places.spans[number], relation)


@pytest.mark.parametrize(
    ("marked", "number"),
    [
        pytest.param(
            "[told|Hill Post], [told|Hill Post]: “Rain.” [told|Hill Post].", 1, id="last before the quotation"
        ),
        pytest.param("[told|Hill Post], [told|Lake Wire]: “Rain.” [told|Hill Post].", 0, id="others between"),
        pytest.param("“Rain.” [told|Hill Post], [told|Hill Post].", 0, id="first behind it"),
    ],
)
def test_outlet_to_which_no_look_points_is_shown_where_it_was_named_last(marked: str, number: int):
    article, choice = of_hill_post(marked)
    assert choice.mention == article.places.spans[number]


@pytest.mark.parametrize(
    ("kind", "relation"),
    [("told", "told"), ("reported", "reported"), ("outlet", "reported"), ("organization", "reported")],
)
def test_outlet_has_reported_where_it_is_not_tagged_as_told(kind: str, relation: Relation):
    article = RelayedArticle(f"“Rain.” So [{kind}|Hill Post].", said(asked("“Rain.”", {0: 0.5})))
    (choice,) = choices(article, fixed(1, 0))
    assert choice.relation == relation


@pytest.mark.parametrize(
    ("marked", "is_near"),
    [
        pytest.param("“Rain.” Then “snow.” [told|Hill Post] heard it.", True, id="behind"),
        pytest.param("[told|Hill Post] heard it: “Rain.” Then “snow.”", True, id="before"),
        pytest.param("“Rain.” So [told|Hill Post].\nThen “snow.”", True, id="paragraph of the first content"),
        pytest.param("“Rain.”\nThen “snow.” So [told|Hill Post].", True, id="paragraph of the last content"),
        pytest.param("“Rain.”\nSo [told|Hill Post].\nThen “snow.”", False, id="paragraph between"),
        pytest.param("[told|Hill Post] heard it.\n“Rain.” Then “snow.”", False, id="paragraph before"),
        pytest.param("“Rain.” Then “snow.”\n[told|Hill Post] heard it.", False, id="paragraph behind"),
        pytest.param("“Rain.” Then “snow.”\n\n \n[told|Hill Post].", False, id="behind blank lines"),
    ],
)
def test_relay_is_near_in_a_paragraph_of_the_quotation(marked: str, is_near: bool):
    article = RelayedArticle(marked, said(asked("“Rain.”"), asked("“snow.”")))
    (choice,) = choices(article, fixed(1, 0))
    assert choice.is_near is is_near


def test_relay_that_the_words_name_themselves_is_near():
    article = RelayedArticle("“Rain, has [told|Hill Post].”", said(asked("“Rain, has Hill Post.”")))
    (choice,) = choices(article, fixed(1, 0))
    assert choice.is_near


def test_no_relay_has_no_place(article: RelayedArticle):
    _, last = choices(article, fixed(0, 0, 0, 0, 0, np.log(6)))
    assert (last.mention, last.relation, last.is_near) == (None, None, False)
    assert last.probability == pytest.approx(0.75, abs=1e-3)


def test_article_without_outlets_has_no_relay():
    article = RelayedArticle("[Ada Moor]: “Rain.”", said(asked("“Rain.”")))
    assert [(choice.mention, choice.probability) for choice in choices(article, fixed(-5))] == [(None, 1)]


def test_no_quotation_has_no_relay_and_the_network_is_not_asked():
    def never(features: Floats) -> Floats:
        raise AssertionError("asked")

    assert choices(RelayedArticle("[told|Hill Post] slept."), never) == []


@pytest.mark.parametrize(
    ("n_quotations", "least", "most"),
    [pytest.param(3, 1, 1, id="a short article"), pytest.param(1000, 4, 40, id="a long one")],
)
def test_others_get_their_turn_between_the_quotations_of_a_long_article(n_quotations: int, least: int, most: int):
    words = [f"“Rain {number:04}.”" for number in range(n_quotations)]
    article = RelayedArticle("[told|Hill Post]. " + " ".join(words), *(said(asked(one)) for one in words))
    work = steps(article, by("named before"))
    stages = list(work)
    assert set(stages) <= {"resolve"}
    assert least <= len(stages) <= most
    assert named(article, choices(article, by("named before"))) == ["Hill Post"] * n_quotations


def hostile(*, n_quotations: int, n_outlets: int, are_one: bool) -> RelayedArticle:
    """One paragraph that names so many outlets, or one so often, round all of its quotations."""
    outlets = [f"[told|Fen{0 if are_one else number:05}]" for number in range(n_outlets)]
    words = [f"“R{number:05}.”" for number in range(n_quotations)]
    half = n_outlets // 2
    return RelayedArticle(
        " ".join([*outlets[:half], *words, *outlets[half:]]),
        *(said(asked(one, {n: 0.5, n_outlets - 1 - n: 0.3})) for n, one in enumerate(words)),
        guesses=[f"baker {number}" for number in range(n_quotations)],
    )


def seconds_for(article: RelayedArticle) -> float:
    """Processor time to choose the relay of every quotation."""
    before = process_time()
    found = choices(article, by("near"))
    taken = process_time() - before
    assert all(choice.mention for choice in found)
    return taken


@pytest.mark.parametrize(
    ("are_one", "n_few"), [pytest.param(False, 100, id="many outlets"), pytest.param(True, 750, id="one, named often")]
)
def test_time_grows_with_the_quotations_and_outlets_of_one_paragraph_and_no_faster(are_one: bool, n_few: int):
    articles = [hostile(n_quotations=n, n_outlets=10 * n, are_one=are_one) for n in (n_few, 4 * n_few)]
    few, many = (min(seconds_for(article) for _ in range(3)) for article in articles)
    assert many < 8 * few


@pytest.mark.parametrize("are_one", [False, True], ids=["many outlets", "one, named often"])
def test_quotation_takes_no_longer_among_thousands_of_outlets(are_one: bool):
    articles = [hostile(n_quotations=100, n_outlets=n, are_one=are_one) for n in (500, 8_000)]
    few, many = (min(seconds_for(article) for _ in range(3)) for article in articles)
    assert many < 3 * few
