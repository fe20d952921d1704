"""Answers to short words are worked out once, those to long words every time, and all are the same."""

import pytest

from models.resolve.remembering import remembered


@pytest.mark.parametrize(
    ("words", "n_worked_out"),
    [pytest.param("a" * 80, 1, id="short"), pytest.param("a" * 81, 2, id="long")],
)
def test_short_words_alone_are_remembered(words: str, n_worked_out: int):
    asked: list[tuple[str, int]] = []

    @remembered
    def last(words: str, n: int) -> str:
        asked.append((words, n))
        return words[-n:]

    assert [last(words, 2), last(words, 2)] == ["aa", "aa"]
    assert asked == [(words, 2)] * n_worked_out


def test_what_else_is_asked_makes_another_answer():
    @remembered
    def last(words: str, n: int) -> str:
        return words[-n:]

    assert [last("rain", 1), last("rain", 2)] == ["n", "in"]
