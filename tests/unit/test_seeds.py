"""The seeds are what their README says: exact positions, request form, and every phenomenon of its table."""

import re
from itertools import pairwise

import pytest

from tests.unit.seed_proofs import ARTICLES, CLAIMS, GOLD, PROOFS, SEEDS, Claim, Line, person_names

REQUEST_FIELDS = {"id", "text", "title", "url", "outlet", "published_at"}
GOLD_FIELDS = {"id", "url", "text", "publisher", "agency", "quotes", "entities"}
QUOTE_FIELDS = {"spans", "text", "type", "cue", "speaker", "relay"}
PAIRS = (("“", "”"), ("«", "»"), ('"', '"'))
UNBALANCED = {"missing closing mark", "paragraphs with reopened marks"}


@pytest.mark.parametrize("claim", [pytest.param(c, id=f"{c.phenomenon}-{c.article}") for c in CLAIMS])
def test_seed_shows_what_the_readme_says(claim: Claim) -> None:
    assert PROOFS[claim.phenomenon](claim)


def test_readme_names_every_phenomenon() -> None:
    assert {claim.phenomenon for claim in CLAIMS} == PROOFS.keys()


def test_gold_and_requests_hold_the_same_texts() -> None:
    assert {i: line["text"] for i, line in ARTICLES.items()} == {i: line["text"] for i, line in GOLD.items()}


def test_readme_lists_every_article_with_its_publisher() -> None:
    readme = (SEEDS / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| ([a-z-]*[a-z]) \| [^|]+ \| ([^|]+) \| [^|]+ \|$", readme, re.MULTILINE)
    assert dict(rows[1:]) == {article: line["publisher"] for article, line in GOLD.items()}


@pytest.mark.parametrize("article", [pytest.param(a, id=a) for a in GOLD])
class TestEverySeed:
    def test_is_a_short_article_in_request_form(self, article: str) -> None:
        request = ARTICLES[article]
        assert {"id", "text"} <= request.keys() <= REQUEST_FIELDS
        assert 100 <= len(request["text"].split()) <= 350

    def test_has_the_fields_of_gold(self, article: str) -> None:
        assert GOLD[article].keys() == GOLD_FIELDS
        assert all(quote.keys() == QUOTE_FIELDS for quote in GOLD[article]["quotes"])

    def test_spans_cut_the_words_they_give(self, article: str) -> None:
        text = GOLD[article]["text"]
        for quote in GOLD[article]["quotes"]:
            assert [text[start:end] for start, end in quote["spans"]] == quote["text"]

    def test_no_span_is_empty_or_cuts_a_word(self, article: str) -> None:
        text = GOLD[article]["text"]
        for start, end in all_spans(GOLD[article]):
            assert re.fullmatch(r"\S(.*\S)?", text[start:end])
            assert not re.match(r"\w\w", text[max(0, start - 1) : start + 1])
            assert not re.match(r"\w\w", text[end - 1 : end + 1])

    def test_quotations_are_in_order_and_pieces_too(self, article: str) -> None:
        quotes = GOLD[article]["quotes"]
        assert [q["spans"][0] for q in quotes] == sorted(q["spans"][0] for q in quotes)
        assert all(q["spans"] == sorted(q["spans"]) for q in quotes)

    def test_double_marks_are_balanced_but_where_the_table_says_so(self, article: str) -> None:
        excused = {id(c.quote()) for c in CLAIMS if c.phenomenon in UNBALANCED and c.article == article}
        for quote in (q for q in GOLD[article]["quotes"] if id(q) not in excused):
            assert all(is_balanced(piece) for piece in quote["text"])

    def test_type_agrees_with_the_marks(self, article: str) -> None:
        quotes = GOLD[article]["quotes"]
        assert [q["type"] for q in quotes] == [type_by_marks(q["text"]) for q in quotes]

    def test_people_who_speak_are_named_in_the_article(self, article: str) -> None:
        people = person_names(Claim(phenomenon="", article=article, words=""))
        assert {q["speaker"]["name"] for q in GOLD[article]["quotes"] if q["speaker"]["kind"] == "person"} <= people

    def test_names_do_not_overlap(self, article: str) -> None:
        spans = sorted(GOLD[article]["entities"])
        assert all(one[1] <= other[0] for one, other in pairwise(spans))


def all_spans(line: Line) -> list[list[int]]:
    """Every position that the gold gives."""
    quotes = line["quotes"]
    single = [[q["cue"], q["speaker"]["mention"], (q["relay"] or {}).get("mention")] for q in quotes]
    return [
        *(span for q in quotes for span in q["spans"]),
        *(span for three in single for span in three if span),
        *(entity[:2] for entity in line["entities"]),
    ]


def is_balanced(piece: str) -> bool:
    return all(piece.count(a) == piece.count(b) and (a != b or piece.count(a) % 2 == 0) for a, b in PAIRS)


def type_by_marks(pieces: list[str]) -> str:
    """What the quotation marks alone say of its type; an apostrophe is none."""
    if all(piece[0] in "“\"«‘'" for piece in pieces):
        return "direct"
    return "mixed" if any(re.search(r"[“\"«]|(?<!\w)[‘']", piece) for piece in pieces) else "indirect"
