"""Lines in title case are told from running text, and made."""

import pytest

from models.text.headlines import in_title_case, title_case_lines


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("Lake Ferry Breaks Down Twice", True, id="all words capitalised"),
        pytest.param("Ferry Was on the Rocks Before Dawn, Says Mayor", True, id="short words do not count"),
        pytest.param("Moor: Lake ‘Will Not Dry Out’ this Year", True, id="one long word in small letters of six"),
        pytest.param("FERRY BREAKS DOWN TWICE", True, id="capitals throughout"),
        pytest.param("Lake ferry breaks down twice", False, id="running text"),
        pytest.param("Ada Moor met Ben Hill yesterday.", False, id="names in a short sentence"),
        pytest.param("Ada Moor", False, id="too short to tell"),
        pytest.param("Lake Ferry Breaks Down Twice " * 5, True, id="25 words"),
        pytest.param("Lake Ferry Breaks Down Twice " * 5 + "Again", False, id="26 words: names and titles at length"),
        pytest.param("大会 1234 —", False, id="no long words"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_title_case_is_told(line: str, expected: bool):
    text = f"intro.\n{line}\nThe ferry broke down.\n"

    assert [span.cut(text) for span in title_case_lines(text)] == ([line] if expected else [])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("Mayor of Hill says no to ferry", "Mayor of Hill Says no to Ferry", id="long words"),
        pytest.param("moor’s self-made boat", "Moor’s Self-Made Boat", id="both sides of a hyphen"),
        pytest.param("élan éclair", "Élan Éclair", id="accents"),
        pytest.param("ßtraße ŉdebele", "ßtraße ŉdebele", id="letters whose capital is longer"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_title_case_keeps_the_length(line: str, expected: str):
    assert in_title_case(line) == expected
    assert len(expected) == len(line)
