"""Findings become records: ids that exist, entities in text order, one source each, and confidences in [0, 1]."""

from dataclasses import replace

import pytest

from models.answer import AnswerMaker
from models.attribution import AttributedQuotation, Findings
from models.config import CalibrationConfig, Curve, DecodeConfig
from models.records import Article, Quotation, Result
from models.resolve.entities import Cast
from models.resolve.registry import load_registry
from models.resolve.relays import RelayChoice
from models.resolve.speakers import SpeakerChoice, SpeakerFinder
from models.spans import CharSpan
from tests.unit.models.stand_ins import looks_of, marked_cast, quotation, scored, span_of

NO_RELAY = RelayChoice(mention=None, relation=None, is_near=False, probability=0.8)
NOBODY = SpeakerChoice(entity=None, words=None, kind=None, probability=0.5)
MARKED = (
    "Mayor [Ada Moor] met [Ben Hill] of [organization|Hill Fund]. “Rain,” she told Al Jazeera. “Snow,” said a baker."
)
TEXT, CAST = marked_cast(MARKED)


def person(name: str, probability: float = 0.9) -> SpeakerChoice:
    number = next(n for n, entity in enumerate(CAST.entities) if entity.name == name)
    return SpeakerChoice(entity=number, words=None, kind="person", probability=probability)


def findings(*quotations: AttributedQuotation, roles: dict[str, list[str]] | None = None) -> Findings:
    by_number = {person(name).entity: [span_of(TEXT, w) for w in words] for name, words in (roles or {}).items()}
    held = {n: r for n, r in by_number.items() if n is not None}
    return findings_of(TEXT, CAST, *quotations, roles=held)


def findings_of(
    text: str, cast: Cast, *quotations: AttributedQuotation, roles: dict[int, list[CharSpan]] | None = None
) -> Findings:
    finder = SpeakerFinder(text, cast=cast, sources=[], looks=looks_of(), config=DecodeConfig())
    return Findings(
        text=text,
        quotations=quotations,
        cast=cast,
        roles=roles or {},
        slates=(),
        relay_slates=(),
        finder=finder,
    )


def attributed(
    content: str = "“Rain,”",
    *,
    mention: str | None = "she",
    speaker: SpeakerChoice = NOBODY,
    relay: RelayChoice = NO_RELAY,
) -> AttributedQuotation:
    return AttributedQuotation(found=quotation(TEXT, content, mention=mention), speaker=speaker, relay=relay)


def answer(found: Findings, *, outlet: str | None = None, curves: CalibrationConfig | None = None) -> Result:
    maker = AnswerMaker(registry=load_registry(), calibration=curves or CalibrationConfig())
    article = Article(text=TEXT, outlet=outlet)
    return maker.result(article, found, maker.outlets(article))


def only(
    found: AttributedQuotation, *, outlet: str | None = None, curves: CalibrationConfig | None = None
) -> Quotation:
    [record] = answer(findings(found), outlet=outlet, curves=curves).quotations
    return record


def test_quotations_are_numbered_in_order():
    result = answer(findings(attributed(), attributed("“Snow,”", mention="a baker")))
    assert [(q.id, [span.cut(TEXT) for span in q.spans]) for q in result.quotations] == [
        ("q1", ["“Rain,”"]),
        ("q2", ["“Snow,”"]),
    ]


def test_entities_are_numbered_by_where_they_are_first_named():
    names = [(entity.id, entity.name) for entity in answer(findings()).entities]
    assert names == [("e1", "Ada Moor"), ("e2", "Ben Hill"), ("e3", "Hill Fund")]


def test_named_speaker_leads_to_its_entity():
    result = answer(findings(attributed(speaker=person("Ben Hill"))))
    speaker = result.quotations[0].speaker
    assert speaker is not None
    assert {entity.id: entity.name for entity in result.entities}[speaker.entity or ""] == speaker.name == "Ben Hill"


def test_pronoun_is_a_mention_of_the_one_it_led_to():
    result = answer(findings(attributed(speaker=person("Ada Moor"))))
    forms = [(mention.span.cut(TEXT), mention.form) for mention in result.entities[0].mentions]
    assert forms == [("Ada Moor", "name"), ("she", "pronoun")]


