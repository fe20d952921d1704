"""Matches: the contract's groups, their order, speaker, outlets and earliest article."""

import pytest

from models.matching import match_quotations
from models.records import Article, Confidences, PublishingOutlet, Quotation, Result, Speaker, SpeakerKind
from models.spans import CharSpan

WORDS = "“We will rebuild the harbour before the winter comes.”"
SURE = Confidences(quotation=1.0, speaker=1.0, outlet=1.0)


def _speaker(name: str, kind: SpeakerKind = "person") -> Speaker:
    return Speaker(name=name, kind=kind)


def _pair(
    id: str,
    *quotes: str,
    speaker: Speaker | None = None,
    outlet: str | None = None,
    published_at: str | None = None,
) -> tuple[Article, Result]:
    """An article that is nothing but its quotations, and the result for it."""
    text = "\n".join(quotes)
    ends = [sum(len(q) + 1 for q in quotes[: i + 1]) - 1 for i in range(len(quotes))]
    quotations = tuple(
        Quotation(
            id=f"q{i}",
            type="direct",
            spans=(CharSpan(end - len(quote), end),),
            cue=None,
            speaker=speaker,
            outlet=None,
            confidence=1.0,
            confidences=SURE,
        )
        for i, (quote, end) in enumerate(zip(quotes, ends, strict=True), start=1)
    )
    publisher = outlet and PublishingOutlet(name=outlet, domain=None, basis="given", confidence=1.0)
    article = Article(id=id, text=text, outlet=outlet, published_at=published_at)
    return article, Result(outlet=publisher or None, agency=None, quotations=quotations, entities=())


def _matches(*pairs: tuple[Article, Result]) -> list[dict]:
    return match_quotations([a for a, _ in pairs], [r for _, r in pairs])


def _places(match: dict) -> list[tuple[str, str]]:
    return [(place["article"], place["quote"]) for place in match["quotes"]]


def test_match_has_the_form_of_the_contract():
    cut = "“We will rebuild the harbour”"
    first = _pair("a1", "“It rained.”", WORDS, speaker=_speaker("Ruiz"), outlet="Quay Post", published_at="2024-03-02")
    second = _pair("a2", cut, speaker=_speaker("Ana Ruiz"), outlet="Bay News", published_at="2024-03-01")
    assert _matches(first, second) == [
        {
            "id": "m1",
            "text": WORDS,
            "speaker": {"name": "Ana Ruiz", "forms": ["Ana Ruiz", "Ruiz"]},
            "outlets": ["Bay News", "Quay Post"],
            "quotes": [
                {
                    "article": "a1",
                    "quote": "q2",
                    "outlet": "Quay Post",
                    "published_at": "2024-03-02",
                    "speaker": "Ruiz",
                    "differences": [],
                },
                {
                    "article": "a2",
                    "quote": "q1",
                    "outlet": "Bay News",
                    "published_at": "2024-03-01",
                    "speaker": "Ana Ruiz",
                    "differences": [{"op": "cut", "longest": "before the winter comes.”", "variant": ""}],
                },
            ],
            "earliest": {"article": "a2", "published_at": "2024-03-01"},
            "relays": [],
        }
    ]


@pytest.mark.parametrize("pairs", [[], [_pair("a1", WORDS)], [_pair("a1"), _pair("a2")]], ids=["none", "one", "empty"])
def test_nothing_to_match_gives_no_groups(pairs):
    assert _matches(*pairs) == []


def test_quotations_of_one_article_do_not_match_each_other():
    assert _matches(_pair("a1", WORDS, WORDS), _pair("a2", "“Another thing was said here today.”")) == []


def test_repeated_words_of_one_article_stand_in_one_group_with_another_article():
    [match] = _matches(_pair("a1", WORDS, WORDS), _pair("a2", WORDS))
    assert _places(match) == [("a1", "q1"), ("a1", "q2"), ("a2", "q1")]


def test_two_cuts_of_one_statement_meet_in_the_whole():
    parts = _pair("a1", "“We will rebuild the harbour”"), _pair("a2", "“before the winter comes”")
    [match] = _matches(*parts, _pair("a3", WORDS))
    assert [q["article"] for q in match["quotes"]] == ["a1", "a2", "a3"]


