import pytest

from models.records import Article, Confidences, Quotation, QuotationType, Result
from models.spans import CharSpan
from models.wire import OffsetUnit, Ruler, keep_quotations, result_to_wire
from tests.fakes import MODEL, full_result

EMPTY = Result(outlet=None, agency=None, quotations=(), entities=())
# One code point each of one, two, three and four UTF-8 bytes; the last takes two UTF-16 units.
WIDTHS = "aé“😀z"


def make_quotation(*, id: str, type: QuotationType, confidence: float) -> Quotation:
    return Quotation(
        id=id,
        type=type,
        spans=(CharSpan(start=0, end=1),),
        cue=None,
        speaker=None,
        outlet=None,
        confidence=confidence,
        confidences=Confidences(quotation=confidence, speaker=1.0, outlet=1.0),
    )


@pytest.mark.parametrize(
    ("unit", "start", "end"),
    [
        pytest.param("code_point", 3, 4, id="code points"),
        pytest.param("utf16", 3, 5, id="an emoji is two UTF-16 units"),
        pytest.param("utf8", 6, 10, id="1 + 2 + 3 bytes before, 4 in it"),
    ],
)
def test_ruler_places_a_span_in_the_unit(unit: OffsetUnit, start: int, end: int):
    placed = Ruler.of(WIDTHS, unit=unit).place(CharSpan(start=3, end=4))

    assert placed == {"start": start, "end": end, "text": "😀"}


@pytest.mark.parametrize("unit", ["code_point", "utf16", "utf8"])
def test_ruler_places_the_very_end(unit: OffsetUnit):
    placed = Ruler.of(WIDTHS, unit=unit).place(CharSpan(start=4, end=5))

    assert placed["end"] == {"code_point": 5, "utf16": 6, "utf8": 11}[unit]


def test_nowhere_stays_nowhere():
    assert Ruler.of("text", unit="utf8").place_maybe(None) is None


def test_result_without_findings_is_lists_and_nulls():
    assert result_to_wire(EMPTY, article=Article(text="Rain."), model=MODEL) == {
        "id": None,
        "outlet": None,
        "agency": None,
        "quotes": [],
        "entities": [],
        "offset_unit": "code_point",
        "model": {"name": "fake", "version": "0"},
    }


def test_quotation_text_joins_its_spans():
    article = Article(text="Mo“We:“go”.Xy")

    wire = result_to_wire(full_result(article.text), article=article, model=MODEL)

    assert wire["quotes"][0]["text"] == "“We “go"
    assert [span["text"] for span in wire["quotes"][0]["spans"]] == ["“We", "“go"]


def test_entity_says_whether_it_is_an_outlet():
    article = Article(text="0123456789")

    wire = result_to_wire(full_result(article.text), article=article, model=MODEL)

    assert wire["entities"][0] == {
        "id": "e1",
        "name": "Ada Moor",
        "kind": "person",
        "outlet": False,
        "aliases": ["Moor"],
        "roles": ["mayor"],
        "mentions": [{"start": 0, "end": 2, "text": "01", "form": "nominal"}],
    }


@pytest.mark.parametrize(
    ("least", "types", "kept"),
    [
        pytest.param(0.0, ("direct", "mixed", "indirect"), ["q1", "q2", "q3"], id="all"),
        pytest.param(0.5, ("direct", "mixed", "indirect"), ["q1", "q2"], id="at or over the least confidence"),
        pytest.param(0.0, ("indirect",), ["q3"], id="one type"),
        pytest.param(0.0, (), [], id="no type"),
    ],
)
def test_only_quotations_asked_for_are_kept(least: float, types: tuple[str, ...], kept: list[str]):
    quotations = (
        make_quotation(id="q1", type="direct", confidence=0.9),
        make_quotation(id="q2", type="mixed", confidence=0.5),
        make_quotation(id="q3", type="indirect", confidence=0.4),
    )

    found = keep_quotations(quotations, min_confidence=least, types=types)

    assert [quotation.id for quotation in found] == kept


def test_kept_confidence_is_the_written_one():
    quotation = make_quotation(id="q1", type="direct", confidence=0.89996)

    assert keep_quotations([quotation], min_confidence=0.9, types=["direct"]) == (quotation,)
