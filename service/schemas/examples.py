"""The requests and answers that the OpenAPI document shows: a short article, invented, and what is found in it."""

import json
from typing import Any

Example = dict[str, Any]

_TEXT = "“The bridge will open in May,” Lena Marsh, the town’s engineer, told Lake Radio on Monday."

ARTICLE: Example = {
    "id": "bridge",
    "text": _TEXT,
    "title": "Bridge to open in spring",
    "url": "https://www.hillpost.example/bridge",
    "outlet": "The Hill Post",
    "published_at": "2026-03-02",
}

ASKED: Example = {**ARTICLE, "min_confidence": 0.5, "offset_unit": "code_point"}

RESULT: Example = {
    "id": "bridge",
    "outlet": {"name": "The Hill Post", "domain": None, "basis": "given", "confidence": 1.0, "mention": None},
    "agency": None,
    "quotes": [
        {
            "id": "q1",
            "type": "direct",
            "text": "“The bridge will open in May,”",
            "spans": [{"start": 0, "end": 30, "text": "“The bridge will open in May,”"}],
            "cue": {"start": 64, "end": 68, "text": "told"},
            "speaker": {
                "name": "Lena Marsh",
                "kind": "person",
                "role": "the town’s engineer",
                "entity": "e1",
                "mention": {"start": 31, "end": 41, "text": "Lena Marsh"},
            },
            "outlet": {
                "name": "Lake Radio",
                "domain": None,
                "via": "relay",
                "relation": "told",
                "mention": {"start": 69, "end": 79, "text": "Lake Radio"},
            },
            "confidence": 0.92,
            "confidences": {"quotation": 0.98, "speaker": 1.0, "outlet": 0.94},
        }
    ],
    "entities": [
        {
            "id": "e1",
            "name": "Lena Marsh",
            "kind": "person",
            "outlet": False,
            "aliases": [],
            "roles": ["the town’s engineer"],
            "mentions": [{"start": 31, "end": 41, "text": "Lena Marsh", "form": "name"}],
        },
        {
            "id": "e2",
            "name": "Lake Radio",
            "kind": "organization",
            "outlet": True,
            "aliases": [],
            "roles": [],
            "mentions": [{"start": 69, "end": 79, "text": "Lake Radio", "form": "name"}],
        },
    ],
    "offset_unit": "code_point",
    "model": {"name": "quotes-minilm", "version": "7"},
}

PROBLEM: Example = {
    "type": "about:blank",
    "title": "Unprocessable Entity",
    "status": 422,
    "detail": "Some fields are missing, unknown or out of range; see errors.",
    "errors": {"text": ["Missing data for required field."]},
    "request_id": "7c9e6a1f0b3d4e58a2c1",
}

_FAULTY: Example = {"id": "empty"}
_FAILURE: Example = {"id": "empty", "error": PROBLEM}

BATCH: Example = {"articles": [ARTICLE, _FAULTY], "match": True}
BATCH_RESULT: Example = {"results": [RESULT, _FAILURE], "matches": []}

MODEL: Example = {
    "name": "quotes-minilm",
    "version": "7",
    "weights_sha256": "0123456789abcdef" * 4,
    "data": ["newswire/train.jsonl sha256:" + "89abcdef01234567" * 4],
    "figures": {"newswire/dev.jsonl": {"articles": 45, "quoted.found": {"value": 97.5, "low": 95.5, "high": 98.9}}},
    "limits": ["English only"],
}

INDEX: Example = {
    "name": "Quote attribution",
    "version": "1",
    "links": {"quotes": "/v1/quotes", "docs": "/docs"},
}


def as_lines(*values: Example) -> str:
    """The values as NDJSON."""
    return "".join(f"{json.dumps(value, ensure_ascii=False)}\n" for value in values)


ARTICLE_LINES = as_lines(ARTICLE, _FAULTY)
ENTRY_LINES = as_lines(RESULT, _FAILURE)
