"""Request bodies of many kinds, valid and hostile, each made again from a seed and a number."""

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any
from urllib.parse import urlencode

ONE, BATCH = "/v1/quotes", "/v1/quotes/batch"
JSON, NDJSON = "application/json", "application/x-ndjson"
PARTS = [
    "“We won,” said Ada Moor.", "The mayor told Lake Radio that the bridge opens on Monday.", "He left. ", "\n\n",
    '"No," she said, "never."', "“Never", "”", "‘'\"«»", "\U0001f469\U0001f3fd\u200d\U0001f692", "e\u0301\u0301",
    "\u202e\u2066", "\x00", "\ufeff", "王毅", "\u2028", "\r\n", "\t", "\u00a0", "[SEP]", "Reuters", " ",
    "A. B. C. ", "\U0010ffff", "\u200b",
]  # fmt: skip
ODD_VALUES: list[Any] = [
    None, True, False, 0, -1, 7.5, 10**30, "", " ", "a", [], {}, [1], ["direct"], {"a": 1}, [[[]]], "2024-13-40",
]  # fmt: skip
FIELDS = ["id", "text", "title", "url", "outlet", "published_at", "min_confidence", "types", "offset_unit", "match"]
UNITS, TYPES = ["code_point", "utf16", "utf8"], ["direct", "mixed", "indirect"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A request to make. name: SEED:NUMBER. is_chunked: whether to send it without a length."""

    name: str
    kind: str
    target: str
    body: bytes
    headers: dict[str, str]
    is_chunked: bool = False

    def articles(self) -> list[Any]:
        """The articles of a body that was taken, None for a line that is no JSON."""
        if NDJSON in self.headers.get("Content-Type", ""):
            return [_read_or_none(line) for line in self.body.split(b"\n") if line.strip()]
        sent = json.loads(self.body.decode("utf-8-sig"))
        return list(sent["articles"]) if self.target.startswith(BATCH) else [sent]


Made = tuple[str, bytes, dict[str, str]]
"""Target, body, headers."""


def make_case(seed: int, number: int, *, max_bytes: int) -> Case:
    """The body of this number, its kind drawn at random; those over the limit are `max_bytes` and a little long."""
    rng = Random(f"{seed}:{number}")
    # rare, as each is large
    kind = "over the limit" if rng.random() < 0.003 else rng.choice(list(KINDS))
    target, body, headers = KINDS[kind](rng) if kind in KINDS else _over(rng, max_bytes)
    is_chunked = rng.random() < 0.2
    name = f"{seed}:{number}"
    return Case(name=name, kind=kind, target=target, body=body, headers=headers, is_chunked=is_chunked)


def text_of(rng: Random) -> str:
    """A text of the parts in any order; most are short."""
    return "".join(rng.choices(PARTS, k=1 + int(rng.expovariate(0.15))))


def article_of(rng: Random) -> dict[str, Any]:
    """A valid article."""
    optional = {"title": text_of(rng)[:200], "url": "https://lake.example/a", "outlet": "Lake Radio", "id": "a1"}
    return {"text": text_of(rng), **{name: value for name, value in optional.items() if rng.random() < 0.4}}


def options_of(rng: Random) -> dict[str, Any]:
    """Valid options."""
    every = {"min_confidence": round(rng.random(), 3), "offset_unit": rng.choice(UNITS), "types": rng.sample(TYPES, 2)}
    return {name: value for name, value in every.items() if rng.random() < 0.5}


def _valid(rng: Random) -> Made:
    made = [
        (ONE, _json(article_of(rng) | options_of(rng), rng), _typed(JSON)),
        (BATCH, _json({"articles": _some(rng), "match": rng.random() < 0.5} | options_of(rng), rng), _typed(JSON)),
        (f"{BATCH}?{urlencode({'offset_unit': rng.choice(UNITS)})}", _lines(rng), _typed(NDJSON)),
    ]
    return rng.choice(made)


def _mutated(rng: Random) -> Made:
    """A valid body with a few bytes changed, left out, doubled or cut off."""
    target, body, headers = _valid(rng)
    bytes_left = bytearray(body)
    for _ in range(rng.randint(1, 4)):
        place = rng.randrange(len(bytes_left) + 1)
        bytes_left[place : place + rng.randint(0, 3)] = rng.randbytes(rng.randint(0, 3))
    return target, bytes(bytes_left[: rng.choice([None, -1, len(bytes_left) // 2])]), headers


def _wrong_field(rng: Random) -> Made:
    changed = {rng.choice(FIELDS): rng.choice(ODD_VALUES)}
    if rng.random() < 0.5:
        return ONE, _json(article_of(rng) | changed, rng), _typed(JSON)
    return BATCH, _json({"articles": [article_of(rng) | changed, *_some(rng)]} | changed, rng), _typed(JSON)


def _no_object(rng: Random) -> Made:
    values = [*ODD_VALUES, {"articles": ODD_VALUES}, {"articles": rng.choice(ODD_VALUES)}, {"articles": [[]] * 9}]
    return rng.choice([ONE, BATCH]), _json(rng.choice(values), rng), _typed(JSON)


def _many(rng: Random) -> Made:
    """Many members of one sort: keys, empty articles, types, wrong lines."""
    n = rng.choice([10, 1_000, 60_000])
    made = [
        (ONE, b'{"text": "a", ' + b", ".join(b'"k%d": 0' % i for i in range(n)) + b"}", JSON),
        (BATCH, b'{"articles": [' + b", ".join([b"{}"] * n) + b"]}", JSON),
        (ONE, b'{"text": "a", "types": [' + b", ".join([b'"x"'] * n) + b"]}", JSON),
        (BATCH, b"{}\n" * n, NDJSON),
        (BATCH, b"\n" * n, NDJSON),
    ]
    target, body, content_type = rng.choice(made)
    return target, body, _typed(content_type)


def _deep(rng: Random) -> Made:
    opening, closing = rng.choice([(b"[", b"]"), (b'{"a":', b"}")])
    depth = rng.choice([50, 900, 20_000])
    nested = opening * depth + b"0" + closing * depth * rng.randint(0, 1)
    body = rng.choice([nested, b'{"text": ' + nested + b"}", b'{"articles": [' + nested + b"]}"])
    return rng.choice([ONE, BATCH]), body, _typed(rng.choice([JSON, NDJSON]))


def _number(rng: Random) -> Made:
    numbers = [b"1e999", b"-1e999", b"9" * 4_000, b"9" * 9_000, b"0." + b"3" * 100_000, b"NaN", b"-0", b"01", b"1e-999"]
    name = rng.choice([b"text", b"min_confidence", b"id", b"other"])
    return ONE, b'{"text": "a", "%s": %s}' % (name, rng.choice(numbers)), _typed(JSON)


def _twice(rng: Random) -> Made:
    body = rng.choice([b'{"text": "a", "text": "b"}', b'{"text": "a", "x": {"y": 1, "y": 1}}'])
    return rng.choice([ONE, BATCH]), body, _typed(JSON)


def _unwritable(rng: Random) -> Made:
    """Halves of surrogate pairs, and bytes that are no UTF-8, in any field."""
    bad = rng.choice([rb"\ud800", rb"\udc00\ud800", b"\xed\xa0\x80", b"\xff\xfe", b"\xc0\x80", b"\xf5\x80\x80\x80"])
    field = rng.choice(FIELDS).encode()
    member = rng.choice([b'"%s": "a%s"' % (field, bad), b'"%s": 0' % bad])
    text = b"" if field == b"text" else b'"text": "a", '
    return ONE, b"{" + text + member + b"}", _typed(JSON)


def _unknown(rng: Random) -> Made:
    name = rng.choice(["x" * 50_000, "\u202e" * 300, "\x00", "text ", "a.b.c", "", "_schema", "王" * 500])
    value = rng.choice(ODD_VALUES)
    body = {"articles": [article_of(rng) | {name: value}], name: value} if rng.random() < 0.5 else {name: value}
    return rng.choice([ONE, BATCH]), _json(body, rng), _typed(JSON)


def _headed(rng: Random) -> Made:
    """A valid body under odd headers, or in another encoding than they say."""
    target, body, headers = _valid(rng)
    odd = [
        {"Content-Encoding": rng.choice(["gzip", "br", "identity", "x" * 500])},
        {
            "Content-Type": rng.choice(
                ["text/plain", "", "application/json; charset=latin-1", "application/json;;;", "/"]
            )
        },
        {"X-Request-ID": rng.choice(["ok-1", "x" * 5_000, "a b", "%0a", "é"])},
        {"Accept": "text/html", "Accept-Encoding": "gzip, *;q=0"},
        {"Authorization": rng.choice(["Bearer", "Basic eA==", "x" * 4_000])},
    ]
    packed = rng.choice([body, gzip.compress(body), body.decode().encode("utf-16")])
    return target, packed, headers | rng.choice(odd)


def _asked(rng: Random) -> Made:
    """Odd options in the query."""
    query = rng.choice(
        [
            "min_confidence=nan",
            "min_confidence=2",
            "types=x&types=direct",
            "offset_unit=%ff",
            "x=" + "y" * 2_000,
            "=&&=",
        ]
    )
    return f"{rng.choice([ONE, BATCH])}?{query}", _json(article_of(rng), rng), _typed(JSON)


def _worst_text(rng: Random) -> Made:
    """One part over and over, as long as most tests of a whole server can wait for."""
    text = rng.choice(PARTS) * rng.choice([50, 400])
    return ONE, _json({"text": text, "offset_unit": rng.choice(UNITS)}, rng), _typed(JSON)


def _empty(rng: Random) -> Made:
    return (
        rng.choice([ONE, BATCH]),
        rng.choice([b"", b" ", b"\n\n", b"\xef\xbb\xbf"]),
        _typed(rng.choice([JSON, NDJSON])),
    )


def _over(rng: Random, max_bytes: int) -> Made:
    return rng.choice([ONE, BATCH]), b" " * (max_bytes + 1 + rng.randrange(1_000)), _typed(JSON)


KINDS: dict[str, Callable[[Random], Made]] = {
    # several times, so that every third body is good or nearly so
    **{f"valid {n}": _valid for n in range(4)},
    **{f"mutated {n}": _mutated for n in range(4)},
    "wrong field": _wrong_field,
    "no object": _no_object,
    "many": _many,
    "deep": _deep,
    "number": _number,
    "twice": _twice,
    "unwritable": _unwritable,
    "unknown field": _unknown,
    "headers": _headed,
    "query": _asked,
    "worst text": _worst_text,
    "empty": _empty,
}


def _typed(content_type: str) -> dict[str, str]:
    return {"Content-Type": content_type}


def _some(rng: Random) -> list[Any]:
    return [article_of(rng) for _ in range(rng.randint(0, 3))]


def _json(value: Any, rng: Random) -> bytes:
    return json.dumps(value, ensure_ascii=rng.random() < 0.5).encode()


def _lines(rng: Random) -> bytes:
    lines = [_json(article, rng) for article in _some(rng)] + [b"", b"{", b'{"text": 1}'][: rng.randint(0, 3)]
    rng.shuffle(lines)
    return b"\n".join(lines)


def _read_or_none(line: bytes) -> Any:
    try:
        return json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