def test_groups_are_numbered_in_order_of_their_first_quotation():
    other = "“The ferry company owes its crews a fair wage.”"
    matches = _matches(_pair("a1", other), _pair("a2", WORDS, other), _pair("a3", WORDS))
    assert [(m["id"], m["text"]) for m in matches] == [("m1", other), ("m2", WORDS)]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(["Ruiz", "Ana Ruiz", "Ana María Ruiz"], "Ana María Ruiz", id="fullest form"),
        pytest.param(["Ana Ruiz", "Ana Ruiz", "Tomás Vidal Ortega"], "Ana Ruiz", id="most often named"),
        pytest.param(["Sergei Lavin", "Sergey Lavin", "Sergey Lavin"], "Sergey Lavin", id="usual spelling"),
        pytest.param(["Mayor Ana Ruiz", "Ruiz"], "Ana Ruiz", id="without a title"),
    ],
)
def test_speaker_is_the_fullest_form_of_the_name_given_most(names, expected):
    pairs = [_pair(f"a{i}", WORDS, speaker=_speaker(name)) for i, name in enumerate(names)]
    assert _matches(*pairs)[0]["speaker"]["name"] == expected


def test_named_speaker_is_given_before_an_unnamed_one():
    nameless = _speaker("a spokeswoman for the port", kind="unnamed")
    [match] = _matches(_pair("a1", WORDS, speaker=nameless), _pair("a2", WORDS, speaker=_speaker("Ruiz")))
    assert match["speaker"] == {"name": "Ruiz", "forms": ["Ruiz"]}


def test_match_without_known_speakers_has_none():
    assert _matches(_pair("a1", WORDS), _pair("a2", WORDS))[0]["speaker"] is None


@pytest.mark.parametrize(
    ("words", "speakers", "n_groups"),
    [
        pytest.param("“We will win today.”", ["Ana Ruiz", "Jo Park"], 0, id="short and different"),
        pytest.param("“We will win today.”", ["Ana Ruiz", "Ruiz"], 1, id="short and one"),
        pytest.param(WORDS, ["Ana Ruiz", "Jo Park"], 1, id="long and different"),
    ],
)
def test_short_words_of_different_people_are_not_one_statement(words, speakers, n_groups):
    pairs = [_pair(f"a{i}", words, speaker=_speaker(name)) for i, name in enumerate(speakers)]
    assert len(_matches(*pairs)) == n_groups


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        pytest.param(["2024-03-02T08:00:00+09:00", "2024-03-02T01:00:00Z"], "a0", id="zones"),
        pytest.param(["2024-03-02T08:00:00", "2024-03-02"], "a1", id="a day begins at midnight"),
        pytest.param([None, "2024-03-02"], "a1", id="one date"),
        pytest.param(["2024-03-02", "2024-03-02"], "a0", id="same date"),
        pytest.param(["soon", "2024-03-02"], "a1", id="not a date"),
    ],
)
def test_earliest_is_the_article_of_the_first_date(dates, expected):
    pairs = [_pair(f"a{i}", WORDS, published_at=date) for i, date in enumerate(dates)]
    assert _matches(*pairs)[0]["earliest"] == {"article": expected, "published_at": dates[int(expected[1])]}


def test_articles_without_dates_have_no_earliest_and_keep_their_order():
    [match] = _matches(_pair("a1", WORDS, outlet="Quay Post"), _pair("a2", WORDS, outlet="Bay News"))
    assert (match["earliest"], match["outlets"]) == (None, ["Quay Post", "Bay News"])


def test_outlet_that_carries_the_words_twice_is_given_once():
    [match] = _matches(_pair("a1", WORDS, outlet="Quay Post"), _pair("a2", WORDS, outlet="Quay Post"))
    assert match["outlets"] == ["Quay Post"]


def test_quotation_in_pieces_is_read_as_one():
    article = Article(id="a1", text="“We will rebuild the harbour,” she said. “Before the winter comes.”")
    quotation = Quotation(
        id="q1",
        type="direct",
        spans=(CharSpan(0, 30), CharSpan(41, 67)),
        cue=None,
        speaker=None,
        outlet=None,
        confidence=1.0,
        confidences=SURE,
    )
    result = Result(outlet=None, agency=None, quotations=(quotation,), entities=())
    assert len(_matches((article, result), _pair("a2", WORDS))) == 1


def test_articles_and_results_must_be_as_many():
    article, result = _pair("a1", WORDS)
    with pytest.raises(ValueError, match="zip"):
        match_quotations([article, article], [result])


def test_one_statement_in_many_articles_is_one_group():
    pairs = [_pair(f"a{i}", WORDS) for i in range(60)]
    [match] = _matches(*pairs)
    assert len(match["quotes"]) == 60
