"""A role belongs to the person whom its link points to, and to nobody where the link is weak or points to no person."""

from collections.abc import Mapping

import pytest

from models.decode.links import Answer
from models.resolve.roles import held_roles
from tests.unit.models.stand_ins import HandMadeLinks, marked_cast, points_to, scored


def roles_by_name(marked: str, links: Mapping[str, Answer]) -> dict[str, list[str]]:
    """Who holds which roles; the links of a role point at names by their number in the text."""
    text, cast = marked_cast(marked)
    table = HandMadeLinks(text, {("holder", role): answer for role, answer in links.items()})
    held = held_roles([scored(text, role, kind="role") for role in links], cast=cast, table=table)
    return {cast.entities[number].name: [span.cut(text) for span in spans] for number, spans in held.items()}


TEXT = "Lake warden [Ada Moor] of [organization|Hill Fund] met baker [Ben Hill]. [Moor], the chair, spoke."


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        pytest.param({"Lake warden": points_to(0)}, {"Ada Moor": ["Lake warden"]}, id="before the name"),
        pytest.param(
            {"Lake warden": points_to(0), "baker": points_to(2)},
            {"Ada Moor": ["Lake warden"], "Ben Hill": ["baker"]},
            id="two people",
        ),
        pytest.param(
            {"Lake warden": points_to(0, 0.6), "the chair": points_to(3, 0.9)},
            {"Ada Moor": ["the chair", "Lake warden"]},
            id="two roles of one person, the surest first",
        ),
        pytest.param({"the chair": points_to(1)}, {}, id="organizations hold none"),
        pytest.param({"the chair": points_to(0, 0.1)}, {}, id="weak link"),
        pytest.param({"the chair": Answer(none=1.0)}, {}, id="no link"),
        pytest.param({}, {}, id="no role"),
    ],
)
def test_role_is_held_by_the_person_it_points_to(links: dict[str, Answer], expected: dict[str, list[str]]):
    assert roles_by_name(TEXT, links) == expected
