"""What is told of how a variant departs from the longest form."""

import pytest

from models.matching.differences import differences

LONGEST = "“We will rebuild the harbour before the winter comes,” she said."


def _edit(op: str, longest: str, variant: str) -> dict:
    return {"op": op, "longest": longest, "variant": variant}


@pytest.mark.parametrize(
    ("variant", "edits"),
    [
        pytest.param("we will rebuild the harbour - before the winter comes; she said", [], id="marks and capitals"),
        pytest.param(
            "rebuild the harbour before the winter comes, she said", [_edit("cut", "“We will", "")], id="front"
        ),
        pytest.param(
            "We will rebuild the harbour before the winter", [_edit("cut", "comes,” she said.", "")], id="end"
        ),
        pytest.param(
            "We will rebuild the harbour … she said", [_edit("left_out", "before the winter comes,”", "")], id="middle"
        ),
        pytest.param(
            "We will rebuild the [old] harbour before the winter comes, she said",
            [_edit("added", "", "[old]")],
            id="more",
        ),
        pytest.param(
            "We will rebuild the harbor before the winter comes, she said",
            [_edit("changed", "harbour", "harbor")],
            id="spelling",
        ),
        pytest.param("", [_edit("cut", "“We will rebuild the … winter comes,” she said.", "")], id="many words"),
    ],
)
def test_differences_are_told_word_by_word(variant, edits):
    assert differences(LONGEST, variant) == edits


def test_many_differences_are_told_as_one():
    longest = " ".join(f"{word} same{i}" for i, word in enumerate(["oak"] * 20))
    variant = " ".join(f"{word} same{i}" for i, word in enumerate(["elm"] * 20))
    [edit] = differences(longest, variant)
    assert edit["op"] == "changed"


def test_very_long_quotations_are_compared_in_bounded_time():
    assert differences("a b " * 5000, "b a " * 5000) == [
        {"op": "added", "longest": "", "variant": "b"},
        {"op": "cut", "longest": "b", "variant": ""},
    ]
