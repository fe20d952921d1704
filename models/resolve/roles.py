"""Role spans → the people who hold them."""

from collections.abc import Sequence

from models.decode.links import LinkTable
from models.decode.spans import ScoredSpan
from models.resolve.entities import Cast
from models.spans import CharSpan

_MIN_HELD = 0.3
"""Probability under which nobody in sight holds the role."""


def held_roles(roles: Sequence[ScoredSpan], *, cast: Cast, table: LinkTable) -> dict[int, list[CharSpan]]:
    """For each person, by number in the cast, the roles that the text gives them, the surest first."""
    held: dict[int, list[tuple[float, CharSpan]]] = {}
    for role in roles:
        answer = table.answer("holder", role)
        best = answer.best
        if best is not None and answer.mass[best] >= _MIN_HELD and cast.names[best].kind == "person":
            held.setdefault(cast.entity_of[best], []).append((answer.mass[best] * role.confidence, role.span))
    return {entity: [span for _, span in sorted(found, key=lambda pair: -pair[0])] for entity, found in held.items()}
