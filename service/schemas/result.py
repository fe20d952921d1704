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

    start = fields.Integer(required=True, validate=validate.Range(min=0))
    end = fields.Integer(required=True, validate=validate.Range(min=1))
    text = fields.String(required=True)


class MentionSchema(SpanSchema):
    """A place that names an entity."""

    form = fields.String(required=True, validate=_one_of(MentionForm))


class PublishingOutletSchema(Schema):
    """A news organisation behind the whole article."""

    name = fields.String(required=True)
    domain = fields.String(required=True, allow_none=True)
    basis = fields.String(required=True, validate=_one_of(OutletBasis))
    confidence = fields.Float(required=True, validate=_PROBABILITY)
    mention = fields.Nested(SpanSchema, required=True, allow_none=True)


class SourceOutletSchema(Schema):
    """Through whom a quotation reached the article."""

    name = fields.String(required=True)
    domain = fields.String(required=True, allow_none=True)
    via = fields.String(required=True, validate=_one_of(Via))
    relation = fields.String(required=True, allow_none=True, validate=_one_of(Relation))
    mention = fields.Nested(SpanSchema, required=True, allow_none=True)


class SpeakerSchema(Schema):
    """Who said it."""

    name = fields.String(required=True)
    kind = fields.String(required=True, validate=_one_of(SpeakerKind))
    role = fields.String(required=True, allow_none=True)
    entity = fields.String(required=True, allow_none=True)
    mention = fields.Nested(SpanSchema, required=True, allow_none=True)


class ConfidencesSchema(Schema):
    """Calibrated probabilities, each given that the parts before it are right."""

    quotation = fields.Float(required=True, validate=_PROBABILITY)
    speaker = fields.Float(required=True, validate=_PROBABILITY)
    outlet = fields.Float(required=True, validate=_PROBABILITY)


class QuotationSchema(Schema):
    """One act of reported speech or writing."""

    id = fields.String(required=True)
    type = fields.String(required=True, validate=_one_of(QuotationType))
    text = fields.String(required=True)
    spans = fields.List(fields.Nested(SpanSchema), required=True)
    cue = fields.Nested(SpanSchema, required=True, allow_none=True)
    speaker = fields.Nested(SpeakerSchema, required=True, allow_none=True)
    outlet = fields.Nested(SourceOutletSchema, required=True, allow_none=True)
    confidence = fields.Float(required=True, validate=_PROBABILITY)
    confidences = fields.Nested(ConfidencesSchema, required=True)


class EntitySchema(Schema):
    """A person, organization or location of the article."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True, validate=_one_of(EntityKind))
    outlet = fields.Boolean(required=True)
    aliases = fields.List(fields.String(), required=True)
    roles = fields.List(fields.String(), required=True)
    mentions = fields.List(fields.Nested(MentionSchema), required=True)


class ModelNameSchema(Schema):
    """Which model answered."""

    name = fields.String(required=True)
    version = fields.String(required=True)


class ResultSchema(Schema):
    """All that was found in one article."""

    id = fields.String(required=True, allow_none=True)
    outlet = fields.Nested(PublishingOutletSchema, required=True, allow_none=True)
    agency = fields.Nested(PublishingOutletSchema, required=True, allow_none=True)
    quotes = fields.List(fields.Nested(QuotationSchema), required=True)
    entities = fields.List(fields.Nested(EntitySchema), required=True)
    offset_unit = fields.String(required=True, validate=validate.OneOf(OFFSET_UNITS))
    model = fields.Nested(ModelNameSchema, required=True)
