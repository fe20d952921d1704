"""What the ranker is told of all round a quotation: who is named where, who spoke before, and the quotation itself."""

from collections.abc import Sequence

import pytest

from models.network.speaker_features import COMPANY, MENTION_FORMS, PLACE, QUOTATION, QUOTATION_TYPES
from models.records import QuotationType
from tests.unit.models.resolve.slate_cases import Article, Said, asked, said
from tests.unit.models.resolve.speaker_cases import Points

BOTH: Points = {0: 0.5, 1: 0.3}
RAIN = said(asked("“Rain,”", BOTH))
LINES = 20 * "\nA line."
BEHIND = ("paragraph of the last", "paragraph behind the last")
WHERE = ("same paragraph", "paragraph before", "named behind", "last person", "last but one")


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param(
            "[Ada Moor] met [Ben Hill]. “Rain,”",
            [{"same paragraph", "last but one"}, {"same paragraph", "last person"}],
            id="one paragraph",
        ),
        pytest.param(
            "[Ada Moor] slept.\n[Ben Hill] ate.\n“Rain,”",
            [{"last but one"}, {"paragraph before", "last person"}],
            id="paragraphs",
        ),
        pytest.param(
            "[Ada Moor] met [Ben Hill]. [Moor] ate.\n“Rain,”",
            [{"paragraph before", "last person"}, {"paragraph before", "last but one"}],
            id="the last name counts",
        ),
        pytest.param("“Rain,” said [Ada Moor].\n[Ben Hill] slept.", [{"named behind"}, set()], id="behind"),
        pytest.param("[Ada Moor] ate.\nA line.\n“Rain,” [Ben Hill].", [{"last person"}, {"named behind"}], id="both"),
        pytest.param("“Rain,”\n[Ada Moor] met [Ben Hill].", [set(), set()], id="paragraph behind"),
    ],
)
def test_paragraphs_and_order_of_names_tell_the_near_from_the_far(marked: str, expected: list[set[str]]):
    article = Article(marked, RAIN)
    assert [article.marks(who, WHERE) for who in ("Ada Moor", "Ben Hill")] == expected


@pytest.mark.parametrize("gap", ["\n\n", "\n \n\n", "\r\n\r\n"])
def test_blank_lines_are_no_paragraphs(gap: str):
    marked = "A title{0}[Ada Moor] ate.{0}“Hail,” she said.{0}“Rain,” said [Ben Hill]."
    features = (*WHERE, *BEHIND, "paragraphs before", "in the beginning", "paragraphs since the last")
    plain, spaced = (Article(marked.format(one), said(asked("“Hail,”")), RAIN) for one in ("\n", gap))
    for who in ("Ada Moor", "Ben Hill"):
        assert spaced.told(who, *features, number=1) == plain.told(who, *features, number=1)


def test_behind_is_behind_all_contents_of_a_quotation():
    marked = "“Rain,” said [Ada Moor].\n“Snow,” said [Ben Hill]."
    article = Article(marked, said(asked("“Rain,”", BOTH), asked("“Snow,”", BOTH)))
    assert [article.marks(who, WHERE) for who in ("Ada Moor", "Ben Hill")] == [set(), {"named behind"}]


def test_bodies_are_not_among_the_people_named_last():
    article = Article("[Ada Moor] met [organization|Hill Fund]. “Rain,”", RAIN)
    assert article.marks("Ada Moor", WHERE) == {"same paragraph", "last person"}
    assert article.marks("Hill Fund", WHERE) == {"same paragraph"}


@pytest.mark.parametrize("feature", ["characters before", "paragraphs before", "persons since"])
def test_distance_grows_up_to_that_of_one_never_named_before(feature: str):
    crowd = "[Cy Lund] [Di Aho] [Ed Roe] [Flo Katz] [Gus Ives] [Hana Ode] [Ian Puk] [Jo Wirth]"
    article = Article(
        f"[Ada Moor] ate.{LINES}\n{crowd}\n[Ben Hill] ate.\nA line.\n[Kai Zell]. “Rain,” went [Lea Unger], the guard.",
        said(asked("“Rain,”", {0: 0.2, 8: 0.2, 9: 0.2, 10: 0.2, 11: 0.1}), mention="the guard"),
    )
    near, far, farther, farthest = [
        article.feature(feature, who) for who in ("Kai Zell", "Ben Hill", "Jo Wirth", "Ada Moor")
    ]
    assert 0 <= near < far < farther < farthest <= 1
    assert [article.feature(feature, who) for who in ("Lea Unger", "guard", None)] == [1, 1, 1]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param("[Ada Moor] slept.\n“Rain,”", {"Ada Moor"}, id="first paragraph"),
        pytest.param("A title\n[Ada Moor] slept.\n“Rain,”", {"Ada Moor"}, id="behind a title"),
        pytest.param("A title\nA line\n[Ada Moor] slept.\n“Rain,”", set[str](), id="later"),
    ],
)
def test_whom_the_article_begins_with_is_told(marked: str, expected: set[str]):
    article = Article(marked, said(asked("“Rain,”", {0: 0.5})))
    assert {who for who in article.candidates() if article.feature("in the beginning", who)} == expected


