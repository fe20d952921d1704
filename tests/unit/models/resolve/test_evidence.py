"""What a look's answer tells of each who may speak: all names of one count together, and all sources of one wording."""

from collections.abc import Mapping

import pytest

from models.decode.links import Answer
from models.resolve.evidence import NO_EVIDENCE, Bearer, Bearers, Evidence
from tests.unit.models.stand_ins import marked_cast, scored, span_of

ADA, BEN = 0, 1
BAKERS = "[Ada Moor] met [Ben Hill]. [Moor] slept. The baker woke, the baker ate and a guard ran."


def bearers_of(marked: str, *sources: str) -> Bearers:
    """Those of a text, the written sources given by their words, each the first such."""
    text, cast = marked_cast(marked)
    return Bearers(text, cast=cast, sources=[scored(text, words, kind="source") for words in sources])


def shares(marked: str, mass: dict[int, float], *sources: str) -> Mapping[Bearer, float]:
    """How likely an answer makes each bearer of a text."""
    return bearers_of(marked, *sources).evidence(Answer(mass=mass)).bearers


@pytest.mark.parametrize(
    ("bearer", "expected"),
    [
        pytest.param(ADA, 0.5, id="entity"),
        pytest.param("baker", 0.2, id="somebody without a name"),
        pytest.param(None, 0.3, id="nobody"),
        pytest.param(BEN, 0.0, id="entity to whom nothing points"),
        pytest.param("guard", 0.0, id="wording to which nothing points"),
    ],
)
def test_every_bearer_and_nobody_can_be_asked_for(bearer: Bearer | None, expected: float):
    assert Evidence(bearers={ADA: 0.5, "baker": 0.2}, nobody=0.3).probability(bearer) == expected


@pytest.mark.parametrize(
    ("bearers", "expected"),
    [
        pytest.param({ADA: 0.1, BEN: 0.2}, BEN, id="entity"),
        pytest.param({ADA: 0.1, "baker": 0.2}, "baker", id="somebody without a name"),
        pytest.param({"baker": 0.1, ADA: 0.2, "guard": 0.15}, ADA, id="between two"),
        pytest.param({}, None, id="none"),
    ],
)
def test_best_is_the_likeliest_bearer_however_likely_nobody_is(
    bearers: Mapping[Bearer, float], expected: Bearer | None
):
    assert Evidence(bearers=bearers, nobody=0.7).best == expected


@pytest.mark.parametrize("bearer", [ADA, "baker", None])
def test_without_evidence_nothing_is_likely(bearer: Bearer | None):
    assert (NO_EVIDENCE.probability(bearer), NO_EVIDENCE.best) == (0.0, None)


def test_names_of_one_person_count_together():
    assert shares(BAKERS, {0: 0.25, 1: 0.4, 2: 0.25}) == {ADA: 0.5, BEN: 0.4}


def test_sources_are_counted_behind_the_names():
    assert shares(BAKERS, {2: 0.25, 3: 0.4, 4: 0.1}, "a guard", "The baker") == {
        ADA: 0.25,
        "a guard": 0.4,
        "baker": 0.1,
    }


def test_text_without_names_has_its_sources_alone():
    assert shares("A guard ran.", {0: 0.4}, "A guard") == {"a guard": 0.4}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("a guard", "A Guard", id="capitals"),
        pytest.param("guard", "the guard", id="article"),
        pytest.param("the guard", "The guard", id="capital of the article"),
        pytest.param("the café owner", "The cafe owner", id="accent"),
    ],
)
def test_sources_of_one_wording_are_one_bearer(one: str, other: str):
    found = shares(f"[Ada Moor] met {one}: {other} ran.", {1: 0.25, 2: 0.5}, one, other)
    assert list(found.values()) == [0.75]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("a guard", "the guard", id="indefinite article"),
        pytest.param("the guard", "the guards", id="plural"),
        pytest.param("the guard", "the old guard", id="word between"),
        pytest.param("theatre guard", "atre guard", id="letters of an article"),
    ],
)
def test_sources_of_two_wordings_are_two_bearers(one: str, other: str):
    found = shares(f"[Ada Moor] met {one}; {other} ran.", {1: 0.25, 2: 0.5}, one, other)
    assert sorted(found.values()) == [0.25, 0.5]


def test_short_name_that_several_share_is_a_bearer_of_its_own():
    marked = "[organization|Lake Fund] met [organization|Lake Board]. The [organization|Lake] rose."
    assert sorted(shares(marked, {0: 0.2, 1: 0.3, 2: 0.4}).values()) == [0.2, 0.3, 0.4]


@pytest.mark.parametrize(
    ("answer", "nobody"),
    [
        pytest.param(Answer(mass={0: 0.5}, none=0.3, elsewhere=0.2), 0.3, id="elsewhere is not nobody"),
        pytest.param(Answer(none=1.0), 1.0, id="nobody alone"),
        pytest.param(Answer(elsewhere=1.0), 0.0, id="all elsewhere"),
    ],
)
def test_nobody_is_as_likely_as_that_there_is_no_answer(answer: Answer, nobody: float):
    assert bearers_of(BAKERS).evidence(answer).nobody == nobody


def test_wording_leads_to_the_first_source_that_has_it():
    text, cast = marked_cast(BAKERS)
    written = [scored(text, words, kind="source") for words in ("The baker", "the baker", "a guard")]
    bearers = Bearers(text, cast=cast, sources=written)

    firsts = [bearers.first(bearers.wording(source.span)).cut(text) for source in written]

    assert firsts == ["The baker", "The baker", "a guard"]


def test_wording_can_be_asked_of_words_that_are_no_source():
    text, cast = marked_cast(BAKERS)
    bearers = Bearers(text, cast=cast, sources=[scored(text, "The baker", kind="source")])

    assert bearers.first(bearers.wording(span_of(text, "the baker"))) == span_of(text, "The baker")
