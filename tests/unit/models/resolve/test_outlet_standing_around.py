"""What the ranker is told of all round an outlet: who stands where it is named, what came since, and the quotation."""

from collections.abc import Sequence

import pytest

from models.network.relay_features import PEOPLE, QUOTATION, SINCE
from models.network.speaker_features import QUOTATION_TYPES
from models.records import QuotationType
from tests.unit.models.resolve.relay_cases import RelayedArticle
from tests.unit.models.resolve.slate_cases import asked, said

RAIN, HAIL = said(asked("“Rain.”")), said(asked("“Hail.”"))
FAR = "so much rain, " * 20
"""More than stands near."""


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param(
            "“Hail.” So [Ada Moor] told [told|Hill Post].\n“Rain.”",
            {"quoted near", "quoted where told", "named near", "named where told"},
            id="quoted and named where it is told",
        ),
        pytest.param(
            "“Hail.” So [Ada Moor] to [reported|Hill Post].\n“Rain.”", {"quoted near", "named near"}, id="not told"
        ),
        pytest.param(
            "“Hail.” So she told [told|Hill Post].\n[Ada Moor] ate.\n“Rain.”",
            {"quoted near", "quoted where told"},
            id="quoted alone",
        ),
        pytest.param(
            "[told|Hill Post] met [Ada Moor].\n“Hail.”\n“Rain.”", {"named near", "named where told"}, id="named alone"
        ),
        pytest.param("“Hail.” So [Ada Moor].\n[told|Hill Post] slept.\n“Rain.”", set[str](), id="another paragraph"),
        pytest.param(
            "[told|Hill Post] slept.\n“Hail.” So [Ada Moor] to [outlet|Hill Post].\n“Rain.”",
            {"quoted near", "named near"},
            id="told elsewhere",
        ),
        pytest.param(
            "“Hail.” [outlet|Hill Post] had it.\n[Ada Moor] met [told|Hill Post].\n“Rain.”",
            {"quoted near", "named near", "named where told"},
            id="quoted where it is not told and named where it is",
        ),
        pytest.param("“Hail.”\n“Rain.” So she told [told|Hill Post].", {"quoted near", "quoted where told"}, id="now"),
        pytest.param(f"“Hail.”\n[Ada Moor], {FAR} [told|Hill Post].\n“Rain.”", set[str](), id="far before"),
        pytest.param(f"“Hail.”\n[told|Hill Post], {FAR} [Ada Moor].\n“Rain.”", set[str](), id="far behind"),
    ],
)
def test_whether_the_speaker_stands_where_the_outlet_is_named_is_told(marked: str, expected: set[str]):
    article = RelayedArticle(f"[Ada Moor] slept.\n{marked}", HAIL, RAIN, guesses=["Ada Moor", "Ada Moor"])
    assert article.marks("Hill Post", PEOPLE, number=1) == expected
    assert article.marks(None, PEOPLE, number=1) == set()


@pytest.mark.parametrize(
    ("guesses", "expected"),
    [
        pytest.param(["Ada Moor", "Ben Hill"], {"named near", "named where told"}, id="another is quoted there"),
        pytest.param(["Ada Moor", "Cy Lund"], set[str](), id="others are quoted and named there"),
        pytest.param(["baker", "baker"], {"quoted near", "quoted where told"}, id="without a name"),
        pytest.param([None, None], set[str](), id="nobody"),
    ],
)
def test_people_who_stand_there_count_for_themselves_alone(guesses: Sequence[str | None], expected: set[str]):
    marked = "“Hail.” So [Ada Moor] and [Ben Hill] told [told|Hill Post].\n[Cy Lund]: “Rain.”"
    article = RelayedArticle(marked, HAIL, RAIN, guesses=guesses)
    assert article.marks("Hill Post", PEOPLE, number=1) == expected


