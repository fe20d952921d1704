"""The answer for a batch: an entry an article, and groups of quotations that carry the same words."""

from typing import Any, get_args

from marshmallow import Schema, fields, validate

from models.records import Relation
from service.schemas.problem import ProblemSchema
from service.schemas.result import ResultSchema

OPERATIONS = ("cut", "left_out", "added", "changed")
CREDIT = "credit"


class FailureSchema(Schema):
    """The entry of an article that could not be answered."""

    id = fields.String(
        required=True, allow_none=True, metadata={"description": "The article's `id` as sent, if it could be read."}
    )
    error = fields.Nested(ProblemSchema, required=True, metadata={"description": "Why it has no result."})


_RESULT = ResultSchema()
_FAILURE = FailureSchema()


def dump_entry(entry: dict[str, Any]) -> dict[str, Any]:
    """The entry as its schema writes it: a failure has `error`, a result has not."""
    written: dict[str, Any] = (_FAILURE if "error" in entry else _RESULT).dump(entry)
    return written


class Entry(fields.Field[dict[str, Any]]):
    """A result or a failure."""

    def _serialize(self, value: dict[str, Any] | None, *_args: Any, **_kwargs: Any) -> Any:
        return None if value is None else dump_entry(value)


class NameSchema(Schema):
    """A speaker by the fullest name."""

    name = fields.String(required=True, metadata={"description": "The fullest name among the articles."})
    forms = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "All forms and spellings of it that the articles give, this one first."},
    )


class DifferenceSchema(Schema):
    """Some words of the longest form, and what one quotation has in their place."""

    op = fields.String(
        required=True,
        validate=validate.OneOf(OPERATIONS),
        metadata={"description": "`cut` at the beginning or the end, `left_out` in between, `added` or `changed`."},
    )
    longest = fields.String(required=True, metadata={"description": "The words of the longest form, long ones cut."})
    variant = fields.String(required=True, metadata={"description": "The words of this quotation, long ones cut."})


class QuotationPlaceSchema(Schema):
    """A quotation by its article's and its own id, and how it differs from the longest form."""

    article = fields.String(required=True, allow_none=True, metadata={"description": "The article's `id` as sent."})
    quote = fields.String(required=True, metadata={"description": "The quotation's `id` in that article's result."})
    outlet = fields.String(
        required=True, allow_none=True, metadata={"description": "The outlet that published it, where known."}
    )
    published_at = fields.String(
        required=True, allow_none=True, metadata={"description": "The article's date as sent."}
    )
    speaker = fields.String(
        required=True, allow_none=True, metadata={"description": "Who said it by that article, as named there."}
    )
    differences = fields.List(
        fields.Nested(DifferenceSchema),
        required=True,
        metadata={"description": "Word by word; empty where only marks and capitals differ."},
    )


class RelaySchema(Schema):
    """A quotation that came through another outlet than the one that published it."""

    source = fields.String(
        required=True, data_key="from", attribute="from", metadata={"description": "The outlet that passed it on."}
    )
    to = fields.String(
        required=True, allow_none=True, metadata={"description": "The outlet that published it, where known."}
    )
    article = fields.String(required=True, allow_none=True, metadata={"description": "The article's `id` as sent."})
    quote = fields.String(required=True, metadata={"description": "The quotation's `id` in that article's result."})
    relation = fields.String(
        required=True,
        validate=validate.OneOf((*get_args(Relation), CREDIT)),
        metadata={
            "description": "Whether the relay was `told` the words or `reported` them; `credit` where the article as a "
            "whole is credited to the agency."
        },
    )
    in_group = fields.Boolean(
        required=True, metadata={"description": "Whether that outlet published the words too, in this group."}
    )


class EarliestSchema(Schema):
    """The article that had the words first, as far as dates are known."""

    article = fields.String(required=True, allow_none=True, metadata={"description": "The article's `id` as sent."})
    published_at = fields.String(required=True, allow_none=True, metadata={"description": "Its date as sent."})


class MatchSchema(Schema):
    """Quotations of different articles that carry the same words."""

    id = fields.String(required=True, metadata={"description": "Unique in this answer."})
    text = fields.String(required=True, metadata={"description": "The longest form of the words."})
    speaker = fields.Nested(
        NameSchema,
        required=True,
        allow_none=True,
        metadata={"description": "Who said them; null where that cannot be told."},
    )
    outlets = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "Names of the outlets that published them, in order of time."},
    )
    quotes = fields.List(
        fields.Nested(QuotationPlaceSchema), required=True, metadata={"description": "Where they stand."}
    )
    earliest = fields.Nested(
        EarliestSchema,
        required=True,
        allow_none=True,
        metadata={"description": "Where they stood first, as far as dates were sent."},
    )
    relays = fields.List(
        fields.Nested(RelaySchema),
        required=True,
        metadata={"description": "Who had them from whom, in order of time."},
    )


class BatchResultSchema(Schema):
    """One entry an article, in order, and the matches where they were asked for."""

    results = fields.List(
        Entry(metadata={"oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in ("Result", "Failure")]}),
        required=True,
        metadata={"description": "A result or a failure for each article, in order."},
    )
    matches = fields.List(
        fields.Nested(MatchSchema),
        required=True,
        metadata={
            "description": "Quotations of different articles with the same words; empty unless `match` was asked for."
        },
    )
