"""The written mention and the looks tell who speaks; where they do not, nobody is better than a guess."""

from collections.abc import Mapping, Sequence

import pytest

from models.config import DecodeConfig
from models.decode.links import Answer
from models.records import SpeakerKind
from models.resolve.entities import Cast
from models.resolve.speakers import SpeakerChoice, SpeakerFinder
from tests.unit.models.stand_ins import looks_of, marked_cast, quotation, scored

Points = Mapping[int | str, float]
"""Probabilities of names, by their number in the text, and of written sources, by their words; the rest is nobody's."""

NOWHERE: Points = {}
CONFIG = DecodeConfig(least_speaker=0.2, least_rival=0.05, clear_lead=2.0)


def answer_of(points: Points, cast: Cast, sources: Sequence[str]) -> Answer:
    mass = {len(cast.names) + sources.index(k) if isinstance(k, str) else k: p for k, p in points.items()}
    return Answer(mass=mass, none=max(0.0, 1.0 - sum(mass.values())))


def choose(
    marked: str,
    *content_says: Points,
    mention: str | None = None,
    mention_says: Points = NOWHERE,
    others: Sequence[str] = (),
) -> tuple[str | None, SpeakerChoice]:
    """Who speaks “Rain,” (and “snow.” if two contents answer), by name or by words, None for nobody.

    others: written sources of other quotations
    """
    text, cast = marked_cast(marked)
    sources = [*others, *([mention] if mention else [])]
    looks = looks_of(
        contents={number: answer_of(says, cast, sources) for number, says in enumerate(content_says, start=5)},
        sources={len(sources) - 1: answer_of(mention_says, cast, sources)},
    )
    written = [scored(text, words, kind="source") for words in sources]
    finder = SpeakerFinder(text, cast=cast, sources=written, looks=looks, config=CONFIG)
    contents = ["“Rain,”", "“snow.”"][: len(content_says)]
    choice = finder.choose(quotation(text, *contents, mention=mention), contents=range(5, 5 + len(contents)))
    if choice.entity is not None:
        return cast.entities[choice.entity].name, choice
    return choice.words.cut(text) if choice.words else None, choice


@pytest.mark.parametrize(
    ("marked", "mention"),
    [
        pytest.param("[Ada Moor] came. [Ben Hill] too. “Rain,” said Mrs [Moor].", "Mrs Moor", id="surname"),
        pytest.param("“Rain,” said Minister [Ada Moor] to [Ben Hill].", "Minister Ada Moor", id="role before the name"),
        pytest.param("“Rain,” said [Ada Moor] of the Hill Fund. [Ben Hill] slept.", "Ada Moor", id="full name"),
    ],
)
@pytest.mark.parametrize("says", [NOWHERE, {1: 0.9}], ids=["nobody", "somebody else"])
def test_named_mention_is_the_speaker_whatever_the_look_says(marked: str, mention: str, says: Points):
    name, choice = choose(marked, says, mention=mention, mention_says=says)
    assert (name, choice.kind) == ("Ada Moor", "person")


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        pytest.param(NOWHERE, 0.5, id="no sign"),
        pytest.param({0: 0.6}, 0.8, id="a sign"),
        pytest.param({0: 1.0}, 1.0, id="certain"),
    ],
)
def test_written_name_is_at_least_as_likely_as_not(says: Points, expected: float):
    _, choice = choose("“Rain,” said [Ada Moor].", says, mention="Ada Moor")
    assert choice.probability == pytest.approx(expected)


@pytest.mark.parametrize("pronoun", ["she", "he", "they", "I", "it", "She", "himself"])
def test_pronoun_is_the_one_whom_the_look_means(pronoun: str):
    name, _ = choose(
        f"[Ada Moor] met [Ben Hill]. “Rain,” {pronoun} said.", {1: 0.9}, mention=pronoun, mention_says={1: 0.9}
    )
    assert name == "Ben Hill"


@pytest.mark.parametrize(
    ("content_says", "mention_says", "expected", "probability"),
    [
        pytest.param({0: 0.8}, {1: 0.9}, "Ben Hill", 0.45, id="the mention is surer"),
        pytest.param({0: 0.8}, {1: 0.7}, "Ada Moor", 0.4, id="the content is surer"),
        pytest.param({0: 0.3, 1: 0.4}, {0: 0.6, 1: 0.3}, "Ada Moor", 0.45, id="sums"),
    ],
)
def test_content_and_mention_count_alike(content_says: Points, mention_says: Points, expected: str, probability: float):
    name, choice = choose(
        "[Ada Moor] met [Ben Hill]. “Rain,” she said.", content_says, mention="she", mention_says=mention_says
    )
    assert (name, choice.probability) == (expected, pytest.approx(probability))


def test_contents_of_a_quotation_count_by_their_mean():
    name, choice = choose("[Ada Moor] met [Ben Hill]. “Rain,” then “snow.”", {0: 0.9}, {0: 0.1, 1: 0.8})
    assert (name, choice.probability) == ("Ada Moor", pytest.approx(0.5))


def test_all_names_of_one_person_count_together():
    name, choice = choose("[Ada Moor] met [Ben Hill]. [Moor] ate. “Rain,”", {0: 0.25, 1: 0.4, 2: 0.25})
    assert (name, choice.probability) == ("Ada Moor", pytest.approx(0.5))


