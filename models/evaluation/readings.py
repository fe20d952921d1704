"""One shape for both sides of a comparison: what gold, or an answer of the service, reads in an article."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.records import Confidences
from models.spans import CharSpan

_KIND_OF_CLASS = {"Person": "person", "Organization": "organization"}
NAME_KINDS = tuple(_KIND_OF_CLASS.values())
CERTAIN = Confidences(quotation=1.0, speaker=1.0, outlet=1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerReading:
    """Who is said to speak; `name` is None where nobody can be told, `mention` where no words near by name them."""

    name: str | None = None
    kind: str | None = None
    role: str | None = None
    mention: CharSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationReading:
    """One quotation.

    number: its place in the article's list, from 0
    outlet: through whom it came: the relay where there is one, else the publisher; None when unknown
    relay:  the relaying outlet alone
    relay_mention: the words that name it near by; None without a relay, or where an earlier sentence names it
    confidence, confidences: how sure an answer is; gold is certain
    """

    number: int
    type: str
    spans: tuple[CharSpan, ...]
    speaker: SpeakerReading
    outlet: str | None
    relay: str | None
    relay_mention: CharSpan | None = None
    confidence: float = 1.0
    confidences: Confidences = CERTAIN


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class NameReading:
    """A place where a person or an organization is named."""

    span: CharSpan
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All of one article.

    publisher: of gold only one that is to be found; None also where the caller tells it
    names:     None where nobody marked them
    """

    text: str
    publisher: str | None = None
    quotations: tuple[QuotationReading, ...] = ()
    names: frozenset[NameReading] | None = None


def reading_of_gold(line: Mapping[str, Any]) -> Reading:
    """A line of a gold file in the worldquotes form; without a `url` its publisher is told, see `gold.article_of`."""
    publisher = line.get("publisher") or None
    quotations = tuple(_gold_quotation(i, q, publisher) for i, q in enumerate(line["quotes"]))
    to_find = publisher if line.get("url") else None
    return Reading(text=line["text"], publisher=to_find, quotations=quotations, names=_gold_names(line))


def reading_of_answer(answer: Mapping[str, Any], *, text: str) -> Reading:
    """The contract's JSON for the article with this text, positions in code points."""
    quotations = tuple(_answered_quotation(i, q) for i, q in enumerate(answer["quotes"]))
    publisher = (answer["outlet"] or {}).get("name")
    return Reading(text=text, publisher=publisher, quotations=quotations, names=_answered_names(answer))


def _gold_quotation(number: int, quote: Mapping[str, Any], publisher: str | None) -> QuotationReading:
    relay = quote.get("relay") or {}
    name, mention = relay.get("name"), relay.get("mention")
    return QuotationReading(
        number=number,
        type=quote["type"],
        spans=tuple(CharSpan(start, end) for start, end in quote["spans"]),
        speaker=_speaker(quote["speaker"]),
        outlet=name or publisher,
        relay=name,
        relay_mention=_span(mention),
    )


def _answered_quotation(number: int, quote: Mapping[str, Any]) -> QuotationReading:
    outlet = quote["outlet"] or {}
    relay = outlet if outlet.get("via") == "relay" else {}
    return QuotationReading(
        number=number,
        type=quote["type"],
        spans=tuple(CharSpan(s["start"], s["end"]) for s in quote["spans"]),
        speaker=_speaker(quote["speaker"]),
        outlet=outlet.get("name"),
        relay=relay.get("name"),
        relay_mention=_span(relay.get("mention")),
        confidence=quote["confidence"],
        confidences=Confidences(**quote["confidences"]),
    )


def _speaker(speaker: Mapping[str, Any] | None) -> SpeakerReading:
    known = speaker or {}
    return SpeakerReading(
        name=known.get("name") or None,
        kind=known.get("kind"),
        role=known.get("role"),
        mention=_span(known.get("mention")),
    )


def _span(place: Mapping[str, Any] | Sequence[int] | None) -> CharSpan | None:
    """The span of gold's `[start, end]` or of an answer's `start` and `end`."""
    if place is None:
        return None
    start, end = (place["start"], place["end"]) if isinstance(place, Mapping) else place
    return CharSpan(start, end)


def _gold_names(line: Mapping[str, Any]) -> frozenset[NameReading] | None:
    if not line.get("entities"):
        return None
    return frozenset(
        NameReading(span=CharSpan(start, end), kind=_KIND_OF_CLASS[cls])
        for start, end, cls in line["entities"]
        if cls in _KIND_OF_CLASS
    )


def _answered_names(answer: Mapping[str, Any]) -> frozenset[NameReading]:
    return frozenset(
        NameReading(span=CharSpan(mention["start"], mention["end"]), kind=entity["kind"])
        for entity in answer["entities"]
        if entity["kind"] in NAME_KINDS
        for mention in entity["mentions"]
        if mention["form"] == "name"
    )
