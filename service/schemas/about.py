"""What the service says of itself."""

from marshmallow import Schema, fields


class ModelSchema(Schema):
    """The model that answers, how it was measured and where it fails."""

    name = fields.String(required=True)
    version = fields.String(required=True)
    weights_sha256 = fields.String(required=True)
    data = fields.List(fields.String(), required=True)
    figures = fields.Dict(keys=fields.String(), required=True)
    limits = fields.List(fields.String(), required=True)


class StatusSchema(Schema):
    """One word on the process."""

    status = fields.String(required=True)


class IndexSchema(Schema):
    """What a visitor finds at the root."""

    name = fields.String(required=True)
    version = fields.String(required=True)
    links = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
