"""`GET /v1/model`: which model answers, how it was measured and where it fails."""

from models.records import ModelInfo
from service.api import Blueprint
from service.context import current_context
from service.schemas.about import ModelSchema

blueprint = Blueprint("model", __name__, url_prefix="/v1", description="The model behind the answers")


@blueprint.get("/model")
@blueprint.response(200, ModelSchema)
@blueprint.may_fail(503)
def describe_model() -> ModelInfo:
    """Describe the model: version, weights, data, figures, limits."""
    return current_context().engine.model
