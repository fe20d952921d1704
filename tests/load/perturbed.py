"""An archive of quotations of which it is known which are the same: those of the data, and what reporters make of them.

Some of those that are the data's own are recast, since an archive of a million has far more different quotations than
the data; recast ones keep the pattern and the small words. Nothing of the data is kept but in the files asked for.
"""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

from tests.load.perturbing import OTHER, SAME, recast, with_stock_phrase

SOURCES = ("worldquotes/dev.jsonl", "polnear/dev.jsonl", "polnear/train.jsonl")
ORIGINAL = "original"
ANOTHER_SPEAKER = "few words, another speaker"
STOCK = "behind a stock phrase"

_MARKS = re.compile('["“”«»]')
_RUN_WORDS = 5
_MIN_WORDS, _MAX_WORDS = 5, 120
_FEW_WORDS = 7
_QUOTES_AN_ARTICLE = 4
_STOCK_SHARE, _SAME_SHARE, _OTHER_SHARE = 0.1, 0.5, 0.3
_N_EDITS = (1, 1, 2, 3, 5, len(SAME))
_SHORTENING = ("cut beginning", "cut end", "cut both", "ellipsis in the middle")
_GIVEN = (("Sergey", "Sergei"), ("Mohammed", "Mohammad"), ("Yelena", "Elena"), ("Philip", "Phillip"), ("Ingrid",) * 2)
_FAMILY = (("Volkovsky", "Volkovskyy"), ("Haddadin", "Hadadin"), ("Okafor",) * 2, ("Brandstetter", "Brandsteter"))
_TITLES = ("Foreign Minister", "President", "Mr")
_OUTLETS = ("Harbour Gazette", "Lake Radio", "The Hill Post", "Quay Times", "North Wire")


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One quotation; `base` is the number of the statement, the same for the same statement alone.

    origin: the base that it was made from, another one where the change makes another statement
    """

    text: str
    speaker: str | None
    base: int
    origin: int
    kind: str


def read_bases(data: Path) -> list[str]:
    """Quotations of the data of which no two share a run of five words."""
    seen = set[tuple[str, ...]]()
    kept = []
    for text in (text for source in SOURCES for text in _quotations(data / source)):
        words = re.findall(r"\w+", text.casefold())
        runs = {tuple(words[i : i + _RUN_WORDS]) for i in range(len(words) - _RUN_WORDS + 1)}
        if _MIN_WORDS <= len(text.split()) <= _MAX_WORDS and runs and not runs & seen:
            seen |= runs
            kept.append(text)
    return kept


def _quotations(file: Path) -> Iterator[str]:
    for line in file.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        for quote in article.get("quotes", article.get("attributions")):
            yield " ".join(article["text"][start:end] for start, end in quote.get("spans") or quote["content"])


def make_quotations(bases: Sequence[str], *, n: int, seed: int) -> list[Made]:
    """About n quotations in random order."""
    rng = random.Random(seed)
    texts = rng.sample(list(bases), len(bases))
    vocabulary = [
        word for text in texts for word in text.split() if word.isalpha() and word.islower() and len(word) > 3
    ]
    made: list[Made] = []
    for number, text in enumerate(_endlessly(texts, rng=rng, vocabulary=vocabulary)):
        made += _family(text, number=number, rng=rng, vocabulary=vocabulary)
        if len(made) >= n:
            break
    return rng.sample(made, len(made))


def _endlessly(texts: Sequence[str], *, rng: random.Random, vocabulary: Sequence[str]) -> Iterator[str]:
    """The texts, then others made from each of them, again and again."""
    yield from texts
    for text in cycle(texts):
        if other := recast(text.split(), rng=rng, vocabulary=vocabulary):
            yield other


def _family(text: str, *, number: int, rng: random.Random, vocabulary: Sequence[str]) -> Iterator[Made]:
    """A statement, the same as others have it, and other statements made from it."""
    person = rng.choice(_GIVEN), rng.choice(_FAMILY)
    kinds = rng.sample(list(SAME), rng.choice(_N_EDITS)) if rng.random() < _SAME_SHARE else []
    # What is changed round a quoted stretch leaves the quoted words the same.
    is_plain = not _MARKS.search(text)
    other = rng.choice([*OTHER, ANOTHER_SPEAKER]) if is_plain and rng.random() < _OTHER_SHARE else None
    is_stock = rng.random() < _STOCK_SHARE
    base = {"base": number, "origin": number}
    if is_stock:
        text = with_stock_phrase(text, rng=rng)
    if other or is_stock:
        # What is left of a shortened one could be of either.
        kinds = [kind for kind in kinds if kind not in _SHORTENING]
    yield Made(text=text, speaker=_full_name(person), kind=STOCK if is_stock else ORIGINAL, **base)
    for kind in kinds:
        if (edited := SAME[kind](text.split(), rng, vocabulary)) and edited != text:
            yield Made(text=edited, speaker=_name(person, rng), kind=kind, **base)
    if other and (made := _another(text, other, rng=rng, vocabulary=vocabulary)):
        speaker = "Tamsin Oyelaran" if other == ANOTHER_SPEAKER else _name(person, rng)
        yield Made(text=made, speaker=speaker, base=-number - 1, origin=number, kind=other)


def _another(text: str, kind: str, *, rng: random.Random, vocabulary: Sequence[str]) -> str | None:
    if kind == ANOTHER_SPEAKER:
        return text if len(text.split()) <= _FEW_WORDS and re.fullmatch(r"[\w ]+", text) else None
    return OTHER[kind](text.split(), rng, vocabulary)


def _full_name(person: tuple[tuple[str, ...], tuple[str, ...]]) -> str:
    given, family = person
    return f"{given[0]} {family[0]}"


def _name(person: tuple[tuple[str, ...], tuple[str, ...]], rng: random.Random) -> str | None:
    """The name as one of many outlets would give it."""
    given, family = rng.choice(person[0]), rng.choice(person[1])
    return rng.choice([f"{given} {family}", f"{given} {family}", person[1][0], f"{rng.choice(_TITLES)} {family}", None])


def write_outputs(quotations: Sequence[Made], out: Path, *, seed: int) -> None:
    """The quotations as the batch client writes them, some to an article; the id of each is its place."""
    rng = random.Random(seed)
    with out.open("w", encoding="utf-8") as lines:
        for start in range(0, len(quotations), _QUOTES_AN_ARTICLE):
            group = enumerate(quotations[start : start + _QUOTES_AN_ARTICLE], start=start)
            lines.write(f"{json.dumps(_entry(f'a{start}', [_quote(place, made) for place, made in group], rng))}\n")


def _entry(article: str, quotes: list[dict[str, Any]], rng: random.Random) -> dict[str, Any]:
    return {
        "id": article,
        "outlet": {"name": rng.choice(_OUTLETS)},
        "agency": None,
        "quotes": quotes,
        "article": {"published_at": f"2026-03-{rng.randint(1, 28):02d}"},
    }


def _quote(place: int, made: Made) -> dict[str, Any]:
    speaker = made.speaker and {"name": made.speaker, "kind": "person"}
    return {"id": str(place), "text": made.text, "speaker": speaker, "outlet": None}
