"""What the service says of itself."""

from marshmallow import Schema, fields


class ModelSchema(Schema):
    """The model that answers, how it was measured and where it fails."""

    name = fields.String(required=True, metadata={"description": "The model's name."})
    version = fields.String(required=True, metadata={"description": "Its version."})
    weights_sha256 = fields.String(required=True, metadata={"description": "Hash of its weights."})
    data = fields.List(fields.String(), required=True, metadata={"description": "What it was trained on."})
    figures = fields.Dict(
        keys=fields.String(),
        required=True,
        metadata={
            "description": "How it was measured, by file of articles: their number, and figures with 95 % intervals."
        },
    )
    limits = fields.List(fields.String(), required=True, metadata={"description": "What it cannot do."})


class StatusSchema(Schema):
    """One word on the process."""

    status = fields.String(required=True, metadata={"description": "`alive` or `ready`."})


class IndexSchema(Schema):
    """What a visitor finds at the root."""

    name = fields.String(required=True, metadata={"description": "The service's name."})
    version = fields.String(required=True, metadata={"description": "The contract's version."})
    links = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        required=True,
        metadata={"description": "Addresses by what is there."},
    )
