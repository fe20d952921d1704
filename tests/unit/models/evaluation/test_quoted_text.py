import pytest

from models.evaluation.quoted_text import bare, quoted_segments, word_starts
from models.spans import CharSpan


def whole(text: str) -> CharSpan:
    return CharSpan(0, len(text))


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        pytest.param("“It rained.”", ["It rained."], id="curly"),
        pytest.param('it was "wet" and "cold"', ["wet", "cold"], id="straight-twice"),
        pytest.param("«Il pleut»", ["Il pleut"], id="guillemets"),
        pytest.param("‘It’s ours,’", ["It’s ours,"], id="single-with-apostrophe"),
        pytest.param("'It's the drivers' bus'", ["It's the drivers"], id="plural-possessive-closes-a-single"),
        pytest.param("the drivers' bus", [], id="apostrophe-after-a-letter"),
        pytest.param("'tis a long road", [], id="single-never-closed"),
        pytest.param("“It never ends", ["It never ends"], id="double-never-closed"),
        pytest.param("and so it ended.”", ["and so it ended."], id="closing-mark-alone"),
        pytest.param("“She said ‘no’ twice”", ["She said ‘no’ twice"], id="quote-in-quote-is-one"),
        pytest.param("“” nothing", [], id="nothing-between"),
        pytest.param("no marks here", [], id="no-marks"),
    ],
)
def test_segments_are_what_stands_between_marks(text: str, segments: list[str]) -> None:
    assert [segment.cut(text) for segment in quoted_segments(text, whole(text))] == segments


def test_segments_stay_inside_their_piece() -> None:
    text = "He said “yes” and “no”."
    assert [s.cut(text) for s in quoted_segments(text, CharSpan(8, 13))] == ["yes"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("“It rained,”", "It rained", id="marks-and-comma"),
        pytest.param("it rained", "it rained", id="already-bare"),
        pytest.param("\u00a0— (it rained)…", "it rained", id="space-dash-bracket"),
        pytest.param("…", "…", id="nothing-else"),
    ],
)
def test_bare_piece_has_no_marks_at_its_ends(text: str, expected: str) -> None:
    assert bare(text, whole(text)).cut(text) == expected


def test_word_starts_count_from_the_start_of_the_text() -> None:
    assert word_starts("No, it is wet.", CharSpan(4, 13)) == {4, 7, 10}


def test_a_word_cut_into_starts_with_its_piece() -> None:
    assert word_starts("raining", CharSpan(4, 7)) == {4}
