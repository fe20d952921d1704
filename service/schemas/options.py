"""What the caller may ask of an answer."""

from dataclasses import dataclass
from dataclasses import fields as fields_of
from typing import Any, get_args

from marshmallow import fields, validate

from models.records import QuotationType
from models.wire import OffsetUnit
from service.schemas.fields import Number, ShortList, StrictSchema

QUOTATION_TYPES: tuple[QuotationType, ...] = get_args(QuotationType)
OFFSET_UNITS: tuple[OffsetUnit, ...] = get_args(OffsetUnit)
# A type given twice is taken for one.
_MAX_TYPES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """min_confidence: in [0, 1]; quotations under it are left out. types: the only ones kept."""

    min_confidence: float = 0.0
    types: tuple[QuotationType, ...] = QUOTATION_TYPES
    offset_unit: OffsetUnit = "code_point"


_MIN_CONFIDENCE = {"default": 0, "description": "Quotations that are less sure are left out."}
_NAMES = {field.name for field in fields_of(Options)}


class QueryOptionsSchema(StrictSchema):
    """Options as a query gives them, the only place for them beside NDJSON. Where the body gives one too, it wins.

    What is not given stays absent: the defaults are those of Options.
    """

    min_confidence = fields.Float(validate=validate.Range(min=0, max=1), metadata=_MIN_CONFIDENCE)
    types = ShortList(
        fields.String(validate=validate.OneOf(QUOTATION_TYPES)),
        validate=validate.Length(max=_MAX_TYPES),
        metadata={"default": list(QUOTATION_TYPES), "description": "The only types of quotation to give."},
    )
    offset_unit = fields.String(
        validate=validate.OneOf(OFFSET_UNITS),
        metadata={
            "default": "code_point",
            "description": "What positions count: Unicode code points, UTF-16 units (JavaScript, Java) or UTF-8 bytes.",
        },
    )


class OptionFields(QueryOptionsSchema):
    """Options as a body gives them, where numbers have a type."""

    min_confidence = Number(validate=validate.Range(min=0, max=1), metadata=_MIN_CONFIDENCE)


def split_options(query: dict[str, Any], body: dict[str, Any]) -> tuple[Options, dict[str, Any]]:
    """The options of both places, and what else the body says."""
    given = {**query, **{name: body[name] for name in _NAMES & body.keys()}}
    if "types" in given:
        given["types"] = tuple(dict.fromkeys(given["types"]))
    return Options(**given), {name: value for name, value in body.items() if name not in _NAMES}
