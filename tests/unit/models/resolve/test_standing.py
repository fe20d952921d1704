"""What the ranker is told of a candidate: what it is, what the looks say of it, and how the written source fits."""

import math

import pytest

from models.network.speaker_features import WHO, WORDS
from tests.unit.models.resolve.slate_cases import Article, Asked, asked, said
from tests.unit.models.resolve.speaker_cases import Points

BOTH: Points = {0: 0.5, 1: 0.3}
RAIN = said(asked("“Rain,”", BOTH))
KINDS = [feature for feature in WHO if feature not in ("named often", "in full often")]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("[Ada Moor]", {"person", "full name"}, id="person"),
        pytest.param("[Moor]", {"person"}, id="surname alone"),
        pytest.param("[organization|Hill Fund]", {"organization", "full name"}, id="organization"),
        pytest.param("[outlet|Hill Post]", {"organization", "outlet", "full name"}, id="outlet"),
        pytest.param("[location|Norland]", {"location"}, id="place"),
    ],
)
def test_candidate_with_a_name_is_known_by_its_kind(name: str, expected: set[str]):
    article = Article(f"{name} said: “Rain,”", said(asked("“Rain,”", {0: 0.9})))
    assert article.marks(article.cast.entities[0].name, KINDS) == expected


@pytest.mark.parametrize(("who", "expected"), [("baker", "nameless"), (None, "nobody")])
def test_candidate_without_a_name_has_no_kind(who: str | None, expected: str):
    article = Article("“Rain,” said the baker.", said(asked("“Rain,”"), mention="the baker"))
    assert article.marks(who, KINDS) == {expected}


def test_whoever_is_named_more_often_has_more_of_it():
    article = Article("[Ada Moor] met [Ben Hill]. [Moor] ate. Mrs [Moor] slept. “Rain,”", RAIN)
    thrice, once, never = (article.feature("named often", who) for who in ("Ada Moor", "Ben Hill", None))
    assert thrice > once > never == 0


def test_whoever_is_named_in_full_more_often_has_more_of_that():
    article = Article("[Ada Moor] met [Ben Hill]. Mrs [Ada Moor] ate, Mr [Hill] and he, [Hill], slept. “Rain,”", RAIN)
    twice, once, never = (article.feature("in full often", who) for who in ("Ada Moor", "Ben Hill", None))
    assert twice > once > never == 0


MOORS: Points = {0: 0.25, 1: 0.125, 2: 0.5}
SHARED = "[Ada Moor], [Cy Moor] and [Ben Hill] met; [Moor] ate. “Rain,”"


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param(SHARED, {"Ada Moor", "Cy Moor"}, id="somebody is called by the shared part"),
        pytest.param(SHARED.replace("[Moor]", "she"), set[str](), id="nobody is"),
        pytest.param(
            "[organization|Lake Fund] met [organization|Lake Board]; [organization|Lake] ate. “Rain,”",
            {"Lake Fund", "Lake Board"},
            id="bodies",
        ),
    ],
)
def test_those_who_may_be_taken_for_each_other_have_a_namesake(marked: str, expected: set[str]):
    article = Article(marked, said(asked("“Rain,”", MOORS)))
    assert {who for who in article.candidates() if article.feature("has namesake", who)} == expected


@pytest.mark.parametrize(
    ("who", "expected"), [("Ada Moor", 0.25 + 0.125), ("Cy Moor", 0.25 + 0.125), ("Ben Hill", 0.5), (None, 0.125)]
)
def test_what_is_said_of_namesakes_is_told_together_too(who: str | None, expected: float):
    article = Article(SHARED, said(asked("“Rain,”", MOORS)))
    assert math.exp(article.feature("log mean with namesakes", who)) == pytest.approx(expected, abs=0.002)


@pytest.mark.parametrize(
    ("guess", "expected"),
    [("Ada Moor", {"Cy Moor"}), ("Cy Moor", {"Ada Moor"}), ("Ben Hill", set[str]()), (None, set[str]())],
)
def test_guess_of_the_rules_marks_namesakes_apart(guess: str | None, expected: set[str]):
    article = Article(SHARED, said(asked("“Rain,”", MOORS)))
    told = {who: article.feature("namesake guessed", who, guesses=[guess]) for who in article.candidates()}
    assert {who for who, value in told.items() if value} == expected