def test_whom_a_quotation_names_itself_is_told():
    article = Article("[Ada Moor] slept. “[Ben Hill] ate,” she said.", said(asked("“Ben Hill ate,”", BOTH)))
    assert [article.feature("named in content", who) for who in ("Ada Moor", "Ben Hill", None)] == [0, 1, 0]


def test_who_has_no_name_stands_nowhere():
    article = Article("[Ada Moor] saw the guard. “Rain,” said the guard.", said(asked("“Rain,”"), mention="the guard"))
    assert article.told("guard", *PLACE) == article.told(None, *PLACE)


STORM = ("“Rain,”", "“snow,”", "“hail,”", "“sleet,”", "“ice,”", "“fog.”")
AROUND = [feature for feature in COMPANY if feature != "share so far"]


@pytest.fixture
def storm() -> Article:
    """Six quotations which both may have said."""
    return Article("[Ada Moor] met [Ben Hill]. " + " ".join(STORM), *(said(asked(words, BOTH)) for words in STORM))


def taken_at(*numbers: int, who: str | None = "Ada Moor") -> list[str | None]:
    """Guesses: these quotations are somebody's, all others Ben's."""
    return [who if number in numbers else "Ben Hill" for number in range(len(STORM))]


@pytest.mark.parametrize(
    ("number", "guessed", "expected"),
    [
        pytest.param(3, 2, {"before"}, id="before"),
        pytest.param(3, 1, {"two before"}, id="two before"),
        pytest.param(3, 0, {"three before"}, id="three before"),
        pytest.param(3, 4, {"behind"}, id="behind"),
        pytest.param(3, 5, {"two behind"}, id="two behind"),
        pytest.param(3, 3, set[str](), id="itself"),
        pytest.param(4, 0, set[str](), id="long before"),
        pytest.param(0, 5, set[str](), id="the last is not before the first"),
        pytest.param(5, 0, set[str](), id="the first is not behind the last"),
    ],
)
@pytest.mark.parametrize("who", ["Ada Moor", None], ids=["somebody", "nobody"])
def test_guesses_round_about_tell_for_the_one_taken(
    storm: Article, number: int, guessed: int, expected: set[str], who: str | None
):
    assert storm.marks(who, AROUND, number=number, guesses=taken_at(guessed, who=who)) == expected


@pytest.mark.parametrize(
    ("guessed", "expected"),
    [
        pytest.param([], 0.0, id="none"),
        pytest.param([1], 0.25, id="one"),
        pytest.param([0, 2], 0.5, id="two"),
        pytest.param([3, 4, 5], 0.0, id="none before"),
    ],
)
def test_share_is_of_the_quotations_up_to_here(storm: Article, guessed: Sequence[int], expected: float):
    assert storm.feature("share so far", "Ada Moor", number=3, guesses=taken_at(*guessed)) == expected


def test_whoever_speaks_by_name_has_more_of_it_the_more_often():
    article = Article(
        "“Hail,” said [Ada Moor]. Mrs [Moor] added “snow,” [Ben Hill] “fog,” aides to [Cy Lund] “ice.” “Rain,”",
        said(asked("“Rain,”", {0: 0.4, 2: 0.3, 3: 0.2})),
        others=["Ada Moor", "Mrs Moor", "Ben Hill", "aides to Cy Lund"],
    )
    twice, once, never, nobody = (
        article.feature("written often", who) for who in ("Ada Moor", "Ben Hill", "Cy Lund", None)
    )
    assert twice > once > never == nobody == 0


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        pytest.param(["Ada Moor", "Ben Hill"], {"Ben Hill"}, id="the last"),
        pytest.param(["Ada Moor", "she", "aides to Ben Hill"], {"Ada Moor"}, id="none but a name"),
        pytest.param(["Mrs Moor"], set[str](), id="not behind"),
        pytest.param([], set[str](), id="none"),
    ],
)
def test_last_to_speak_by_name_before_is_told(sources: Sequence[str], expected: set[str]):
    marked = "“Hail,” said [Ada Moor] as she met aides to [Ben Hill]. “Rain,” said Mrs [Moor]."
    article = Article(marked, RAIN, others=sources)
    assert {who for who in article.candidates() if article.feature("written last", who)} == expected


