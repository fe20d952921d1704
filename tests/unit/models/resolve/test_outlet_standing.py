"""What the ranker is told of an outlet: what it is, what the looks say of it, and where it is named."""

import math
from collections.abc import Sequence

import pytest

from models.network.relay_features import BEFORE, HERE, WHO
from models.records import PublishingOutlet
from tests.unit.models.resolve.relay_cases import RelayedArticle, publisher_of
from tests.unit.models.resolve.slate_cases import Said, asked, said

RAIN = said(asked("“Rain.”"))
HILL_POST, HERS = publisher_of("Hill Post"), publisher_of("Hill Post", domain="hillpost.com")
IS = [feature for feature in WHO if feature not in ("tagged", "named often")]


@pytest.mark.parametrize(
    ("name", "publisher", "expected"),
    [
        pytest.param("[outlet|Hill Post]", None, set[str](), id="outlet"),
        pytest.param("[told|Hill Post]", None, set[str](), id="told"),
        pytest.param("[outlet|Lake Wire]", HERS, {"known"}, id="known"),
        pytest.param("[told|Lake Wire]", HERS, {"known"}, id="known and told"),
        pytest.param("[outlet|Hill Post]", HILL_POST, {"publisher"}, id="publisher"),
        pytest.param("[outlet|Hill Post]", HERS, {"publisher", "known"}, id="publisher with an address"),
        pytest.param("[told|Hill Post]", HILL_POST, {"publisher", "publisher told"}, id="publisher told"),
        pytest.param("[reported|Hill Post]", HILL_POST, {"publisher"}, id="publisher that reported"),
        pytest.param(
            "[outlet|Hill Post] or [told|Hill Post]", HILL_POST, {"publisher", "publisher told"}, id="told somewhere"
        ),
    ],
)
def test_outlet_is_known_by_what_it_is(name: str, publisher: PublishingOutlet | None, expected: set[str]):
    article = RelayedArticle(f"{name} had it: “Rain.”", RAIN, publisher=publisher)
    (who, _) = article.candidates()
    assert article.marks(who, IS) == expected


def test_no_relay_is_told_from_every_outlet():
    article = RelayedArticle("[told|Lake Wire] had it: “Rain.”", RAIN)
    assert (article.marks(None, WHO), article.feature("nobody", "Lake Wire")) == ({"nobody"}, 0)


@pytest.mark.parametrize(
    ("guess", "expected"),
    [
        pytest.param("Lake Wire", {"Lake Wire"}, id="by name"),
        pytest.param("lkw", {"Lake Wire"}, id="by another of its names, folded"),
        pytest.param("the hill post", {"Hill Post"}, id="unknown, whatever its case"),
        pytest.param("Ada Moor", set[str](), id="a person"),
        pytest.param("baker", set[str](), id="somebody without a name"),
        pytest.param(None, set[str](), id="nobody"),
    ],
)
def test_outlet_that_speaks_itself_is_told(guess: str | None, expected: set[str]):
    marked = "[outlet|Lake Wire], [outlet|Hill Post], [Ada Moor]: “Snow,” “Rain.”"
    article = RelayedArticle(marked, said(asked("“Snow,”")), RAIN, guesses=[None, guess])
    told = {who for who in article.candidates(1) if article.feature("speaks itself", who, number=1)}
    assert told == expected


def test_outlet_whose_words_hold_no_name_is_not_nobody():
    article = RelayedArticle("[told|’] had it: “Rain.”", RAIN, guesses=[None])
    assert [article.feature("speaks itself", who) for who in article.candidates()] == [0, 0]


@pytest.mark.parametrize(
    ("name", "expected"), [("[told|Hill Post]", 0.9), ("[reported|Hill Post]", 0.9), ("[outlet|Hill Post]", 0.0)]
)
def test_how_surely_it_is_tagged_as_a_relay_is_told(name: str, expected: float):
    article = RelayedArticle(f"{name}: “Rain.”", RAIN)
    assert article.feature("tagged", "Hill Post") == pytest.approx(expected)


