"""Whether the process lives, and whether it should be sent requests."""

from service.api import Blueprint
from service.context import current_context
from service.errors import NotReady
from service.schemas.about import StatusSchema

blueprint = Blueprint("health", __name__, description="For load balancers and supervisors")


@blueprint.get("/livez")
@blueprint.response(200, StatusSchema)
def livez() -> dict[str, str]:
    """Say that the process answers."""
    return {"status": "alive"}


@blueprint.get("/readyz")
@blueprint.response(200, StatusSchema)
@blueprint.may_fail(503)
def readyz() -> dict[str, str]:
    """Say whether the model is loaded and the process is not about to end."""
    if not current_context().engine.is_ready:
        raise NotReady("The model is being loaded, or the process is ending.")
    return {"status": "ready"}
