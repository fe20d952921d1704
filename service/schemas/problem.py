"""Errors as RFC 9457 gives them."""

from marshmallow import Schema, fields


class ProblemSchema(Schema):
    """What went wrong, in a fixed sentence and by field."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    errors = fields.Dict(keys=fields.String(), values=fields.List(fields.String()), required=True)
    request_id = fields.String(required=True)
