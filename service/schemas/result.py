"""The answer for one article, field by field as `models.wire` makes it."""

from typing import get_args

from marshmallow import Schema, fields, validate

from models.records import EntityKind, MentionForm, OutletBasis, QuotationType, Relation, SpeakerKind, Via
from service.schemas.options import OFFSET_UNITS

_PROBABILITY = validate.Range(min=0, max=1)


def _one_of(literal: object) -> validate.OneOf:
    return validate.OneOf(get_args(literal))


class SpanSchema(Schema):
    """A half-open slice of the text as received, in the unit asked for, and its words."""

    start = fields.Integer(
        required=True, validate=validate.Range(min=0), metadata={"description": "First position, counted from 0."}
    )
    end = fields.Integer(
        required=True, validate=validate.Range(min=1), metadata={"description": "Position after the last."}
    )
    text = fields.String(required=True, metadata={"description": "What stands between them."})


class MentionSchema(SpanSchema):
    """A place that names an entity."""

    form = fields.String(
        required=True,
        validate=_one_of(MentionForm),
        metadata={"description": "By a name, by a pronoun or by other words (`the minister`)."},
    )


class PublishingOutletSchema(Schema):
    """A news organisation behind the whole article."""

    name = fields.String(required=True, metadata={"description": "Its usual name."})
    domain = fields.String(required=True, allow_none=True, metadata={"description": "Its site, where known."})
    basis = fields.String(
        required=True,
        validate=_one_of(OutletBasis),
        metadata={"description": "What tells it: the request's `outlet` or `url`, or a byline or credit in the text."},
    )
    confidence = fields.Float(
        required=True, validate=_PROBABILITY, metadata={"description": "Probability that it is right."}
    )
    mention = fields.Nested(
        SpanSchema, required=True, allow_none=True, metadata={"description": "Where the text names it, if it does."}
    )


class SourceOutletSchema(Schema):
    """Through whom a quotation reached the article."""

    name = fields.String(required=True, metadata={"description": "Its usual name."})
    domain = fields.String(required=True, allow_none=True, metadata={"description": "Its site, where known."})
    via = fields.String(
        required=True,
        validate=_one_of(Via),
        metadata={
            "description": "`relay` where the article names the outlet that passed the words on, else `publisher`."
        },
    )
    relation = fields.String(
        required=True,
        allow_none=True,
        validate=_one_of(Relation),
        metadata={"description": "Of a relay: whether the outlet was told the words or reported them; else null."},
    )
    mention = fields.Nested(
        SpanSchema, required=True, allow_none=True, metadata={"description": "Where the text names it, if it does."}
    )


class SpeakerSchema(Schema):
    """Who said it."""

    name = fields.String(
        required=True,
        metadata={"description": "The fullest name that the article gives; for someone unnamed a short description."},
    )
    kind = fields.String(
        required=True,
        validate=_one_of(SpeakerKind),
        metadata={"description": "`unnamed` is a person, or people, without a name."},
    )
    role = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Office, profession or the like, as the article gives it."},
    )
    entity = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The `id` of this speaker among `entities`, if listed there."},
    )
    mention = fields.Nested(
        SpanSchema,
        required=True,
        allow_none=True,
        metadata={"description": "How the text names the speaker near the quotation."},
    )


class ConfidencesSchema(Schema):
    """Calibrated probabilities, each given that the parts before it are right."""

    quotation = fields.Float(
        required=True,
        validate=_PROBABILITY,
        metadata={"description": "That the words are a quotation, from its first to its last."},
    )
    speaker = fields.Float(
        required=True,
        validate=_PROBABILITY,
        metadata={"description": "That the speaker is right, if the quotation is."},
    )
    outlet = fields.Float(
        required=True,
        validate=_PROBABILITY,
        metadata={"description": "That the outlet is right, if quotation and speaker are."},
    )


class QuotationSchema(Schema):
    """One act of reported speech or writing."""

    id = fields.String(required=True, metadata={"description": "Unique in this answer."})
    type = fields.String(
        required=True,
        validate=_one_of(QuotationType),
        metadata={
            "description": "All in quotation marks, a reported clause with a quoted part, or no quotation marks."
        },
    )
    text = fields.String(required=True, metadata={"description": "The words of all spans."})
    spans = fields.List(
        fields.Nested(SpanSchema),
        required=True,
        metadata={"description": "The content, in order: more than one where the cue or a new paragraph breaks it."},
    )
    cue = fields.Nested(
        SpanSchema,
        required=True,
        allow_none=True,
        metadata={"description": "The words that report it (`said`), if any."},
    )
    speaker = fields.Nested(
        SpeakerSchema,
        required=True,
        allow_none=True,
        metadata={"description": "Who said it; null where that cannot be told."},
    )
    outlet = fields.Nested(
        SourceOutletSchema,
        required=True,
        allow_none=True,
        metadata={"description": "The outlet that it came through; null where that is unknown."},
    )
    confidence = fields.Float(
        required=True,
        validate=_PROBABILITY,
        metadata={"description": "Calibrated probability that content, speaker and outlet are all right."},
    )
    confidences = fields.Nested(ConfidencesSchema, required=True, metadata={"description": "The same by part."})


class EntitySchema(Schema):
    """A person, organization or location of the article."""

    id = fields.String(required=True, metadata={"description": "Unique in this answer."})
    name = fields.String(required=True, metadata={"description": "The fullest name that the article gives."})
    kind = fields.String(required=True, validate=_one_of(EntityKind), metadata={"description": "What it is."})
    outlet = fields.Boolean(required=True, metadata={"description": "Whether it is a news organisation."})
    aliases = fields.List(fields.String(), required=True, metadata={"description": "Its other names in the article."})
    roles = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "What the article says that it is: offices, professions."},
    )
    mentions = fields.List(
        fields.Nested(MentionSchema), required=True, metadata={"description": "Every place that names it, in order."}
    )


class ModelNameSchema(Schema):
    """Which model answered."""

    name = fields.String(required=True, metadata={"description": "The model's name."})
    version = fields.String(required=True, metadata={"description": "Its version; another one may answer otherwise."})


class ResultSchema(Schema):
    """All that was found in one article."""

    id = fields.String(required=True, allow_none=True, metadata={"description": "The article's `id` as sent."})
    outlet = fields.Nested(
        PublishingOutletSchema,
        required=True,
        allow_none=True,
        metadata={"description": "The publishing outlet; null where it is unknown."},
    )
    agency = fields.Nested(
        PublishingOutletSchema,
        required=True,
        allow_none=True,
        metadata={"description": "The news agency that the article is credited to, if any."},
    )
    quotes = fields.List(
        fields.Nested(QuotationSchema),
        required=True,
        metadata={"description": "The quotations, in order of their first spans."},
    )
    entities = fields.List(
        fields.Nested(EntitySchema), required=True, metadata={"description": "Whom and what the article names."}
    )
    offset_unit = fields.String(
        required=True,
        validate=validate.OneOf(OFFSET_UNITS),
        metadata={"description": "What every position in this answer counts."},
    )
    model = fields.Nested(ModelNameSchema, required=True, metadata={"description": "Which model answered."})
