"""An outlet has one name in an article, however it is mentioned, and the publisher is known by any of them."""

import pytest

from models.records import PublishingOutlet
from models.resolve.outlet_names import OutletNamer
from models.spans import CharSpan
from tests.unit.models.resolve.relay_cases import REGISTRY, publisher_of

LEDGER = publisher_of("Reed Ledger", domain="reed.example")
LAKE_WIRE = publisher_of("Lake Wire", domain="lakewire.com")


def namer_of(text: str = "", *, publisher: PublishingOutlet | None = None) -> OutletNamer:
    return OutletNamer.of(text, publisher=publisher, registry=REGISTRY)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("Lake Wire", ("Lake Wire", "lakewire.com"), id="known"),
        pytest.param("LKW", ("Lake Wire", "lakewire.com"), id="known by another name"),
        pytest.param("the lake wire news agency’s", ("Lake Wire", "lakewire.com"), id="article, noun and possessive"),
        pytest.param("Morning Fen", ("Morning Fen", None), id="known without an address"),
        pytest.param("the Sedge Courier newspaper", ("Sedge Courier", None), id="unknown"),
        pytest.param("state media", ("state media", None), id="no name"),
        pytest.param("this newspaper", ("Reed Ledger", "reed.example"), id="the publisher itself"),
        pytest.param("the Reed Ledger", ("Reed Ledger", "reed.example"), id="the publisher by name"),
    ],
)
def test_outlet_is_called_by_its_one_name(words: str, expected: tuple[str, str | None]):
    assert namer_of(publisher=LEDGER).name_of(words) == expected


@pytest.mark.parametrize("words", ["the Harbour Gazette", "HARBOUR GAZETTE", "Harbour Gazette’s"])
def test_publisher_that_nobody_else_knows_has_one_name(words: str):
    namer = namer_of(publisher=publisher_of("The Harbour Gazette", domain="harbour.example"))

    assert namer.name_of(words) == ("The Harbour Gazette", "harbour.example")
    assert namer.is_publisher(words)


def test_words_without_a_name_are_not_the_publisher():
    assert not namer_of(publisher=publisher_of("!")).is_publisher("“”")


@pytest.mark.parametrize(
    ("text", "publisher", "expected"),
    [
        pytest.param("Moor told Lake Wire.", None, "Lake Wire", id="of one that the text names"),
        pytest.param("Moor told LKW.", None, "Lake Wire", id="of one that it names otherwise"),
        pytest.param("Moor slept.", LAKE_WIRE, "Lake Wire", id="of the publisher"),
        pytest.param("Moor told Morning Fen.", LEDGER, "Wire", id="of none of them"),
    ],
)
def test_short_form_stands_for_an_outlet_of_the_article(text: str, publisher: PublishingOutlet | None, expected: str):
    assert namer_of(text, publisher=publisher).name_of("the Wire")[0] == expected


@pytest.mark.parametrize(
    ("words", "publisher", "expected"),
    [
        pytest.param("Reed Ledger", LEDGER, True, id="its name"),
        pytest.param("the Reed Ledger newspaper", LEDGER, True, id="article and noun"),
        pytest.param("the Wire", LAKE_WIRE, True, id="its short form"),
        pytest.param("our correspondent", LEDGER, True, id="itself"),
        pytest.param("our correspondent", None, True, id="itself, whoever it is"),
        pytest.param("Lake Wire", LEDGER, False, id="another"),
        pytest.param("the newspaper", LEDGER, False, id="any"),
        pytest.param("Reed Ledger", None, False, id="nobody knows whose article it is"),
    ],
)
def test_publisher_is_known_by_its_names_and_by_words_for_itself(
    words: str, publisher: PublishingOutlet | None, expected: bool
):
    assert namer_of(publisher=publisher).is_publisher(words) is expected


def test_words_for_itself_stay_where_nobody_knows_whose_article_it_is():
    assert namer_of().name_of("this newspaper") == ("this newspaper", None)


def test_outlets_of_the_registry_are_found_in_order():
    found = namer_of("Sedge Courier had it of LKW and Morning Fen.").known
    assert [(span, outlet.name) for span, outlet in found] == [
        (CharSpan(24, 27), "Lake Wire"),
        (CharSpan(32, 43), "Morning Fen"),
    ]
