"""A role belongs to the person whom its link points to, and to nobody where the link is weak or points to no person."""

from collections.abc import Mapping

import pytest

from models.decode.links import Answer
from models.resolve.roles import held_roles, roles_in_mentions
from tests.unit.models.stand_ins import HandMadeLinks, marked_cast, points_to, scored, span_of


def roles_by_name(marked: str, links: Mapping[str, Answer]) -> dict[str, list[str]]:
    """Who holds which roles; the links of a role point at names by their number in the text."""
    text, cast = marked_cast(marked)
    table = HandMadeLinks(text, {("holder", role): answer for role, answer in links.items()})
    held = held_roles(text, [scored(text, role, kind="role") for role in links], cast=cast, table=table)
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
        pytest.param({"Hill Fund": points_to(0)}, {}, id="a name is no role"),
        pytest.param({"Hill": points_to(0)}, {}, id="nor is a part of one"),
        pytest.param({"of Hill Fund": points_to(0)}, {"Ada Moor": ["of Hill Fund"]}, id="more than a name may be"),
        pytest.param({}, {}, id="no role"),
    ],
)
def test_role_is_held_by_the_person_it_points_to(links: dict[str, Answer], expected: dict[str, list[str]]):
    assert roles_by_name(TEXT, links) == expected


def test_name_in_another_script_is_no_role():
    assert roles_by_name("[Liang Xia] (梁夏), a baker", {"梁夏": points_to(0), "baker": points_to(0)}) == {
        "Liang Xia": ["baker"]
    }


@pytest.mark.parametrize(
    ("marked", "mention", "expected"),
    [
        pytest.param("said Lake Warden [Ada Moor].", "Lake Warden Ada Moor", ["Lake Warden"], id="before the name"),
        pytest.param("said the lake warden [Ada Moor].", "the lake warden Ada Moor", ["lake warden"], id="article"),
        pytest.param("said lake warden, [Ada Moor].", "lake warden, Ada Moor", ["lake warden"], id="comma"),
        pytest.param("said Warden Dr [Ada Moor].", "Warden Dr Ada Moor", ["Warden Dr"], id="honorific last"),
        pytest.param("said Mrs [Ada Moor].", "Mrs Ada Moor", [], id="honorific alone"),
        pytest.param("said Warden Drew [Ada Moor].", "Warden Drew Ada Moor", ["Warden Drew"], id="a word like Dr"),
        pytest.param("said [Ada Moor].", "Ada Moor", [], id="name alone"),
        pytest.param("said the aide to [Ada Moor].", "the aide to Ada Moor", [], id="somebody else's aide"),
        pytest.param("said [Ada Moor]'s aide.", "Ada Moor's aide", [], id="possessive"),
        pytest.param("said the old [organization|Hill Fund].", "the old Hill Fund", [], id="organization"),
        pytest.param("said she.", "she", [], id="no name"),
    ],
)  # fmt: skip
def test_words_before_the_name_of_a_mention_are_a_role(marked: str, mention: str, expected: list[str]):
    text, cast = marked_cast(marked)

    held = roles_in_mentions(text, [span_of(text, mention)], cast=cast)

    assert [span.cut(text) for spans in held.values() for span in spans] == expected