def test_description_is_a_nominal_mention_of_the_one_it_led_to():
    result = answer(findings(attributed("“Snow,”", mention="a baker", speaker=person("Ben Hill"))))
    forms = [(mention.span.cut(TEXT), mention.form) for mention in result.entities[1].mentions]
    assert forms == [("Ben Hill", "name"), ("a baker", "nominal")]


def test_mention_that_holds_a_name_is_counted_once():
    result = answer(findings(attributed(mention="Mayor Ada Moor", speaker=person("Ada Moor"))))
    assert [mention.span.cut(TEXT) for mention in result.entities[0].mentions] == ["Ada Moor"]


def test_speaker_without_a_name_has_its_words_and_neither_entity_nor_role():
    baker = SpeakerChoice(entity=None, words=span_of(TEXT, "a baker"), kind="unnamed", probability=0.7)
    speaker = only(attributed("“Snow,”", mention="a baker", speaker=baker)).speaker
    assert speaker is not None
    assert (speaker.name, speaker.kind, speaker.entity, speaker.role) == ("a baker", "unnamed", None, None)


def test_nobody_is_no_speaker():
    assert only(attributed(speaker=NOBODY)).speaker is None


def test_role_is_the_surest_and_the_entity_has_all():
    found = findings(attributed(speaker=person("Ada Moor")), roles={"Ada Moor": ["Mayor", "baker"]})
    result = answer(found)
    speaker = result.quotations[0].speaker
    assert speaker is not None
    assert speaker.role == "Mayor"
    assert result.entities[0].roles == ("Mayor", "baker")


def test_same_role_twice_is_given_once():
    assert answer(findings(roles={"Ada Moor": ["Mayor", "Mayor"]})).entities[0].roles == ("Mayor",)


@pytest.mark.parametrize(
    ("outlet", "expected"),
    [pytest.param("Hill Herald", ("Hill Herald", "publisher"), id="given"), pytest.param(None, None, id="unknown")],
)
def test_quotation_without_a_relay_has_the_publisher_for_its_source(outlet: str | None, expected: object):
    source = only(attributed(), outlet=outlet).outlet
    assert (source and (source.name, source.via)) == expected


def test_relay_comes_before_the_publisher():
    told = RelayChoice(mention=scored(TEXT, "Al Jazeera", kind="told"), relation="told", is_near=True, probability=0.9)
    source = only(attributed(relay=told), outlet="Hill Herald").outlet
    assert source is not None
    assert (source.name, source.via, source.relation) == ("Al Jazeera", "relay", "told")
    assert source.mention == span_of(TEXT, "Al Jazeera")


@pytest.mark.parametrize("probability", [0.0, 1e-9, 0.5, 1.0])
@pytest.mark.parametrize("curve", [Curve(), Curve(slope=40.0, offset=9.0), Curve(slope=-3.0, offset=-50.0)])
def test_confidences_stay_in_bounds(probability: float, curve: Curve):
    curves = CalibrationConfig(quotation=curve, speaker=curve, outlet=curve, together=curve)
    found = attributed(speaker=person("Ada Moor", probability), relay=replace(NO_RELAY, probability=probability))
    record = only(found, curves=curves)
    given = [record.confidence, record.confidences.quotation, record.confidences.speaker, record.confidences.outlet]
    assert all(0.0 <= confidence <= 1.0 for confidence in given)


def test_confidence_of_all_together_comes_from_the_product_of_the_parts():
    record = only(attributed(speaker=person("Ada Moor", 0.5)))
    assert record.confidence == pytest.approx(0.9 * 0.5 * 0.8)


def test_confidence_of_each_part_is_its_own():
    parts = only(attributed(speaker=person("Ada Moor", 0.5))).confidences
    assert (parts.quotation, parts.speaker, parts.outlet) == pytest.approx((0.9, 0.5, 0.8))


def test_other_forms_of_a_name_are_aliases():
    text, cast = marked_cast("[Ada Moor] left. [Mrs Moor], [Moor] and [Moor].")
    maker = AnswerMaker(registry=load_registry(), calibration=CalibrationConfig())
    article = Article(text=text)
    [entity] = maker.result(article, findings_of(text, cast), maker.outlets(article)).entities
    assert (entity.name, entity.aliases) == ("Ada Moor", ("Mrs Moor", "Moor"))
    assert entity.mentions[0].span == CharSpan(0, 8)