@pytest.mark.parametrize(
    ("between", "another", "others"),
    [
        pytest.param("", 0, 0, id="none"),
        pytest.param("[outlet|Lake Wire]", 1, 1 / 5, id="one"),
        pytest.param("[told|Lake Wire] [outlet|Reed Sun] [reported|Lake Wire]", 1, 3 / 5, id="every place"),
        pytest.param("[outlet|Lake Wire] " * 5, 1, 1, id="many"),
        pytest.param("[outlet|Lake Wire] " * 30, 1, 1, id="more"),
        pytest.param("[organization|Reed Fund] [Ada Moor]", 0, 0, id="whoever is no outlet"),
        pytest.param("[outlet|Lake Wire] [told|Hill Post] [outlet|Reed Sun]", 1, 1 / 5, id="since the last time"),
    ],
)
def test_outlets_named_since_are_counted(between: str, another: float, others: float):
    article = RelayedArticle(f"[outlet|Lake Wire] [told|Hill Post] {between} “Rain.” [outlet|Lake Wire]", RAIN)
    told = article.told("Hill Post", "another since", "others since")
    assert list(told.values()) == pytest.approx([another, others])


STORM = [f"“Rain {letter}.”" for letter in "abcdefghijklmn"]
NOW = len(STORM) - 1


def storm(*, named_at: int, guesses: Sequence[str | None] = ()) -> RelayedArticle:
    """Many quotations, and an outlet that is named before one of them."""
    marked = [*STORM[:named_at], "[told|Hill Post]", *STORM[named_at:]]
    return RelayedArticle(" ".join(marked), *(said(asked(words)) for words in STORM), guesses=guesses)


@pytest.mark.parametrize(
    ("named_at", "expected"),
    [
        pytest.param(NOW, 0, id="none"),
        pytest.param(NOW - 1, 1 / 10, id="one"),
        pytest.param(NOW - 7, 7 / 10, id="some"),
        pytest.param(NOW - 10, 1, id="many"),
        pytest.param(0, 1, id="more"),
    ],
)
def test_quotations_since_are_counted(named_at: int, expected: float):
    assert storm(named_at=named_at).feature("quotations since", "Hill Post", number=NOW) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        pytest.param(["Ada", "Ada", "Ada"], 1 / 5, id="one"),
        pytest.param(["Ada", "Ben", "Ada"], 2 / 5, id="two"),
        pytest.param(["Ada", "Ben", "Cy", "Di", "Ed"], 1, id="many"),
        pytest.param(["Ada", "Ben", "Cy", "Di", "Ed", "Flo"], 1, id="more"),
        pytest.param(["Ada", None, None], 1 / 5, id="nobody is none"),
        pytest.param([], 0, id="none"),
    ],
)
def test_speakers_since_are_counted_once_each(last: Sequence[str | None], expected: float):
    """Gus speaks before the outlet is named, and in the quotation that is asked for."""
    guesses = ["Gus"] * (NOW - len(last)) + [*last, "Gus"]
    article = storm(named_at=NOW - len(last), guesses=guesses)
    assert article.feature("speakers since", "Hill Post", number=NOW) == pytest.approx(expected)


@pytest.mark.parametrize("who", ["Hill Post", None], ids=["outlet", "none"])
def test_nothing_came_since_an_outlet_that_has_not_been_named(who: str | None):
    marked = "[outlet|Lake Wire] had: “Hail.” Then: “Rain.” So she told [told|Hill Post]."
    article = RelayedArticle(marked, HAIL, RAIN, guesses=["Ada", "Ben"])
    assert set(article.told(who, *SINCE, number=1).values()) == {0}


ASKED = ("no source", "pronoun", "has cue", *QUOTATION_TYPES)


