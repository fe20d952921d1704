"""A person's own name is cut out of the words that were tagged with it."""

from time import process_time

import pytest

from models.resolve.persons import own_name
from models.spans import CharSpan


@pytest.mark.parametrize(
    ("tagged", "name"),
    [
        pytest.param("Ada Moor", "Ada Moor", id="name alone"),
        pytest.param("Hill Town guard Ada Moor", "Ada Moor", id="noun before it"),
        pytest.param("guard Élise Moor", "Élise Moor", id="capital with an accent"),
        pytest.param("Foreign Minister Ada Moor", "Ada Moor", id="title behind a word"),
        pytest.param("Foreign Minister Sir Hugh Moor", "Hugh Moor", id="title behind the title"),
        pytest.param("Hill Secretary General Ada Moor", "Ada Moor", id="title of two words behind a word"),
        pytest.param("police chief Captain Ada Moor", "Ada Moor", id="title behind small letters"),
        pytest.param("Old Professor Moor", "Moor", id="title before a surname"),
        pytest.param("Ada Moor Director General", "Ada Moor Director General", id="title behind the name"),
        pytest.param("Ada van der Moor", "Ada van der Moor", id="particles"),
        pytest.param("Ada ould Abdel Moor", "Ada ould Abdel Moor", id="particle of another language"),
        pytest.param("Ada the Great", "Ada the Great", id="byname"),
        pytest.param("Ada moorland Hill", "Ada moorland Hill", id="given name in small letters"),
        pytest.param("Minister", "Minister", id="title alone"),
    ],
)
def test_name_begins_behind_what_is_none(tagged: str, name: str):
    text = f"Then {tagged} spoke."

    assert own_name(text, CharSpan(5, 5 + len(tagged))).cut(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("Md Ada Moor spoke.", "Md Ada Moor", id="given name in short"),
        pytest.param("Mohd Ada Moor spoke.", "Mohd Ada Moor", id="another"),
        pytest.param("Hilltown, Md. Ada Moor spoke.", "Ada Moor", id="state"),
    ],
)
def test_first_part_before_the_tagged_words_belongs_to_the_name(text: str, name: str):
    start = text.index("Ada")

    assert own_name(text, CharSpan(start, start + len("Ada Moor"))).cut(text) == name


@pytest.mark.parametrize("words", ["aaa ", "Aa ", "minister ", "a", " "])
def test_endless_words_take_time_in_line_with_their_length(words: str):
    text = words * 20_000
    before = process_time()
    own_name(text, CharSpan(0, len(text)))

    assert process_time() - before < 1
