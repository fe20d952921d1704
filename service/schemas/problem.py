"""Errors as RFC 9457 gives them."""

from marshmallow import Schema, fields


class ProblemSchema(Schema):
    """What went wrong, in a fixed sentence and by field."""

    type = fields.String(
        required=True, metadata={"description": "Always `about:blank`: the status says what sort of error it is."}
    )
    title = fields.String(required=True, metadata={"description": "The status in words."})
    status = fields.Integer(required=True, metadata={"description": "The HTTP status."})
    detail = fields.String(required=True, metadata={"description": "What went wrong, in a fixed sentence."})
    errors = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.String()),
        required=True,
        metadata={"description": "By the dotted path of each wrong field, what is wrong with it."},
    )
    request_id = fields.String(
        required=True,
        metadata={"description": "The same as in the header `X-Request-ID`; for questions to the operator."},
    )