@pytest.mark.parametrize(
    ("mention", "expected"),
    [
        pytest.param(None, {"no source"}, id="none"),
        pytest.param("She", {"pronoun"}, id="pronoun"),
        pytest.param("Ada Moor", set[str](), id="name"),
        pytest.param("her guard", set[str](), id="description"),
    ],
)
@pytest.mark.parametrize(("cue", "has_cue"), [("said", {"has cue"}), (None, set[str]())], ids=["cue", "no cue"])
@pytest.mark.parametrize("kind", ["direct", "mixed", "indirect"])
def test_source_cue_and_type_are_told(
    mention: str | None, expected: set[str], cue: str | None, has_cue: set[str], kind: QuotationType
):
    marked = "“Rain.” She, [Ada Moor] or her guard said so."
    article = RelayedArticle(marked, said(asked("“Rain.”"), mention=mention, cue=cue, kind=kind))
    assert article.marks(None, ASKED) == {kind, *expected, *has_cue}


SPEAKER = ("first", "same speaker", "spoke before", "goes on", "nobody speaks")


@pytest.mark.parametrize(
    ("guesses", "expected"),
    [
        pytest.param(["Ada"], {"first"}, id="first"),
        pytest.param([None], {"first", "nobody speaks"}, id="first, nobody's"),
        pytest.param(["Ada", "Ada"], {"same speaker", "spoke before", "goes on"}, id="same"),
        pytest.param(["Ada", "Ben"], set[str](), id="another"),
        pytest.param(["Ada", "Ben", "Ada"], {"spoke before"}, id="again"),
        pytest.param(["Ada", None, "Ada"], {"spoke before"}, id="again behind nobody"),
        pytest.param([None, None], {"nobody speaks"}, id="nobody twice"),
        pytest.param(["Ada", None], {"nobody speaks"}, id="nobody behind somebody"),
    ],
)
def test_who_spoke_before_is_told(guesses: Sequence[str | None], expected: set[str]):
    words = STORM[: len(guesses)]
    article = RelayedArticle(" ".join(words), *(said(asked(one)) for one in words), guesses=guesses)
    assert article.marks(None, SPEAKER, number=len(guesses) - 1) == expected


def test_whoever_speaks_later_has_not_spoken_before():
    article = RelayedArticle("“Hail.” “Rain.”", HAIL, RAIN, guesses=["Ada", "Ada"])
    assert [article.marks(None, ["spoke before"], number=number) for number in (0, 1)] == [set(), {"spoke before"}]


@pytest.mark.parametrize(
    ("between", "far", "goes_on"),
    [
        pytest.param(" Then ", 0, 1, id="same paragraph"),
        pytest.param("\n\n", 1 / 9, 1, id="next"),
        pytest.param("\nA line.\n", 2 / 9, 0, id="later"),
        pytest.param(9 * "\nA line. ", 1, 0, id="far"),
        pytest.param(40 * "\nA line. ", 1, 0, id="farther"),
    ],
)
def test_paragraphs_since_the_end_of_the_quotation_before_are_told(between: str, far: float, goes_on: float):
    snow = said(asked("“Hail.”"), asked("“snow.”"))
    article = RelayedArticle(f"“Hail.”\n“snow.”{between}“Rain.”", snow, RAIN, guesses=["Ada", "Ada"])
    told = article.told(None, "paragraphs since the last", "goes on", number=1)
    assert list(told.values()) == pytest.approx([far, goes_on])


def test_paragraphs_since_the_quotation_before_the_first_are_many():
    assert RelayedArticle("“Rain.”", RAIN).feature("paragraphs since the last", None) == 1


def test_number_grows_from_the_first_quotation_on_until_the_article_is_under_way():
    article = storm(named_at=0)
    numbers = [article.feature("number", None, number=number) for number in range(len(STORM))]
    assert numbers == pytest.approx([*(number / 8 for number in range(9)), *[1] * (len(STORM) - 9)])


def test_quotation_is_the_same_for_all_its_candidates():
    marked = "[told|Hill Post] [outlet|Lake Wire] “Hail.” She said:\n“Rain.”"
    article = RelayedArticle(marked, HAIL, said(asked("“Rain.”"), mention="She", cue="said"), guesses=["Ada", "Ada"])
    for number in (0, 1):
        one, two, none = (article.told(who, *QUOTATION, number=number) for who in ("Hill Post", "Lake Wire", None))
        assert one == two == none
