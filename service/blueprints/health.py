"""Whether the process lives, and whether it should be sent requests."""

from service.api import Blueprint
from service.context import current_context
from service.errors import NotReady
from service.schemas.about import StatusSchema

blueprint = Blueprint("health", __name__, description="For load balancers and supervisors")


@blueprint.get("/livez")
@blueprint.response(200, StatusSchema, example={"status": "alive"})
def livez() -> dict[str, str]:
    """Say that the process answers.

    Who gets no answer here should start the process anew; whether it should be sent requests, `/readyz` tells.
    """
    return {"status": "alive"}


@blueprint.get("/readyz")
@blueprint.response(200, StatusSchema, example={"status": "ready"})
@blueprint.may_fail(503)
def readyz() -> dict[str, str]:
    """Say whether to send requests here.

    200 once the model is loaded; 503 before that, and from the moment that the process is told to end.
    """
    if not current_context().engine.is_ready:
        raise NotReady("The model is being loaded, or the process is ending.")
    return {"status": "ready"}
