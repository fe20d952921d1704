"""The table that comes out of an archive: one row a quotation, the same columns whoever made it."""

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

_SPAN = pa.struct([("start", pa.int32()), ("end", pa.int32()), ("text", pa.string())])

SCHEMA = pa.schema(
    [
        pa.field("article_id", pa.string(), nullable=False),
        ("url", pa.string()),
        ("title", pa.string()),
        ("published_at", pa.string()),
        ("publisher", pa.string()),
        ("publisher_domain", pa.string()),
        ("publisher_basis", pa.string()),
        ("agency", pa.string()),
        pa.field("quote_id", pa.string(), nullable=False),
        pa.field("type", pa.string(), nullable=False),
        pa.field("text", pa.string(), nullable=False),
        pa.field("n_words", pa.int32(), nullable=False),
        pa.field("spans", pa.list_(_SPAN), nullable=False),
        ("cue", _SPAN),
        ("speaker", pa.string()),
        ("speaker_kind", pa.string()),
        ("speaker_role", pa.string()),
        ("speaker_mention", _SPAN),
        ("outlet", pa.string()),
        ("outlet_domain", pa.string()),
        ("outlet_via", pa.string()),
        ("outlet_relation", pa.string()),
        ("outlet_mention", _SPAN),
        pa.field("confidence", pa.float32(), nullable=False),
        pa.field("confidence_quotation", pa.float32(), nullable=False),
        pa.field("confidence_speaker", pa.float32(), nullable=False),
        pa.field("confidence_outlet", pa.float32(), nullable=False),
        pa.field("offset_unit", pa.string(), nullable=False),
        pa.field("model_version", pa.string(), nullable=False),
    ]
)
"""Names are as in the contract; `published_at` and `url` are as they were given."""


def rows_of(article: Mapping[str, Any], result: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A row for each quotation of one article, in order; none for an article without quotations."""
    of_article = _article_columns(article, result)
    for quote in result["quotes"]:
        yield {**of_article, **_quote_columns(quote), **_speaker_columns(quote), **_outlet_columns(quote)}


def _article_columns(article: Mapping[str, Any], result: Mapping[str, Any]) -> dict[str, Any]:
    publisher = result["outlet"] or {}
    return {
        "article_id": result["id"],
        "url": article.get("url"),
        "title": article.get("title"),
        "published_at": article.get("published_at"),
        "publisher": publisher.get("name"),
        "publisher_domain": publisher.get("domain"),
        "publisher_basis": publisher.get("basis"),
        "agency": (result["agency"] or {}).get("name"),
        "offset_unit": result["offset_unit"],
        "model_version": result["model"]["version"],
    }


def _quote_columns(quote: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "quote_id": quote["id"],
        "type": quote["type"],
        "text": quote["text"],
        "n_words": sum(len(span["text"].split()) for span in quote["spans"]),
        "spans": quote["spans"],
        "cue": quote["cue"],
        "confidence": quote["confidence"],
        **{f"confidence_{part}": quote["confidences"][part] for part in ("quotation", "speaker", "outlet")},
    }


def _speaker_columns(quote: Mapping[str, Any]) -> dict[str, Any]:
    speaker = quote["speaker"] or {}
    return {
        "speaker": speaker.get("name"),
        "speaker_kind": speaker.get("kind"),
        "speaker_role": speaker.get("role"),
        "speaker_mention": speaker.get("mention"),
    }


def _outlet_columns(quote: Mapping[str, Any]) -> dict[str, Any]:
    outlet = quote["outlet"] or {}
    return {
        "outlet": outlet.get("name"),
        "outlet_domain": outlet.get("domain"),
        "outlet_via": outlet.get("via"),
        "outlet_relation": outlet.get("relation"),
        "outlet_mention": outlet.get("mention"),
    }
