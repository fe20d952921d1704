"""Hand-made spans, quotations and links, for tests of what comes after the network."""

import re
from collections.abc import Mapping
from typing import cast

from models.decode.links import Answer, LinkTable, mean_answer
from models.decode.looks import Looks
from models.decode.quotations import FoundQuotation
from models.decode.second_look import SecondLook
from models.decode.spans import ScoredSpan
from models.network.backend import PieceSpan
from models.resolve.entities import Cast, gather
from models.spans import CharSpan

_NAME = re.compile(r"\[(?:(?P<kind>\w+)\|)?(?P<words>[^\]]+)\]")
NO_LINKS: Mapping[tuple[str, str], Answer] = {}
NO_ANSWERS: Mapping[int, Answer] = {}


def span_of(text: str, words: str, *, nth: int = 0) -> CharSpan:
    """Where the words stand, the first time or a later one."""
    start = text.index(words)
    for _ in range(nth):
        start = text.index(words, start + 1)
    return CharSpan(start, start + len(words))


def scored(text: str, words: str, *, kind: str = "content", nth: int = 0, confidence: float = 0.9) -> ScoredSpan:
    """A span as a tag layer would give it, with every code point for a piece."""
    span = span_of(text, words, nth=nth)
    pieces = PieceSpan(first=span.start, last=span.end - 1)
    return ScoredSpan(span=span, pieces=pieces, kind=kind, confidence=confidence)


def marked_names(marked: str) -> tuple[str, list[ScoredSpan]]:
    """The text without its brackets, and a name for each: `[Ada Moor]`, `[location|York]`; a person if not said."""
    text, names, done = "", list[ScoredSpan](), 0
    for match in _NAME.finditer(marked):
        text += marked[done : match.start()]
        span = CharSpan(len(text), len(text) + len(match["words"]))
        pieces = PieceSpan(first=span.start, last=span.end - 1)
        names.append(ScoredSpan(span=span, pieces=pieces, kind=match["kind"] or "person", confidence=0.9))
        text, done = text + match["words"], match.end()
    return text + marked[done:], names


def marked_cast(marked: str) -> tuple[str, Cast]:
    """The text without its brackets and the entities of the names in them."""
    text, names = marked_names(marked)
    return text, gather(text, names)


def quotation(text: str, *contents: str, mention: str | None = None, cue: str | None = None) -> FoundQuotation:
    """A quotation before its speaker is known, its parts given by their words."""
    return FoundQuotation(
        type="direct",
        contents=tuple(scored(text, words) for words in contents),
        cue=scored(text, cue, kind="cue") if cue else None,
        mention=scored(text, mention, kind="source") if mention else None,
        confidence=0.9,
    )


class HandMadeLinks(LinkTable):
    """Answers from a table by relation and by the words that ask; no answer in the article where it has none."""

    def __init__(self, text: str, answers: Mapping[tuple[str, str], Answer] = NO_LINKS) -> None:
        self._text = text
        self._given = answers

    def answer(self, relation: str, span: ScoredSpan) -> Answer:
        """What the table says."""
        return self._given.get((relation, span.span.cut(self._text)), Answer(none=1.0))


class HandMadeLook(SecondLook):
    """Answers from tables by the number of the content or the source that asks; nobody where a table has none."""

    def __init__(
        self,
        *,
        contents: Mapping[int, Answer] = NO_ANSWERS,
        sources: Mapping[int, Answer] = NO_ANSWERS,
        relays: Mapping[int, Answer] = NO_ANSWERS,
    ) -> None:
        self._speakers, self._meant, self._relayed = contents, sources, relays

    def speaker_of_content(self, number: int) -> Answer:
        """What the table of contents says."""
        return self._speakers.get(number, Answer(none=1.0))

    def speaker_of_source(self, number: int) -> Answer:
        """What the table of sources says."""
        return self._meant.get(number, Answer(none=1.0))

    def relay_of_content(self, number: int) -> Answer:
        """What the table of relays says."""
        return self._relayed.get(number, Answer(none=1.0))


class HandMadeLooks:
    """Two looks of which each counts for half."""

    def __init__(self, *, near: HandMadeLook, far: HandMadeLook) -> None:
        self._near, self._far = near, far

    def near_speaker_of_content(self, number: int) -> Answer:
        """What the near look says alone."""
        return self._near.speaker_of_content(number)

    def far_speaker_of_content(self, number: int) -> Answer:
        """What the far look says alone."""
        return self._far.speaker_of_content(number)

    def speaker_of_content(self, number: int) -> Answer:
        """What both say."""
        return mean_answer([self.near_speaker_of_content(number), self.far_speaker_of_content(number)])

    def near_speaker_of_source(self, number: int) -> Answer:
        """What the near look says alone."""
        return self._near.speaker_of_source(number)

    def far_speaker_of_source(self, number: int) -> Answer:
        """What the far look says alone."""
        return self._far.speaker_of_source(number)

    def speaker_of_source(self, number: int) -> Answer:
        """What both say."""
        return mean_answer([self.near_speaker_of_source(number), self.far_speaker_of_source(number)])

    def near_relay_of_content(self, number: int) -> Answer:
        """What the near look says alone."""
        return self._near.relay_of_content(number)

    def far_relay_of_content(self, number: int) -> Answer:
        """What the far look says alone."""
        return self._far.relay_of_content(number)


def looks_of(
    *,
    contents: Mapping[int, Answer] = NO_ANSWERS,
    sources: Mapping[int, Answer] = NO_ANSWERS,
    relays: Mapping[int, Answer] = NO_ANSWERS,
    near: HandMadeLook | None = None,
) -> Looks:
    """Hand-made looks; the near one says the same as the far one where it is not given apart."""
    far = HandMadeLook(contents=contents, sources=sources, relays=relays)
    return cast(Looks, HandMadeLooks(near=near or far, far=far))


def points_to(number: int, probability: float = 0.9) -> Answer:
    """An answer that points at one candidate; the rest says that there is none."""
    return Answer(mass={number: probability}, none=1.0 - probability)
