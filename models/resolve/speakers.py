"""Quotation → speaker: the written mention and the network's links together say which entity, or who without a name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.decode.links import Answer, LinkTable, mean_answer
from models.decode.quotations import FoundQuotation
from models.records import SpeakerKind
from models.resolve.entities import Cast
from models.spans import CharSpan

PRONOUN = re.compile(r"i|he|she|it|they|we|you|who|him|her|them|his|their|himself|herself", re.IGNORECASE)
_DOCUMENT = re.compile(
    r"\b(reports?|statements?|letters?|stud(?:y|ies)|surveys?|polls?|documents?|bills?|laws?|constitution|articles?|data|"
    r"figures|statistics|census|papers?|posts?|tweets?|messages?|emails?|complaint|indictment|affidavit|ruling|"
    r"memo|files?|notice|website|text|agreement|charter|manifesto|guidelines|results|research|analysis|records)$",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(police|government|ministry|department|company|firm|party|court|authority|authorities|commission|committee|"
    r"council|agency|bank|union|university|association|federation|parliament|administration|office|bureau|army|"
    r"military|group|organi[sz]ation|club|board|institute|foundation|service|state)$",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s(?:of|from|for|in|at|on|by|with|who|that|which|to)\s.*|,.*", re.DOTALL)
_PREPOSITION = re.compile(r"\b(?:of|for|by|to|from|with|in|at|on|about|against|than)\b", re.IGNORECASE)
_NAME_END = re.compile(r"\s*(?:$|[,(\[–—])")
_ARTICLE = re.compile(r"(?:the\s+)?", re.IGNORECASE)
_NEAR_TIE = 2.0
"""How many times likelier the first of two namesakes must be; under it nobody is named."""
_LEAST_SIGN = 0.05
"""Probability that the likelier of two namesakes needs at least."""
_CARRIED = 0.4
"""Raw probability of a speaker taken over from the quotation before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerChoice:
    """Who speaks.

    entity:      number of the entity in the cast, None for a speaker without a name or none at all
    words:       for a speaker without a name the words that describe them, else None
    probability: in [0, 1] that this choice is right, not calibrated
    """

    entity: int | None
    words: CharSpan | None
    kind: SpeakerKind | None
    probability: float


_NOBODY = SpeakerChoice(entity=None, words=None, kind=None, probability=0.5)


def choose_speakers(
    text: str, quotations: Sequence[FoundQuotation], *, cast: Cast, table: LinkTable
) -> list[SpeakerChoice]:
    """One choice a quotation, in order.

    A pronoun or a bare quotation that shows no speaker is taken to go on from the last known one.
    """
    choices: list[SpeakerChoice] = []
    carried = _NOBODY
    for quotation in quotations:
        choice = _choose(text, quotation, cast, table) or carried
        choices.append(choice)
        carried = carried if choice.kind is None else replace(choice, probability=_CARRIED)
    return choices


@dataclass(frozen=True, slots=True, kw_only=True)
class _Evidence:
    """How likely each entity is, that the speaker has no name, and that the name stands out of sight."""

    entities: dict[int, float]
    none: float
    elsewhere: float

    @classmethod
    def of(cls, answer: Answer, cast: Cast) -> "_Evidence":
        entities: dict[int, float] = {}
        for name, probability in answer.mass.items():
            entity = cast.entity_of[name]
            entities[entity] = entities.get(entity, 0.0) + probability
        return cls(entities=entities, none=answer.none, elsewhere=answer.elsewhere)

    def probability(self, entity: int) -> float:
        """Of one entity; 0.0 where nothing points to it."""
        return self.entities.get(entity, 0.0)


def _choose(text: str, quotation: FoundQuotation, cast: Cast, table: LinkTable) -> SpeakerChoice | None:
    """The speaker by the quotation's own evidence; None where that does not show one.

    A name written by the cue is evidence by itself: its probability is at least a half.
    """
    answer, mention = table.mean("speaker", quotation.contents), quotation.mention
    if mention is not None:
        named = head_name(text, mention.span, cast)
        if named is not None:
            written = _entity_choice(cast, _Evidence.of(answer, cast), named)
            return written if written.kind is None else replace(written, probability=(1 + written.probability) / 2)
        if not cast.has_name(mention.span):
            answer = mean_answer([answer, table.answer("antecedent", mention)])
    evidence = _Evidence.of(answer, cast)
    best = max(evidence.entities, key=evidence.probability, default=None)
    if best is not None and evidence.probability(best) >= max(evidence.none, evidence.elsewhere):
        return _entity_choice(cast, evidence, best)
    if mention is None or evidence.none < evidence.elsewhere or PRONOUN.fullmatch(mention.span.cut(text)):
        return None
    kind = unnamed_kind(text, mention.span, cast)
    return SpeakerChoice(entity=None, words=mention.span, kind=kind, probability=evidence.none)


def head_name(text: str, mention: CharSpan, cast: Cast) -> int | None:
    """The entity whose name is the head of a mention beyond doubt, else None.

    `Foreign Minister Sergey Lavrov` and `Lavrov, the minister` are Lavrov; `Lavrov's aide` and `an aide to Lavrov`
    are not. An organization's name must be the whole mention.
    """
    inside = cast.index.overlapping(mention)
    if not inside:
        return None
    name = cast.names[inside[0]].span
    before, after = text[mention.start : name.start], text[name.end : mention.end]
    entity = cast.entity_of[inside[0]]
    if cast.entities[entity].kind == "person":
        return entity if not _PREPOSITION.search(before) and _NAME_END.match(after) else None
    is_whole = _ARTICLE.fullmatch(before) and not after.strip(" \u00a0,")
    return entity if is_whole and cast.entities[entity].kind == "organization" else None


def _entity_choice(cast: Cast, evidence: _Evidence, number: int) -> SpeakerChoice:
    """The entity; for a shared part of a name the clearly likelier bearer, and nobody when there is none."""
    entity = cast.entities[number]
    probability = evidence.probability(number)
    if entity.rivals:
        first, second = sorted(entity.rivals, key=evidence.probability, reverse=True)[:2]
        if evidence.probability(first) < max(_LEAST_SIGN, _NEAR_TIE * evidence.probability(second)):
            return _NOBODY
        probability, number = probability + evidence.probability(first), first
    kind: SpeakerKind = "person" if entity.kind == "person" else "organization"
    return SpeakerChoice(entity=number, words=None, kind=kind, probability=min(1.0, probability))


def unnamed_kind(text: str, words: CharSpan, cast: Cast) -> SpeakerKind:
    """Whether words without a person's name tell of a document, a body or people."""
    head = _TAIL.sub("", words.cut(text)).rstrip()
    if _DOCUMENT.search(head):
        return "document"
    return "organization" if cast.name_ending(words) is not None or _BODY.search(head) else "unnamed"