def test_outlet_that_is_named_more_often_has_more_of_it():
    article = RelayedArticle("[told|Hill Post], [told|Lake Wire], [outlet|the Hill Post]: “Rain.”", RAIN)
    told = [article.feature("named often", who) for who in ("Hill Post", "Lake Wire", None)]
    assert told == pytest.approx([math.log(3), math.log(2), 0])


SEEN = RelayedArticle(
    "[told|Hill Post], [outlet|Hill Post], [told|Lake Wire]: “Hail,” “rain,” “snow.”",
    said(asked("“Hail,”", {2: 1.0})),
    said(
        asked("“rain,”", near={0: 0.5, 1: 0.25}, far={2: 0.5}),
        asked("“snow.”", near={0: 0.25, 2: 0.5}, far={2: 0.5, 0: 0.25}),
    ),
)


@pytest.mark.parametrize(
    ("who", "near", "far"),
    [
        pytest.param("Hill Post", 0.5, 0.125, id="all places of one outlet, mean of the contents"),
        pytest.param("Lake Wire", 0.25, 0.5, id="one place"),
        pytest.param(None, 0.25, 0.375, id="none"),
    ],
)
def test_each_look_tells_its_own(who: str | None, near: float, far: float):
    assert SEEN.told(who, "near", "far", number=1) == {"near": near, "far": far}
    logs = SEEN.told(who, "log near", "log far", "log mean", number=1)
    assert [math.exp(log) for log in logs.values()] == pytest.approx([near, far, (near + far) / 2], abs=0.002)


def test_logarithm_goes_down_to_that_of_an_outlet_that_no_look_holds():
    logs = SEEN.told("Hill Post", "log near", "log far", "log mean")
    assert list(logs.values()) == pytest.approx([math.log(0.001)] * 3)


PLACED = [feature for feature in HERE if feature != "from cue"]
BROKEN = said(asked("“Rain,”"), asked("“snow.”"))


@pytest.mark.parametrize(
    ("marked", "quotation", "expected"),
    [
        pytest.param(
            "“Rain.” So she told [told|Hill Post].",
            RAIN,
            {"in paragraph", "told in paragraph", "named behind"},
            id="told, behind",
        ),
        pytest.param(
            "[reported|Hill Post] wrote: “Rain.”",
            RAIN,
            {"in paragraph", "reported in paragraph", "named before"},
            id="reported, before",
        ),
        pytest.param("“Rain.” [outlet|Hill Post] had it.", RAIN, {"in paragraph", "named behind"}, id="no tag"),
        pytest.param(
            "[told|Hill Post] heard: “Rain.” [outlet|Hill Post] had it.",
            RAIN,
            {"in paragraph", "told in paragraph", "named before", "named behind"},
            id="on either side",
        ),
        pytest.param("[told|Hill Post] heard it.\n“Rain.”", RAIN, set[str](), id="paragraph before"),
        pytest.param("“Rain.”\n[told|Hill Post] heard it.", RAIN, set[str](), id="paragraph behind"),
        pytest.param(
            "“Rain.” [outlet|Hill Post] had it.\nSo she told [told|Hill Post].",
            RAIN,
            {"in paragraph", "named behind"},
            id="told in another paragraph",
        ),
        pytest.param("“Rain, says [told|Hill Post].”", said(asked("“Rain, says Hill Post.”")), set[str](), id="words"),
        pytest.param(
            "“Rain,” she told [told|Hill Post], “snow.”",
            BROKEN,
            {"in paragraph", "told in paragraph"},
            id="between contents",
        ),
        pytest.param(
            "“Rain,”\nor, wrote [reported|Hill Post],\n“snow.”",
            BROKEN,
            {"in paragraph", "reported in paragraph"},
            id="paragraph between contents",
        ),
        pytest.param(
            "“Rain,”\n“snow.” So she told [told|Hill Post].",
            BROKEN,
            {"in paragraph", "told in paragraph", "named behind"},
            id="paragraph of the last content",
        ),
        pytest.param(
            "“Rain.” So said a [outlet|Hill Post] reporter.",
            said(asked("“Rain.”"), mention="a Hill Post reporter"),
            {"in paragraph", "named behind", "in source"},
            id="source",
        ),
        pytest.param(
            "“Rain.” She, of [outlet|Hill Post], said it.",
            said(asked("“Rain.”"), mention="She"),
            {"in paragraph", "named behind"},
            id="beside the source",
        ),
        pytest.param(
            "Then a [outlet|Hill Post] reporter came.\n“Rain.”",
            said(asked("“Rain.”"), mention="a Hill Post reporter"),
            {"in source"},
            id="source in another paragraph",
        ),
    ],
)
def test_how_the_outlet_is_named_round_the_words_is_told(marked: str, quotation: Said, expected: set[str]):
    article = RelayedArticle(f"[told|Lake Wire] slept.\n{marked}\n[told|Lake Wire] ate.", quotation)
    assert article.marks("Hill Post", PLACED) == expected
    assert article.marks("Lake Wire", PLACED) == article.marks(None, PLACED) == set()


