"""Of every quotation's own slate the best candidate speaks, as likely as its weight among the others."""

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from typing import cast

import numpy as np
import numpy.typing as npt
import pytest

from models.network.backend import Backend, Reading
from models.network.questions import N_FEATURES, Asked
from models.network.speaker_features import SPEAKER_FEATURES
from models.resolve.ranking import guessed_in_steps, likelihoods, ranked_in_steps
from models.resolve.slates import Slate
from models.resolve.speakers import SpeakerChoice
from models.steps import Stage, finish
from tests.unit.models.resolve.slate_cases import Article, Said, asked, said
from tests.unit.models.resolve.speaker_cases import Points

Floats = npt.NDArray[np.float32]
Rank = Callable[[Floats], Floats]


class HandMadeRanker:
    """A network that does no more than to rank those who may answer what is asked."""

    def __init__(self, rank: Rank, *, asked: Asked) -> None:
        self._rank, self._asked = rank, asked

    def rank(self, features: Floats, *, asked: Asked) -> Floats:
        """What it was given to say."""
        assert asked == self._asked
        return self._rank(features)


def reading_of(rank: Rank, *, asked: Asked = "speaker") -> Reading:
    return Reading(emissions={}, states=(), backend=cast(Backend, HandMadeRanker(rank, asked=asked)))


def fixed(*scores: float) -> Rank:
    """Scores for the candidates of all slates, one after another, whatever is known of them."""
    return lambda features: np.asarray(scores, dtype=np.float32)


def by(feature: str) -> Rank:
    """The more of this feature the better."""
    return lambda features: 9 * features[:, SPEAKER_FEATURES.index(feature)]


def steps(article: Article, rank: Rank) -> Generator[Stage, None, list[tuple[Slate, SpeakerChoice]]]:
    reading, finder = reading_of(rank), article.finder
    guesses = yield from guessed_in_steps(article.quotations, article.contents, finder=finder)
    slates = article.maker.slates(article.quotations, article.contents, guesses)
    return (yield from ranked_in_steps(article.quotations, slates, reading=reading, finder=finder))


def slates(article: Article) -> list[Slate]:
    return [slate for slate, _ in finish(steps(article, by("guess")))]


def choices(article: Article, rank: Rank) -> list[SpeakerChoice]:
    return [choice for _, choice in finish(steps(article, rank))]


def names(article: Article, found: Sequence[SpeakerChoice]) -> Iterator[str | None]:
    """Of each the name, or the words that describe them; None for nobody."""
    for choice in found:
        if choice.entity is not None:
            yield article.cast.entities[choice.entity].name
        else:
            yield choice.words.cut(article.text) if choice.words else None


MEANT: Points = {0: 0.5, 1: 0.3}


@pytest.fixture
def article() -> Article:
    """Its slates: Ada Moor, Ben Hill and nobody; nobody; the guard and nobody."""
    return Article(
        "[Ada Moor] met [Ben Hill]. “Rain,” then “snow,” nobody said. “Hail,” said the guard.",
        said(asked("“Rain,”", MEANT)),
        said(asked("“snow,”"), mention="nobody"),
        said(asked("“Hail,”"), mention="the guard"),
    )


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        pytest.param((3, 2, 1, 0, 9, 8), ["Ada Moor", None, "the guard"], id="the first of each"),
        pytest.param((1, 2, 1, 0, -9, -8), ["Ben Hill", None, None], id="however low"),
        pytest.param((-5, -4, -3, 99, 0, 1), [None, None, None], id="nobody"),
    ],
)
def test_best_of_each_quotations_own_slate_speaks(
    article: Article, scores: tuple[float, ...], expected: list[str | None]
):
    assert list(names(article, choices(article, fixed(*scores)))) == expected


def test_choice_tells_what_kind_of_speaker_it_is(article: Article):
    person, _, guard = choices(article, fixed(3, 2, 1, 0, 1, 0))
    nobody, *_ = choices(article, fixed(1, 2, 3, 0, 1, 0))
    assert [choice.kind for choice in (person, guard, nobody)] == ["person", "unnamed", None]


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        pytest.param((0, 0, 0), 1 / 3, id="all alike"),
        pytest.param((np.log(2), 0, 0), 1 / 2, id="twice as good"),
        pytest.param((0, 0, np.log(6)), 3 / 4, id="nobody"),
        pytest.param((np.log(2), np.log(5), np.log(3)), 1 / 2, id="what is missing is the others'"),
        pytest.param((7, 7 + np.log(6), 7), 3 / 4, id="all higher"),
        pytest.param((-2000, np.log(6) - 2000, -2000), 3 / 4, id="all very low"),
        pytest.param((2000, -2000, 0), 1.0, id="far apart"),
    ],
)
def test_probability_is_the_weight_among_all_of_the_slate(article: Article, scores: tuple[float, ...], expected: float):
    first, _, last = choices(article, fixed(*scores, 5, 40, 40))
    assert first.probability == pytest.approx(expected, abs=1e-3)
    assert last.probability == 0.5


@pytest.mark.parametrize("asked_for", ["speaker", "relay"])
def test_shares_are_those_of_each_slate_by_itself(asked_for: Asked):
    reading = reading_of(fixed(0, np.log(3), 5, 1, 1), asked=asked_for)
    slates = [np.zeros((n_candidates, N_FEATURES[asked_for]), dtype=np.float32) for n_candidates in (2, 1, 2)]
    found = [share for own in likelihoods(slates, reading=reading, asked=asked_for) for share in own]
    assert found == pytest.approx([1 / 4, 3 / 4, 1.0, 1 / 2, 1 / 2])


