"""Findings → the records of the contract: names, roles, outlets and calibrated confidences."""

from dataclasses import dataclass

from models.attribution import AttributedQuotation, Findings
from models.config import CalibrationConfig
from models.records import (
    Article,
    Confidences,
    Entity,
    Mention,
    MentionForm,
    Quotation,
    Result,
    Speaker,
)
from models.resolve.mentions import PRONOUN
from models.resolve.outlet_names import OutletNamer
from models.resolve.publisher import find_agency, find_publisher
from models.resolve.registry import Registry
from models.resolve.sources import SourceNamer
from models.spans import CharSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerMaker:
    """Owns what is needed beside the findings: known outlets and the confidence curves."""

    registry: Registry
    calibration: CalibrationConfig

    def outlets(self, article: Article) -> OutletNamer:
        """Who publishes the article, and what it calls outlets."""
        publisher = find_publisher(article, registry=self.registry)
        return OutletNamer.of(article.text, publisher=publisher, registry=self.registry)

    def result(self, article: Article, findings: Findings, outlets: OutletNamer) -> Result:
        """The records of one article, quotations and entities in text order."""
        ids = _entity_ids(findings)
        speakers = _SpeakerMaker(findings=findings, ids=ids)
        sources = SourceNamer.of(article.text, outlets)
        quotations = [
            self._quotation(number, attributed, speakers.speaker(attributed), sources)
            for number, attributed in enumerate(findings.quotations, start=1)
        ]
        return Result(
            outlet=outlets.publisher,
            agency=find_agency(article, registry=self.registry),
            quotations=tuple(quotations),
            entities=_entities(article.text, findings, ids),
        )

    def _quotation(
        self, number: int, attributed: AttributedQuotation, speaker: Speaker | None, sources: SourceNamer
    ) -> Quotation:
        found, relay = attributed.found, attributed.relay
        raw = Confidences(quotation=found.confidence, speaker=attributed.speaker.probability, outlet=relay.probability)
        return Quotation(
            id=f"q{number}",
            type=found.type,
            spans=tuple(content.span for content in found.contents),
            cue=found.cue.span if found.cue else None,
            speaker=speaker,
            outlet=sources.source(relay, speaker=speaker),
            confidence=self.calibration.whole(raw),
            confidences=self.calibration.parts(raw),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _SpeakerMaker:
    """Speaker records of one article; `ids` are the entities' ids by their number in the cast."""

    findings: Findings
    ids: dict[int, str]

    def speaker(self, attributed: AttributedQuotation) -> Speaker | None:
        """The record of a choice; None for nobody."""
        choice, mention = attributed.speaker, attributed.found.mention
        name = self.findings.name_of(choice)
        if choice.kind is None or name is None:
            return None
        entity = choice.entity
        roles = [] if entity is None else self.findings.roles.get(entity, [])
        return Speaker(
            name=name,
            kind=choice.kind,
            role=roles[0].cut(self.findings.text) if roles else None,
            entity=None if entity is None else self.ids[entity],
            mention=mention.span if mention else None,
        )


def _entity_ids(findings: Findings) -> dict[int, str]:
    """Entities that the text names are numbered by where it first does."""
    cast = findings.cast
    named = [number for number, entity in enumerate(cast.entities) if entity.mentions]
    order = sorted(named, key=lambda number: cast.names[cast.entities[number].mentions[0]].span)
    return {number: f"e{place}" for place, number in enumerate(order, start=1)}


def _entities(text: str, findings: Findings, ids: dict[int, str]) -> tuple[Entity, ...]:
    """All entities in the order of their ids, with the pronouns and descriptions that led to them as speakers."""
    pointed: dict[int, set[Mention]] = {}
    for attributed in findings.quotations:
        mention, entity = attributed.found.mention, attributed.speaker.entity
        if mention and entity is not None and not findings.cast.has_name(mention.span):
            form: MentionForm = "pronoun" if PRONOUN.fullmatch(mention.span.cut(text)) else "nominal"
            pointed.setdefault(entity, set()).add(Mention(span=mention.span, form=form))
    return tuple(_entity(text, findings, number, name, pointed.get(number, set())) for number, name in ids.items())


def _entity(text: str, findings: Findings, number: int, entity_id: str, pointed: set[Mention]) -> Entity:
    gathered = findings.cast.entities[number]
    spans = [findings.cast.names[i].span for i in gathered.mentions]
    names = [Mention(span=span, form="name") for span in spans]
    aliases = dict.fromkeys(words for span in spans if (words := span.cut(text)) != gathered.name)
    return Entity(
        id=entity_id,
        name=gathered.name,
        kind=gathered.kind,
        aliases=tuple(aliases),
        roles=_distinct_words(text, findings.roles.get(number, [])),
        mentions=tuple(sorted([*names, *pointed], key=lambda m: m.span)),
        is_outlet=gathered.is_outlet,
    )


def _distinct_words(text: str, spans: list[CharSpan]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(span.cut(text) for span in spans))
