"""`GET /v1/model`: which model answers, how it was measured and where it fails."""

from models.records import ModelInfo
from service.api import Blueprint
from service.context import current_context
from service.schemas.about import ModelSchema
from service.schemas.examples import MODEL

blueprint = Blueprint("model", __name__, url_prefix="/v1", description="The model behind the answers")


@blueprint.get("/model")
@blueprint.response(200, ModelSchema, example=MODEL)
@blueprint.may_fail(503)
def describe_model() -> ModelInfo:
    """Describe the model.

    Its version and the hash of its weights, the data it was trained on, figures measured on other articles, and limits.
    """
    return current_context().engine.model