def test_nobody_for_want_of_anybody_else_is_as_likely_as_not(article: Article):
    _, alone, _ = choices(article, fixed(0, 0, 0, 40, 0, 0))
    assert (alone.kind, alone.probability) == (None, 0.5)


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        pytest.param(1.0, None, id="alike"),
        pytest.param(1.9, None, id="hardly likelier"),
        pytest.param(2.1, "Ada Moor", id="clearly likelier"),
    ],
)
def test_between_namesakes_the_likelier_speaks_if_it_is_clearly_so(lead: float, expected: str | None):
    marked = "[Ada Moor] met [Cy Moor] and [Ben Hill]. [Moor] ate. “Rain,”"
    article = Article(marked, said(asked("“Rain,”", {0: 0.4, 1: 0.35, 2: 0.2})))
    better = {"Ada Moor": lead, "Cy Moor": 1.0, "Ben Hill": 0.9}
    (slate,) = slates(article)
    scores = [np.log(better.get(article.who(bearer) or "", 0.1)) for bearer in slate.bearers]
    assert list(names(article, choices(article, fixed(*scores)))) == [expected]


def taken_for(article: Article, slate: Slate, feature: str) -> list[str | None]:
    """The candidates for whom a feature says yes."""
    column = slate.features[:, SPEAKER_FEATURES.index(feature)]
    return [article.who(bearer) for bearer, value in zip(slate.bearers, column, strict=True) if value]


RULED = [
    pytest.param("[Ada Moor] met [Ben Hill]. “Rain,”", said(asked("“Rain,”", {0: 0.2, 1: 0.7})), id="by the content"),
    pytest.param(
        "“Rain,” said Mrs [Moor]. [Ben Hill] slept.", said(asked("“Rain,”"), mention="Mrs Moor"), id="written"
    ),
    pytest.param("[Ada Moor] slept. “Rain,”", said(asked("“Rain,”")), id="nobody"),
    pytest.param("[Ada Moor] slept. “Rain,” none said.", said(asked("“Rain,”", {0: 0.9}), mention="none"), id="none"),
    pytest.param("“Rain,” said the tired baker.", said(asked("“Rain,”"), mention="the tired baker"), id="described"),
    pytest.param(
        "[organization|Lake Fund] met [organization|Lake Board]. “Rain,” said the [organization|Lake]!",
        said(asked("“Rain,”", {0: 0.1, 1: 0.3}), mention="the Lake"),
        id="one of two who share a name",
    ),
]


@pytest.mark.parametrize(("marked", "one"), RULED)
def test_ranker_that_trusts_the_rules_alone_says_what_they_say(marked: str, one: Said):
    article = Article(marked, one)
    ruled = article.finder.choose(article.quotations[0], contents=article.contents[0])
    (choice,) = choices(article, by("guess"))
    assert replace(choice, probability=ruled.probability) == ruled


def test_ranker_may_say_other_than_the_rules():
    article = Article("[Ada Moor] met [Ben Hill]. “Rain,”", said(asked("“Rain,”", near={0: 0.9}, far={0: 0.2, 1: 0.7})))
    found = [*choices(article, by("guess")), *choices(article, by("content far"))]
    assert list(names(article, found)) == ["Ada Moor", "Ben Hill"]


def test_each_slate_is_told_whom_the_rules_took_it_and_its_neighbours_for():
    article = Article(
        "[Ada Moor] met [Ben Hill]. “Rain,” then “snow,” and “hail.”",
        said(asked("“Rain,”", {0: 0.8, 1: 0.1})),
        said(asked("“snow,”", {0: 0.1, 1: 0.8})),
        said(asked("“hail.”", {0: 0.2, 1: 0.1})),
    )
    told = [
        {feature: taken_for(article, slate, feature) for feature in ("guess", "before", "two before", "behind")}
        for slate in slates(article)
    ]
    assert told == [
        {"guess": ["Ada Moor"], "before": [], "two before": [], "behind": ["Ben Hill"]},
        {"guess": ["Ben Hill"], "before": ["Ada Moor"], "two before": [], "behind": [None]},
        {"guess": [None], "before": ["Ben Hill"], "two before": ["Ada Moor"], "behind": []},
    ]


def test_no_quotation_has_no_speaker_and_the_network_is_not_asked():
    def never(features: Floats) -> Floats:
        raise AssertionError("asked")

    assert choices(Article("[Ada Moor] slept."), never) == []


@pytest.mark.parametrize(
    ("n_quotations", "least", "most"),
    [pytest.param(3, 1, 1, id="a short article"), pytest.param(1000, 8, 40, id="a long one")],
)
def test_others_get_their_turn_between_the_quotations_of_a_long_article(n_quotations: int, least: int, most: int):
    words = [f"“Rain {number:04}.”" for number in range(n_quotations)]
    article = Article("[Ada Moor] met [Ben Hill]. " + " ".join(words), *(said(asked(one, MEANT)) for one in words))
    stages = list(steps(article, by("guess")))
    assert set(stages) <= {"resolve"}
    assert least <= len(stages) <= most
    assert len(slates(article)) == n_quotations
