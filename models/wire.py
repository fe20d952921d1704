"""Records → the plain dictionaries of the HTTP contract, with positions in the unit asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Literal

from models.records import (
    Article,
    Entity,
    ModelInfo,
    PublishingOutlet,
    Quotation,
    Result,
    SourceOutlet,
    Speaker,
)
from models.spans import CharSpan

OffsetUnit = Literal["code_point", "utf16", "utf8"]


def _width(char: str, unit: OffsetUnit) -> int:
    point = ord(char)
    if unit == "utf16":
        return 2 if point > 0xFFFF else 1
    return 1 + (point > 0x7F) + (point > 0x7FF) + (point > 0xFFFF)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruler:
    """Turns code point positions of one text into the unit asked for.

    ticks: position of every code point in the unit, one more at the end; None where they are the same
    """

    text: str
    ticks: tuple[int, ...] | None

    @classmethod
    def of(cls, text: str, *, unit: OffsetUnit) -> "Ruler":
        """A ruler for the text; costs nothing for code points and for plain ASCII."""
        if unit == "code_point" or text.isascii():
            return cls(text=text, ticks=None)
        return cls(text=text, ticks=tuple(accumulate((_width(c, unit) for c in text), initial=0)))

    def place(self, span: CharSpan) -> dict[str, Any]:
        """The span as `start`, `end` in the unit, and its `text`."""
        start, end = (self.ticks[span.start], self.ticks[span.end]) if self.ticks else (span.start, span.end)
        return {"start": start, "end": end, "text": span.cut(self.text)}

    def place_maybe(self, span: CharSpan | None) -> dict[str, Any] | None:
        """Like `place`; None stays None."""
        return None if span is None else self.place(span)


def result_to_wire(
    result: Result, *, article: Article, model: ModelInfo, unit: OffsetUnit = "code_point"
) -> dict[str, Any]:
    """One article's answer exactly as `POST /v1/quotes` gives it."""
    ruler = Ruler.of(article.text, unit=unit)
    return {
        "id": article.id,
        "outlet": _publishing_outlet(result.outlet, ruler),
        "agency": _publishing_outlet(result.agency, ruler),
        "quotes": [_quotation(q, ruler) for q in result.quotations],
        "entities": [_entity(e, ruler) for e in result.entities],
        "offset_unit": unit,
        "model": {"name": model.name, "version": model.version},
    }


def keep_quotations(
    quotations: Iterable[Quotation], *, min_confidence: float, types: Sequence[str]
) -> tuple[Quotation, ...]:
    """The quotations of the types asked for, at or over the least confidence as the answer writes it."""
    return tuple(q for q in quotations if q.type in types and _written(q.confidence) >= min_confidence)


def _written(probability: float) -> float:
    return round(probability, 4)


def _publishing_outlet(outlet: PublishingOutlet | None, ruler: Ruler) -> dict[str, Any] | None:
    if outlet is None:
        return None
    return {
        "name": outlet.name,
        "domain": outlet.domain,
        "basis": outlet.basis,
        "confidence": _written(outlet.confidence),
        "mention": ruler.place_maybe(outlet.mention),
    }


def _source_outlet(outlet: SourceOutlet | None, ruler: Ruler) -> dict[str, Any] | None:
    if outlet is None:
        return None
    return {
        "name": outlet.name,
        "domain": outlet.domain,
        "via": outlet.via,
        "relation": outlet.relation,
        "mention": ruler.place_maybe(outlet.mention),
    }


def _speaker(speaker: Speaker | None, ruler: Ruler) -> dict[str, Any] | None:
    if speaker is None:
        return None
    return {
        "name": speaker.name,
        "kind": speaker.kind,
        "role": speaker.role,
        "entity": speaker.entity,
        "mention": ruler.place_maybe(speaker.mention),
    }


def _quotation(quotation: Quotation, ruler: Ruler) -> dict[str, Any]:
    spans = [ruler.place(s) for s in quotation.spans]
    return {
        "id": quotation.id,
        "type": quotation.type,
        "text": " ".join(s["text"] for s in spans),
        "spans": spans,
        "cue": ruler.place_maybe(quotation.cue),
        "speaker": _speaker(quotation.speaker, ruler),
        "outlet": _source_outlet(quotation.outlet, ruler),
        "confidence": _written(quotation.confidence),
        "confidences": {
            "quotation": _written(quotation.confidences.quotation),
            "speaker": _written(quotation.confidences.speaker),
            "outlet": _written(quotation.confidences.outlet),
        },
    }


def _entity(entity: Entity, ruler: Ruler) -> dict[str, Any]:
    return {
        "id": entity.id,
        "name": entity.name,
        "kind": entity.kind,
        "outlet": entity.is_outlet,
        "aliases": list(entity.aliases),
        "roles": list(entity.roles),
        "mentions": [{**ruler.place(m.span), "form": m.form} for m in entity.mentions],
    }