VIEWS = ("content near", "content far", "source near", "source far")
SHE_SAID = Article(
    "[Ada Moor] met [Ben Hill]. [Moor] ate. “Rain,” she said.",
    said(
        asked("“Rain,”", near={0: 0.25, 1: 0.125, 2: 0.25}, far={0: 0.75}),
        mention=asked("she", near={1: 0.375}, far={1: 0.5, 2: 0.0625}),
    ),
)


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        pytest.param("Ada Moor", (0.5, 0.75, 0.0, 0.0625), id="all names of one person together"),
        pytest.param("Ben Hill", (0.125, 0.0, 0.375, 0.5), id="one name"),
        pytest.param(None, (0.375, 0.25, 0.625, 0.4375), id="nobody"),
    ],
)
def test_each_look_tells_its_own(who: str | None, expected: tuple[float, ...]):
    assert tuple(SHE_SAID.told(who, *VIEWS).values()) == expected


@pytest.mark.parametrize("who", ["Ada Moor", "Ben Hill", None])
@pytest.mark.parametrize("view", VIEWS)
def test_logarithm_follows_the_probability_down_to_none(view: str, who: str | None):
    told = SHE_SAID.told(who, view, f"log {view}")
    assert math.exp(told[f"log {view}"]) == pytest.approx(told[view], abs=0.002)


@pytest.mark.parametrize(
    ("mention", "expected"),
    [
        pytest.param(None, (0.6 + 0.2) / 2, id="of the content alone"),
        pytest.param(asked("she", near={0: 0.1}, far={0: 0.3}), (0.6 + 0.2 + 0.1 + 0.3) / 4, id="of all four"),
        pytest.param("she", (0.6 + 0.2) / 4, id="a source that means others"),
    ],
)
def test_mean_is_over_the_looks_that_were_asked(mention: Asked | str | None, expected: float):
    content = asked("“Rain,”", near={0: 0.6}, far={0: 0.2})
    article = Article("[Ada Moor] slept. “Rain,” she said.", said(content, mention=mention))
    assert math.exp(article.feature("log mean", "Ada Moor")) == pytest.approx(expected, abs=0.002)


def test_without_a_written_source_it_means_nobody_and_not_even_that():
    article = Article("[Ada Moor] slept. “Rain,”", said(asked("“Rain,”", {0: 0.9})))
    assert [article.feature(view, None) for view in ("source near", "source far")] == [0, 0]


def test_looks_tell_the_mean_of_a_quotations_own_contents():
    article = Article(
        "[Ada Moor] met [Ben Hill]. “Rain,” then “snow,” and “hail.”",
        said(asked("“Rain,”", {1: 0.9})),
        said(asked("“snow,”", {0: 0.25}), asked("“hail.”", {0: 0.75})),
    )
    assert article.feature("content near", "Ada Moor", number=1) == pytest.approx(0.5)
    assert article.feature("content far", "Ada Moor", number=1) == pytest.approx(0.5)


@pytest.mark.parametrize("guess", ["Ada Moor", "baker", None])
def test_guess_of_the_rules_marks_one_candidate(guess: str | None):
    says: Points = {0: 0.4, 1: 0.2, "the baker": 0.1}
    article = Article(
        "[Ada Moor] met [Ben Hill]. “Rain,” then the baker.", said(asked("“Rain,”", says)), others=["the baker"]
    )
    everybody = article.candidates()
    assert [who for who in everybody if article.feature("guess", who, guesses=[guess])] == [guess]
    assert len(everybody) == 4


FIT = ("written", "own words", "named in source")


@pytest.mark.parametrize(
    ("mention", "better", "worse"),
    [
        pytest.param("she", "Ada Moor", "Ben Hill", id="she"),
        pytest.param("he", "Ben Hill", "Ada Moor", id="he"),
        pytest.param("it", "Hill Fund", "Ada Moor", id="it"),
        pytest.param("the ministry", "Hill Fund", "Ben Hill", id="a body"),
        pytest.param("she", "Ada Moor", "Hill Fund", id="she is no body"),
    ],
)
def test_whom_a_written_source_goes_with_agrees_more(mention: str, better: str, worse: str):
    article = Article(
        f"Mrs [Ada Moor] met Mr [Ben Hill] of [organization|Hill Fund]. “Rain,” went {mention}.",
        said(asked("“Rain,”", {**BOTH, 2: 0.1}), mention=mention),
    )
    assert article.feature("agrees", better) > article.feature("agrees", worse) + 1


