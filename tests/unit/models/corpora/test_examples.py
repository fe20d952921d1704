from pathlib import Path

import pytest

from models.corpora.examples import LabelledSpan, clear_of, complement, flatten, label, read_json_lines, spans_of
from models.errors import CorpusError
from models.spans import CharSpan


def spans(*pairs: tuple[int, int]) -> list[CharSpan]:
    return [CharSpan(*pair) for pair in pairs]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        pytest.param([(0, 5), (7, 9)], [(0, 5), (7, 9)], id="apart"),
        pytest.param([(7, 9), (0, 5)], [(0, 5), (7, 9)], id="put in order"),
        pytest.param([(0, 9), (2, 4)], [(0, 9)], id="nested: the outer one"),
        pytest.param([(0, 3), (2, 9)], [(2, 9)], id="crossing: the longer one"),
        pytest.param([(0, 4), (2, 6)], [(0, 4)], id="of one length: the first"),
        pytest.param([(0, 4), (3, 9), (8, 11)], [(3, 9)], id="both neighbours go"),
        pytest.param([(0, 3), (3, 6)], [(0, 3), (3, 6)], id="touching"),
        pytest.param([(0, 3), (0, 3)], [(0, 3)], id="twice the same"),
        pytest.param([], [], id="none"),
    ],
)
def test_flatten_keeps_the_longest_spans_that_do_not_overlap(given: list, kept: list):
    assert list(flatten(label("a", spans(*given)))) == label("a", spans(*kept))


def test_flatten_keeps_one_class_for_a_span():
    same = [LabelledSpan(span=CharSpan(0, 3), kind=kind) for kind in ("told", "reported")]

    assert flatten(same) == flatten(same[::-1])
    assert len(flatten(same)) == 1


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        pytest.param([], [(0, 10)], id="nothing known"),
        pytest.param([(0, 10)], [], id="everything known"),
        pytest.param([(2, 4)], [(0, 2), (4, 10)], id="in the middle"),
        pytest.param([(5, 10), (0, 2)], [(2, 5)], id="at both ends, out of order"),
        pytest.param([(1, 6), (2, 3), (5, 8)], [(0, 1), (8, 10)], id="overlapping"),
    ],
)
def test_complement_is_what_lies_outside(known: list, expected: list):
    assert list(complement(10, spans(*known))) == spans(*expected)


def test_complement_of_nothing_in_an_empty_text_is_nothing():
    assert complement(0, []) == ()


def test_empty_pairs_are_left_out():
    assert spans_of([[0, 2], [3, 3], [5, 4]]) == (CharSpan(0, 2),)


def test_line_that_is_not_json_is_named(tmp_path: Path):
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id": "a"}\n{"id": \n')

    with pytest.raises(CorpusError, match="not JSON") as caught:
        list(read_json_lines(path))

    assert (caught.value.path, caught.value.line) == (path, 2)


def test_empty_file_has_no_rows(tmp_path: Path):
    (tmp_path / "rows.jsonl").touch()

    assert list(read_json_lines(tmp_path / "rows.jsonl")) == []


def test_spans_beside_those_that_are_taken_keep_their_order():
    taken = [CharSpan(0, 4), CharSpan(9, 12)]

    assert clear_of(taken, [CharSpan(12, 14), CharSpan(3, 6), CharSpan(4, 9), CharSpan(10, 11)]) == [
        CharSpan(12, 14),
        CharSpan(4, 9),
    ]