@pytest.mark.parametrize(
    ("mention", "form"),
    [
        pytest.param(None, "none", id="none"),
        pytest.param("she", "she", id="pronoun"),
        pytest.param("Ada Moor", "name", id="name"),
        pytest.param("the report", "document", id="document"),
        pytest.param("a baker", "indefinite", id="indefinite"),
        pytest.param("the ministry", "body", id="body"),
        pytest.param("Moor’s baker", "holds a name", id="another of a name"),
        pytest.param("the tired baker", "description", id="description"),
    ],
)
def test_form_of_the_written_source_is_told(mention: str | None, form: str):
    marked = "[Ada Moor]. “Rain,” said she, a baker, the report, [Moor]’s baker, the tired baker, the ministry."
    article = Article(marked, said(asked("“Rain,”", BOTH), mention=mention))
    assert article.marks("Ada Moor", MENTION_FORMS) == {form}


@pytest.mark.parametrize("kind", ["direct", "mixed", "indirect"])
@pytest.mark.parametrize(("cue", "expected"), [("said", {"has cue"}), (None, set[str]())])
def test_cue_and_type_are_told(kind: QuotationType, cue: str | None, expected: set[str]):
    article = Article("[Ada Moor] said: “Rain,”", said(asked("“Rain,”", {0: 0.5}), cue=cue, kind=kind))
    assert article.marks("Ada Moor", ["has cue", *QUOTATION_TYPES]) == {kind, *expected}


def test_number_grows_from_the_first_quotation_on(storm: Article):
    numbers = [storm.feature("number", "Ada Moor", number=number) for number in range(len(STORM))]
    firsts = [storm.feature("first", "Ada Moor", number=number) for number in range(len(STORM))]
    assert numbers == sorted(set(numbers))
    assert (numbers[0], numbers[-1], firsts) == (0, 1, [1, 0, 0, 0, 0, 0])


def snow() -> Said:
    """A quotation that goes on in the next paragraph."""
    return said(asked("“Hail,”"), asked("“snow,”"))


@pytest.mark.parametrize(
    ("between", "expected"),
    [
        pytest.param(" Then ", {"paragraph of the last"}, id="same"),
        pytest.param("\n", {"paragraph behind the last"}, id="next"),
        pytest.param("\nA line.\n", set[str](), id="later"),
    ],
)
def test_paragraph_of_the_quotation_before_is_told(between: str, expected: set[str]):
    article = Article(f"[Ada Moor] met [Ben Hill]. “Hail,”\n“snow,”{between}“Rain,”", snow(), RAIN)
    assert article.marks("Ada Moor", BEHIND, number=1) == expected


def test_paragraphs_since_the_quotation_before_grow_up_to_a_first_ones():
    gaps = [number * "\nA line. " for number in (0, 1, 4, 40, 50)]
    articles = [Article(f"[Ada Moor], [Ben Hill]. “Hail,”\n“snow,”{gap}“Rain,”", snow(), RAIN) for gap in gaps]
    far = [article.feature("paragraphs since the last", None, number=1) for article in articles]
    assert far == [0, *sorted(set(far[1:4])), far[3]]
    assert far[3] == Article("[Ada Moor], [Ben Hill]. “Rain,”", RAIN).feature("paragraphs since the last", None) == 1


def test_no_quotation_stands_before_the_first(storm: Article):
    assert storm.marks("Ada Moor", BEHIND) == set()


def test_quotation_is_the_same_for_all_its_candidates(storm: Article):
    for number in range(len(STORM)):
        one, two, nobody = (storm.told(who, *QUOTATION, number=number) for who in ("Ada Moor", "Ben Hill", None))
        assert one == two == nobody
