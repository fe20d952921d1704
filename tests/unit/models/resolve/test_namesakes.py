"""A shared name goes to the first bearer as a surname, and to the last one named where it begins all their names."""

import pytest

from models.resolve.namesakes import Bearer, bearer_at


def bearers_of(*named: tuple[str, list[int]]) -> list[Bearer]:
    return [Bearer(number=n, key=tuple(words.split()), places=places) for n, (words, places) in enumerate(named)]


@pytest.mark.parametrize(
    ("named", "place", "number"),
    [
        pytest.param([("ada moor", [0]), ("ben moor", [1])], 2, 0, id="first named"),
        pytest.param([("ben moor", [2]), ("ada moor", [0])], 3, 1, id="first named, whatever the order of the bearers"),
        pytest.param([("ada moor", [1]), ("ben moor", [2])], 0, 0, id="both named later"),
        pytest.param([("moor hill", [0]), ("ben moor", [1])], 2, 1, id="surname before given name"),
        pytest.param([("ada moor hill", [0]), ("ben moor li", [1])], 2, 0, id="nobody's surname"),
        pytest.param([("moor ada", [0]), ("moor ben", [2])], 1, 0, id="first word of all: last named before"),
        pytest.param([("moor ada", [0]), ("moor ben", [2])], 3, 1, id="first word of all: another since"),
        pytest.param([("moor ada", [0, 3]), ("moor ben", [2])], 4, 0, id="first word of all: named again"),
        pytest.param([("moor ben", [2]), ("moor ada", [1])], 0, 1, id="first word of all: nobody yet"),
    ],
)
def test_order_of_naming_tells_the_bearer(named: list[tuple[str, list[int]]], place: int, number: int):
    assert bearer_at(place, ("moor",), bearers_of(*named)).number == number