@pytest.mark.parametrize("mention", ["they", "the baker", None])
def test_words_that_tell_nothing_agree_with_all_alike(mention: str | None):
    marked = "Mrs [Ada Moor] met Mr [Ben Hill]. “Rain,” said they, or the baker."
    article = Article(marked, said(asked("“Rain,”", BOTH), mention=mention))
    assert article.feature("agrees", "Ada Moor") == article.feature("agrees", "Ben Hill")


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param("[Ada Moor]", {"written", "named in source"}, id="the name"),
        pytest.param("Judge [Ada Moor], a singer", {"written", "named in source"}, id="the name and more"),
        pytest.param("aides to [Ada Moor]", {"named in source"}, id="others of hers"),
        pytest.param("[Ada Moor]’s aide", {"named in source"}, id="another of hers"),
    ],
)
def test_name_in_the_written_source_tells_for_its_bearer_alone(marked: str, expected: set[str]):
    mention = marked.replace("[", "").replace("]", "")
    article = Article(f"“Rain,” said {marked} to [Ben Hill].", said(asked("“Rain,”", BOTH), mention=mention))
    assert article.marks("Ada Moor", FIT) == expected
    assert article.marks("Ben Hill", FIT) == set()


@pytest.mark.parametrize(
    ("who", "expected"),
    [("old baker", {"own words"}), ("guard", set[str]()), (None, set[str]()), ("Ada Moor", set[str]())],
)
def test_own_words_tell_for_the_one_who_goes_by_them(who: str | None, expected: set[str]):
    article = Article(
        "[Ada Moor] saw the guard. “Rain,” said the old baker.",
        said(asked("“Rain,”", {0: 0.4, "the guard": 0.2}), mention="the old baker"),
        others=["the guard"],
    )
    assert article.marks(who, FIT) == expected


FAR_APART = "so much happened on that long day in the far north of the land that nobody could tell of all of it at once"


@pytest.mark.parametrize(
    ("mention", "expected"),
    [
        pytest.param("the baker", {"Ada Moor"}, id="the noun"),
        pytest.param("the old Baker of the town", {"Ada Moor"}, id="with an addition and a capital"),
        pytest.param("the guard", {"Ben Hill"}, id="another noun"),
        pytest.param("the bake", set[str](), id="a part of a word"),
        pytest.param("the nurse", set[str](), id="nobody's"),
    ],
)
def test_noun_of_the_written_source_tells_for_the_one_by_whose_name_it_stands(mention: str, expected: set[str]):
    article = Article(
        f"[Ada Moor], Baker of York, ate. {FAR_APART}. A guard was [Ben Hill]. {FAR_APART}. “Rain,” said {mention}.",
        said(asked("“Rain,”", BOTH), mention=mention),
    )
    assert {who for who in article.candidates() if article.feature("noun near name", who)} == expected


@pytest.mark.parametrize(
    ("mention", "expected"),
    [
        pytest.param("the chief", {"Ada Moor"}, id="one"),
        pytest.param("the Minister", {"Ben Hill"}, id="another"),
        pytest.param("the mini", set[str](), id="a part of a word"),
        pytest.param("the nurse", set[str](), id="nobody's"),
    ],
)
def test_noun_of_the_written_source_tells_for_the_one_who_holds_that_role(mention: str, expected: set[str]):
    article = Article(
        f"[Ada Moor] met [Ben Hill], one Fire Chief, one prime minister. “Rain,” said {mention}.",
        said(asked("“Rain,”", BOTH), mention=mention),
        roles={"Ada Moor": "Fire Chief", "Ben Hill": "prime minister"},
    )
    assert {who for who in article.candidates() if article.feature("noun in role", who)} == expected


def test_noun_beside_a_written_name_stands_near_nobody():
    marked = "“Rain,” said [Ada Moor]. [Ben Hill] met Moor."
    article = Article(marked, said(asked("“Rain,”", BOTH), mention="Ada Moor"))
    assert article.feature("noun near name", "Ben Hill") == 0


@pytest.mark.parametrize("who", ["Ada Moor", "Ben Hill", None])
def test_without_a_written_source_no_words_tell(who: str | None):
    article = Article("Mrs [Ada Moor], chief, met [Ben Hill]. “Rain,”", RAIN, roles={"Ada Moor": "chief"})
    assert set(article.told(who, *WORDS).values()) == {0.0}