@pytest.mark.parametrize(
    ("marked", "cue", "expected"),
    [
        pytest.param("“Rain.” She told [told|Hill Post].", "told", 1, id="right behind"),
        pytest.param("[told|Hill Post] heard: “Rain.”", "heard", len("Hill Post heard"), id="before, from its start"),
        pytest.param(
            "[told|Hill Post]: “Rain.” She told it to [told|Hill Post].", "told", len(" it to "), id="the nearest"
        ),
        pytest.param("“Rain.” She told [told|Hill Post].", None, 400, id="no cue"),
        pytest.param("“Rain.” She told it.\n[told|Hill Post] slept.", "told", 400, id="another paragraph"),
        pytest.param(f"“Rain.” She told {'it, ' * 100} and [told|Hill Post].", "told", 400, id="far"),
    ],
)
def test_distance_from_the_cue_is_told_up_to_a_far_one(marked: str, cue: str | None, expected: int):
    article = RelayedArticle(marked, said(asked("“Rain.”"), cue=cue))
    assert math.expm1(6 * article.feature("from cue", "Hill Post")) == pytest.approx(expected, rel=1e-4)


def test_outlet_in_the_words_themselves_and_no_relay_are_far_from_the_cue():
    article = RelayedArticle(
        "“Rain, has [told|Hill Post],” said she.", said(asked("“Rain, has Hill Post,”"), cue="said")
    )
    assert article.feature("from cue", "Hill Post") == article.feature("from cue", None) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param("[told|Hill Post] heard: “Rain.”", (0, 0, 1), id="same paragraph"),
        pytest.param("[told|Hill Post] heard it.\n“Rain.”", (1 / 16, 1, 0), id="paragraph before"),
        pytest.param("[told|Hill Post] heard it.\n\nA line.\n“Rain.”", (2 / 16, 0, 0), id="two before"),
        pytest.param("[told|Hill Post].\n[told|Hill Post].\n“Rain.”", (1 / 16, 1, 0), id="the last counts"),
        pytest.param("[told|Hill Post] heard it.\n" + 14 * "A line.\n" + "“Rain.”", (15 / 16, 0, 0), id="far"),
        pytest.param("[told|Hill Post] heard it.\n" + 60 * "A line.\n" + "“Rain.”", (1, 0, 0), id="farther"),
        pytest.param("“Rain.” So she told [told|Hill Post].", (1, 0, 0), id="never before"),
    ],
)
def test_paragraphs_since_it_was_named_are_told(marked: str, expected: Sequence[float]):
    told = RelayedArticle(marked, RAIN).told("Hill Post", "paragraphs before", "paragraph before", "same paragraph")
    assert tuple(told.values()) == expected


def test_outlet_in_the_words_themselves_is_not_named_before_them():
    article = RelayedArticle("“Rain, has [told|Hill Post].”", said(asked("“Rain, has Hill Post.”")))
    assert article.told("Hill Post", *BEFORE) == article.told(None, *BEFORE)


def test_no_relay_has_not_been_named_before():
    article = RelayedArticle("[told|Hill Post] heard: “Rain.”", RAIN)
    assert article.told(None, *BEFORE) == {"paragraphs before": 1, "paragraph before": 0, "same paragraph": 0}
