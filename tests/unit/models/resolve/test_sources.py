"""A quotation's source outlet is its relay under one canonical name, unless that is the speaker; else the publisher."""

from time import process_time

import pytest

from models.records import PublishingOutlet, SourceOutlet, Speaker
from models.resolve.outlet_names import OutletNamer
from models.resolve.registry import load_registry
from models.resolve.relays import RelayChoice
from models.resolve.sources import SourceNamer
from tests.unit.models.stand_ins import scored

PUBLISHER = PublishingOutlet(name="Cedar Valley Ledger", domain="cedar.example", basis="given", confidence=1.0)


def namer_of(text: str, *, publisher: PublishingOutlet | None) -> SourceNamer:
    return SourceNamer.of(text, OutletNamer.of(text, publisher=publisher, registry=load_registry()))


def source_of(
    words: str | None,
    *,
    text: str | None = None,
    speaker: Speaker | None = None,
    publisher: PublishingOutlet | None = PUBLISHER,
    is_near: bool = True,
) -> SourceOutlet | None:
    """The source of a quotation that was told to the outlet of these words; None for no relay."""
    text = text or f"Moor told {words}."
    namer = namer_of(text, publisher=publisher)
    if words is None:
        return namer.source(RelayChoice(mention=None, relation=None, is_near=False, probability=1.0), speaker=speaker)
    mention = scored(text, words, kind="told")
    relay = RelayChoice(mention=mention, relation="told", is_near=is_near, probability=0.9)
    return namer.source(relay, speaker=speaker)


@pytest.mark.parametrize(
    ("words", "name", "domain"),
    [
        pytest.param("Al Jazeera", "Al Jazeera", "aljazeera.com", id="known"),
        pytest.param("the BBC’s", "BBC", "bbc.com", id="known with article and possessive"),
        pytest.param("the Hillside Chronicle newspaper", "Hillside Chronicle", None, id="unknown"),
        pytest.param("O’Hara’s Courier", "O’Hara’s Courier", None, id="unknown, its curly marks kept"),
        pytest.param("Fjord\u00a0Wire", "Fjord\u00a0Wire", None, id="unknown, its hard space kept"),
        pytest.param("state media", "state media", None, id="no name"),
        pytest.param("this newspaper", "Cedar Valley Ledger", "cedar.example", id="the publisher itself"),
        pytest.param("the Cedar Valley Ledger", "Cedar Valley Ledger", "cedar.example", id="the publisher by name"),
    ],
)
def test_relay_has_its_canonical_name_or_its_own_words(words: str, name: str, domain: str | None):
    source = source_of(words)
    assert source is not None
    assert (source.name, source.domain, source.via, source.relation) == (name, domain, "relay", "told")


def test_short_form_stands_for_the_outlet_that_the_article_names():
    source = source_of("the Post", text="Moor told the Post. The Washington Post printed it.")
    assert source is not None
    assert source.name == "The Washington Post"


@pytest.mark.parametrize("words", ["CNN", "State of the Union", "CNN's “State of the Union”"])
def test_programme_is_named_with_its_station(words: str):
    source = source_of(words, text="Moor spoke on CNN's “State of the Union” today.")
    assert source is not None
    assert source.name == "CNN's State of the Union"


def test_station_apart_from_a_programme_is_named_alone():
    source = source_of("CNN", text="Moor told CNN and then Morning Joe.")
    assert source is not None
    assert source.name == "CNN"


@pytest.mark.parametrize("is_near", [True, False])
def test_mention_is_given_only_near_the_quotation(is_near: bool):
    source = source_of("Al Jazeera", is_near=is_near)
    assert source is not None
    assert (source.mention is not None) is is_near


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        pytest.param("Reuters", "Reuters", id="same words"),
        pytest.param("the Reuters news agency", "Reuters", id="longer as relay"),
        pytest.param("Reuters", "the Reuters news agency", id="longer as speaker"),
        pytest.param("AFP", "Agence France-Presse", id="short form"),
        pytest.param("the newspaper", "the newspaper", id="without a name"),
        pytest.param("this newspaper", "Cedar Valley Ledger", id="the publisher"),
    ],
)
def test_outlet_that_speaks_for_itself_is_no_relay(words: str, speaker: str):
    source = source_of(words, speaker=Speaker(name=speaker, kind="organization"))
    assert source is not None
    assert (source.name, source.via) == (PUBLISHER.name, "publisher")


def test_words_without_a_letter_are_no_relay():
    source = source_of("”", text="Moor told ”.")
    assert source is not None
    assert source.via == "publisher"


def test_without_a_relay_the_publisher_is_the_source():
    source = source_of(None)
    assert source == SourceOutlet(name=PUBLISHER.name, domain=PUBLISHER.domain, via="publisher")


def test_without_relay_and_publisher_there_is_no_source():
    assert source_of(None, publisher=None) is None


def test_naming_many_relays_beside_many_outlets_is_quick():
    outlets = [outlet.name for outlet in load_registry().outlets]
    text = "Moor told the Post. " + ". ".join(outlets)
    relay = RelayChoice(mention=scored(text, "the Post"), relation="told", is_near=True, probability=0.9)
    before = process_time()
    namer = namer_of(text, publisher=PUBLISHER)

    for _ in range(2_000):
        namer.source(relay, speaker=None)

    # a look at every outlet for every relay took half a minute
    assert process_time() - before < 5.0
