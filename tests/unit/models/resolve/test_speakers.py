"""The written mention and the looks tell who speaks; where they do not, nobody is better than a guess."""

from time import process_time

import pytest

from models.decode.links import Answer
from models.decode.quotations import FoundQuotation
from models.decode.spans import ScoredSpan
from models.network.backend import PieceSpan
from models.records import SpeakerKind
from models.resolve.speakers import SpeakerFinder
from models.spans import CharSpan
from tests.unit.models.resolve.speaker_cases import CONFIG, NOWHERE, Points, choose
from tests.unit.models.stand_ins import looks_of, marked_cast


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
        "[Ada Moor] met [Ben Hill]. “Rain,” they said.", content_says, mention="they", mention_says=mention_says
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


@pytest.mark.parametrize("mention", ["Nobody", "no one", "No-one", "none"])
def test_nobody_is_no_speaker_whomever_the_look_means(mention: str):
    says: Points = {0: 0.9, mention: 0.1}
    name, choice = choose(f"[Ada Moor] slept. “Rain,” {mention} said.", says, mention=mention, mention_says=says)
    assert (name, choice.kind) == (None, None)


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


TWO_BAKERS = "The baker met [Ben Hill]. “Rain,” they said; the baker slept, a guard too."


@pytest.mark.parametrize("mention", [None, "they"], ids=["bare", "pronoun"])
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


def seconds_for(n_quotations: int) -> float:
    """Processor time to find the speaker of so many quotations, each with a pronoun or a noun of its own as source."""
    line = "“Rain.” said the {number:05} baker, she told [Ada Moor], and he told [organization|Hill Fund].\n"
    text, cast = marked_cast("".join(line.format(number=number) for number in range(n_quotations)))
    width = len(text) // n_quotations
    sources = [
        at(text, words, start=number * width, kind="source")
        for number in range(n_quotations)
        for words in (f"the {number:05} baker", "she", "he")
    ]
    near = 10
    says = [
        Answer(mass=dict.fromkeys([max(0, 2 * n - near), 2 * n, 2 * n + 1, 2 * n_quotations + 3 * n], 0.2), none=0.2)
        for n in range(n_quotations)
    ]
    looks = looks_of(
        contents=dict(enumerate(says)), sources={number: says[number // 3] for number in range(len(sources))}
    )
    found = [
        FoundQuotation(
            type="direct",
            contents=(at(text, "“Rain.”", start=number * width, kind="content"),),
            cue=None,
            mention=sources[3 * number + number % 3],
            confidence=0.9,
        )
        for number in range(n_quotations)
    ]
    before = process_time()
    finder = SpeakerFinder(text, cast=cast, sources=sources, looks=looks, config=CONFIG)
    choices = [finder.choose(one, contents=range(number, number + 1)) for number, one in enumerate(found)]
    taken = process_time() - before
    assert len(choices) == n_quotations
    return taken


def at(text: str, words: str, *, start: int, kind: str) -> ScoredSpan:
    """The first place of the words from `start` on; to look for it in the whole text would itself take long."""
    begin = text.index(words, start)
    pieces = PieceSpan(first=begin, last=begin + len(words) - 1)
    return ScoredSpan(span=CharSpan(begin, begin + len(words)), pieces=pieces, kind=kind, confidence=0.9)


def test_time_grows_with_the_number_of_quotations_and_no_faster():
    few, many = (min(seconds_for(n) for _ in range(3)) for n in (500, 2000))
    assert many < 8 * few
