"""Names that nobody bears, of any length: the work that they make grows no faster than they do."""

from time import process_time

import pytest

from models.resolve.entities import gather
from models.resolve.names import without_tail
from models.resolve.registry import load_registry
from models.spans import CharSpan
from tests.unit.models.stand_ins import marked_names

AT_ONCE_S = 2.0
"""Processor time that none of these comes near, and that each took many times before it was bounded."""


@pytest.fixture
def began_s() -> float:
    return process_time()


def test_white_space_in_a_name_is_walked_once(began_s: float):
    text = f"Ada{' ' * 100_000}Moor"

    assert without_tail(text, CharSpan(0, len(text))).cut(text) == text
    assert process_time() - began_s < AT_ONCE_S


def test_endless_surname_is_not_looked_for_in_all_its_misspellings(began_s: float):
    text, names = marked_names(f"[Ada M{'o' * 40_000}r] met [M{'o' * 40_000}r].")

    assert len(gather(text, names).entities) == 1
    assert process_time() - began_s < AT_ONCE_S


def test_short_names_are_not_looked_for_in_an_endless_one(began_s: float):
    words = [f"Ka{letters}" for letters in map(_letters, range(4_000))]
    text, names = marked_names(f"[{' '.join(words)}] met " + " ".join(f"[{words[0]} {word}]" for word in words))

    assert len(gather(text, names).names) == 4_001
    assert process_time() - began_s < AT_ONCE_S


def test_endless_mention_of_an_outlet_is_none(began_s: float):
    words = "TV Agency " * 3_000

    assert load_registry().by_mention(words) is None
    assert process_time() - began_s < AT_ONCE_S


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))
