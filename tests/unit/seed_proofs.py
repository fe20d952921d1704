"""What each phenomenon of the seeds' README means on the gold: a proof for every line of its table."""

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

SEEDS = Path(__file__).parents[2] / "seeds"
PRONOUNS = {"he", "she", "it", "they"}
GENERIC_OUTLETS = {"state media", "local media", "Russian news agencies"}

Line = dict[str, Any]


def lines(name: str) -> dict[str, Line]:
    rows = (json.loads(row) for row in (SEEDS / name).read_text("utf-8").splitlines())
    return {row["id"]: row for row in rows}


ARTICLES = lines("articles.jsonl")
GOLD = lines("gold.jsonl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A line of the README's table: these words of this article show the phenomenon."""

    phenomenon: str
    article: str
    words: str

    @property
    def request(self) -> Line:
        return ARTICLES[self.article]

    @property
    def gold(self) -> Line:
        return GOLD[self.article]

    @property
    def text(self) -> str:
        return str(self.gold["text"])

    def quotes(self) -> list[Line]:
        """The quotations that the words belong to, the innermost last."""
        found = [q for q in self.gold["quotes"] if any(self.words in piece for piece in q["text"])]
        return sorted(found, key=lambda q: -len("".join(q["text"])))

    def quote(self) -> Line:
        return self.quotes()[-1]

    def mention(self) -> str:
        return self.text[slice(*self.quote()["speaker"]["mention"])]

    def speaker(self) -> str:
        return str(self.quote()["speaker"]["name"])

    def around(self) -> list[str]:
        """What stands between the pieces of the quotation."""
        spans = self.quote()["spans"]
        return [self.text[a[1] : b[0]] for a, b in pairwise(spans)]

    def relay(self) -> Line:
        return dict(self.quote()["relay"] or {})


def read_claims() -> list[Claim]:
    rows = re.findall(
        r"^\| ([\w, -]+) \| ([\w-]+) \| `(.+)` \|$", (SEEDS / "README.md").read_text("utf-8"), re.MULTILINE
    )
    return [Claim(phenomenon=p, article=a, words=w) for p, a, w in rows]


def is_trap(claim: Claim) -> bool:
    return claim.words in claim.text and not claim.quotes()


def is_of_type(kind: str) -> Callable[[Claim], bool]:
    return lambda claim: claim.quote()["type"] == kind


def speaker_is(kind: str) -> Callable[[Claim], bool]:
    return lambda claim: claim.quote()["speaker"]["kind"] == kind


def is_marked(opening: str, closing: str) -> Callable[[Claim], bool]:
    return lambda claim: bool(claim.quote()) and claim.words[0] in opening and claim.words[-1] in closing


def is_relayed(relation: str) -> Callable[[Claim], bool]:
    return lambda claim: claim.relay()["relation"] == relation and claim.relay()["mention"] is not None


def is_broken_by_cue(claim: Claim) -> bool:
    cue = claim.text[slice(*claim.quote()["cue"])]
    return len(claim.around()) == 1 and cue in claim.around()[0] and "\n" not in claim.around()[0]


def is_reopened(claim: Claim) -> bool:
    pieces = claim.quote()["text"]
    return (
        all(gap.strip() == "" and "\n" in gap for gap in claim.around())
        and [piece[0] for piece in pieces] == ["“"] * len(pieces)
        and [piece.count("”") for piece in pieces] == [0] * (len(pieces) - 1) + [1]
    )


def is_never_closed(claim: Claim) -> bool:
    (piece,) = claim.quote()["text"]
    return piece.count('"') == 1 and piece.startswith('"')


def has_apostrophe(claim: Claim) -> bool:
    return is_marked("'‘", "'’")(claim) and bool(re.search(r"\w['’]\w", claim.words))


def is_inner_of_two(claim: Claim) -> bool:
    outer, inner = claim.quotes()
    return outer["speaker"]["name"] != inner["speaker"]["name"]


def is_marked_inside(claim: Claim) -> bool:
    return len(claim.quotes()) == 1 and not any(piece.startswith(claim.words) for piece in claim.quote()["text"])


def is_whole_paragraph(claim: Claim) -> bool:
    return claim.quote()["cue"] is None and set(claim.quote()["text"]) <= set(claim.text.split("\n\n"))


def is_after_name(claim: Claim) -> bool:
    start = claim.quote()["spans"][0][0]
    return claim.quote()["cue"] is None and claim.text[:start].endswith(f"{claim.mention()}: ")


def holds_on(claim: Claim) -> bool:
    earlier = [q for q in claim.gold["quotes"] if q["spans"][0] < claim.quote()["spans"][0] and q["relay"]]
    return claim.relay()["mention"] is None and earlier[-1]["relay"]["name"] == claim.relay()["name"]


def is_told_the_publisher(claim: Claim) -> bool:
    return claim.relay()["name"] == claim.gold["publisher"] and claim.relay()["relation"] == "told"


def is_written_in_outlet(claim: Claim) -> bool:
    return claim.text[slice(*claim.quote()["cue"])] == "wrote" and is_relayed("told")(claim)


def is_reported_by_generic(claim: Claim) -> bool:
    return is_relayed("reported")(claim) and claim.relay()["name"] in GENERIC_OUTLETS


def has_other_person_and_relay(claim: Claim) -> bool:
    others = {name for name in person_names(claim) if name != claim.speaker()}
    return bool(others) and claim.relay()["name"] not in person_names(claim)


def person_names(claim: Claim) -> set[str]:
    return {claim.text[a:b] for a, b, kind in claim.gold["entities"] if kind == "Person"}


def pronoun_for(kind: str) -> Callable[[Claim], bool]:
    return lambda claim: claim.mention().lower() in PRONOUNS and speaker_is(kind)(claim)


def is_surname_alone(claim: Claim) -> bool:
    return claim.mention() == claim.speaker().split()[-1] != claim.speaker()


def is_role_alone(claim: Claim) -> bool:
    is_nominal = claim.mention().lower().startswith("the ") and claim.mention().lower() not in PRONOUNS
    return is_nominal and claim.speaker().lower() not in claim.mention().lower()


def shares_surname(claim: Claim) -> bool:
    speakers = {q["speaker"]["name"] for q in claim.gold["quotes"]}
    return any(n != claim.speaker() and n.split()[-1] == claim.speaker().split()[-1] for n in speakers)


def is_spelt_otherwise(claim: Claim) -> bool:
    return claim.mention() != claim.speaker() and 85 < fuzz.ratio(claim.mention(), claim.speaker()) < 100


def is_agency_at(pattern: str) -> Callable[[Claim], bool]:
    return lambda claim: (
        bool(claim.gold["agency"] and re.search(pattern, claim.text, re.MULTILINE)) and (claim.words in claim.text)
    )


def is_publisher_in_text(claim: Claim) -> bool:
    is_silent = not {"url", "outlet"} & claim.request.keys()
    return is_silent and claim.text.endswith(claim.words) and claim.words.endswith(claim.gold["publisher"])


def holds_characters(test: Callable[[str], bool]) -> Callable[[Claim], bool]:
    return lambda claim: claim.words in claim.text and any(test(c) for c in claim.words)


def is_in_two_outlets(claim: Claim) -> bool:
    others = [q for name, line in GOLD.items() if name != claim.article for q in line["quotes"]]
    alike = [q for q in others if 90 < fuzz.ratio(q["text"][0], claim.quote()["text"][0]) < 100]
    return [q["speaker"]["name"] for q in alike] == [claim.speaker()]


PROOFS: dict[str, Callable[[Claim], bool]] = {
    "direct quotation": is_of_type("direct"),
    "mixed quotation": is_of_type("mixed"),
    "indirect quotation": is_of_type("indirect"),
    "broken by its cue": is_broken_by_cue,
    "paragraphs with reopened marks": is_reopened,
    "missing closing mark": is_never_closed,
    "curly marks": is_marked("“", "”"),
    "straight marks": is_marked('"', '"'),
    "single marks with apostrophes": has_apostrophe,
    "guillemets": is_marked("«", "»"),
    "quotation marks inside a quotation": is_marked_inside,
    "quotation in a quotation": is_inner_of_two,
    "scare quotes": is_trap,
    "title of a work": is_trap,
    "nickname": is_trap,
    "paragraph with nothing but a quotation": is_whole_paragraph,
    "name before the words, no cue": is_after_name,
    "interview held on": holds_on,
    "told an outlet": is_relayed("told"),
    "told the publisher itself": is_told_the_publisher,
    "wrote in an outlet": is_written_in_outlet,
    "reported by an outlet": is_relayed("reported"),
    "reported by a generic outlet": is_reported_by_generic,
    "relay beside two people": has_other_person_and_relay,
    "pronoun for a person": pronoun_for("person"),
    "pronoun for an organisation": pronoun_for("organization"),
    "surname alone": is_surname_alone,
    "role alone": is_role_alone,
    "two people with one surname": shares_surname,
    "name spelt two ways": is_spelt_otherwise,
    "unnamed speaker": speaker_is("unnamed"),
    "nobody can be told": lambda claim: claim.quote()["speaker"]["name"] is None and speaker_is("unknown")(claim),
    "document speaks": speaker_is("document"),
    "organisation speaks": speaker_is("organization"),
    "agency in the byline": is_agency_at(r"\ABy "),
    "agency in the dateline": is_agency_at(r"\A.*\(\w+\) —"),
    "agency in a credit": is_agency_at(r"^Source: .*\Z"),
    "publisher by the address": lambda claim: claim.words in claim.request["url"] and bool(claim.gold["publisher"]),
    "publisher by the text": is_publisher_in_text,
    "publisher given": lambda claim: claim.request["outlet"] == claim.gold["publisher"] == claim.words,
    "non-breaking space": holds_characters(lambda c: c == "\u00a0"),
    "emoji": holds_characters(lambda c: ord(c) > 0xFFFF),
    "accents": holds_characters(lambda c: unicodedata.normalize("NFD", c) != c),
    "original script": holds_characters(lambda c: c.isalpha() and not unicodedata.name(c).startswith("LATIN")),
    "no quotation": lambda claim: claim.words in claim.text and claim.gold["quotes"] == [],
    "wish, belief or intention": is_trap,
    "same words in two outlets": is_in_two_outlets,
}
CLAIMS = read_claims()