@pytest.mark.parametrize("mention", [None, "she"], ids=["bare", "pronoun"])
@pytest.mark.parametrize(
    "says",
    [
        pytest.param(NOWHERE, id="nobody"),
        pytest.param({0: 0.49}, id="nobody is likelier"),
        pytest.param({0: 0.15, 1: 0.19, 2: 0.16, 3: 0.17, 4: 0.18}, id="nobody is likely enough"),
    ],
)
def test_where_the_look_names_nobody_a_quotation_is_nobodys(mention: str | None, says: Points):
    marked = "[Ada Moor], [Ben Hill], [Cy Lund], [Di Aho], [Ed Roe]. “Rain,” she said."
    name, choice = choose(marked, says, mention=mention, mention_says=says)
    assert (name, choice.entity, choice.words, choice.kind) == (None, None, None, None)


@pytest.mark.parametrize(
    ("mention", "kind"),
    [
        pytest.param("a tired baker", "unnamed", id="one person"),
        pytest.param("residents", "unnamed", id="people"),
        pytest.param("the report", "document", id="document"),
        pytest.param("the ministry", "organization", id="body"),
    ],
)
@pytest.mark.parametrize("mine", [0.0, 0.7], ids=["nobody", "itself"])
def test_description_that_is_no_name_is_the_speaker_without_one(mention: str, kind: SpeakerKind, mine: float):
    says: Points = {mention: mine} if mine else NOWHERE
    name, choice = choose(f"[Ada Moor] slept. “Rain,” said {mention}.", says, mention=mention, mention_says=says)
    assert (name, choice.entity, choice.kind) == (mention, None, kind)
    assert choice.probability == pytest.approx(mine)


def test_description_that_means_a_name_is_its_bearer():
    name, _ = choose(
        "[Ada Moor] became minister. “Rain,” said the minister.",
        {0: 0.6, "the minister": 0.3},
        mention="the minister",
        mention_says={0: 0.5, "the minister": 0.4},
    )
    assert name == "Ada Moor"


def test_bearer_of_a_name_inside_a_description_is_not_the_speaker():
    name, choice = choose("“Rain,” said [Ada Moor]'s driver.", NOWHERE, mention="Ada Moor's driver")
    assert (name, choice.entity) == ("Ada Moor's driver", None)


TWO_BAKERS = "The baker met [Ben Hill]. “Rain,” he said; the baker slept, a guard too."


@pytest.mark.parametrize("mention", [None, "he"], ids=["bare", "pronoun"])
def test_sources_of_one_wording_count_together_and_go_by_the_first(mention: str | None):
    says: Points = {0: 0.4, "The baker": 0.3, "the baker": 0.3}
    name, choice = choose(
        TWO_BAKERS, says, mention=mention, mention_says=says, others=["The baker", "the baker", "a guard"]
    )
    assert (name, choice.entity, choice.kind) == ("The baker", None, "unnamed")
    assert choice.probability == pytest.approx(0.6)


def test_description_goes_by_its_own_words_where_another_is_worded_alike():
    says: Points = {"The baker": 0.9}
    name, choice = choose(TWO_BAKERS, says, mention="the baker", mention_says=says, others=["The baker"])
    assert (name, choice.probability) == ("the baker", pytest.approx(0.9))


def test_description_may_mean_somebody_described_otherwise():
    says: Points = {"a guard": 0.9}
    name, _ = choose(TWO_BAKERS, says, mention="the baker", mention_says=says, others=["a guard"])
    assert name == "a guard"


NAMESAKES = "[organization|Lake Fund] met [organization|Lake Board]. “Rain,” said the [organization|Lake]!"


@pytest.mark.parametrize("mention", ["the Lake", None], ids=["written", "bare"])
@pytest.mark.parametrize(
    ("says", "expected"),
    [
        pytest.param({2: 0.9}, None, id="no sign"),
        pytest.param({0: 0.2, 1: 0.2, 2: 0.6}, None, id="both alike"),
        pytest.param({0: 0.2, 1: 0.3, 2: 0.5}, None, id="not twice as likely"),
        pytest.param({1: 0.04, 2: 0.9}, None, id="too unlikely"),
        pytest.param({0: 0.1, 1: 0.3, 2: 0.6}, "Lake Board", id="one clearly likelier"),
    ],
)
def test_shared_short_name_is_the_clearly_likelier_bearers_or_nobodys(
    mention: str | None, says: Points, expected: str | None
):
    name, _ = choose(NAMESAKES, says, mention=mention)
    assert name == expected


def test_shared_short_name_counts_for_its_bearer():
    _, choice = choose(NAMESAKES, {0: 0.1, 1: 0.3, 2: 0.5})
    assert choice.probability == pytest.approx(0.3 + 0.5)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        pytest.param("[Ada Moor]", "person", id="person"),
        pytest.param("[organization|Hill Fund]", "organization", id="organization"),
        pytest.param("[outlet|Hill Post]", "organization", id="outlet"),
        pytest.param("[location|Norland]", "organization", id="a place speaks for its government"),
    ],
)
def test_kind_of_a_named_speaker_is_its_entitys(name: str, kind: SpeakerKind):
    _, choice = choose(f"{name} said: “Rain,”", {0: 0.9})
    assert choice.kind == kind


@pytest.mark.parametrize("mention", [None, "she", "Ada Moor", "the baker"])
@pytest.mark.parametrize("says", [NOWHERE, {1: 0.3}, {0: 0.5, 1: 0.5}, {0: 1.0}, {0: 0.6, 1: 0.400001}])
def test_probability_stays_in_bounds(mention: str | None, says: Points):
    marked = "[Ada Moor] met [Ben Hill] and the baker. “Rain,” she said."
    _, choice = choose(marked, says, mention=mention, mention_says=says)
    assert 0.0 <= choice.probability <= 1.0
