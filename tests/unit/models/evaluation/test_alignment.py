import pytest

from models.evaluation.alignment import align_parts, align_quotations, first_meetings, pieces, quoted_parts
from models.evaluation.counts import Tally
from models.evaluation.readings import Reading
from tests.unit.models.evaluation.fakes import reading

TEXT = "“Rain came early,” Ada Brook said. “We lost the bridge.” The road was “a river”, she said."
BROKEN = {"content": ["“Rain came early,”", "“We lost the bridge.”"], "speaker": "Ada Brook"}
MIXED = {"content": ["The road was “a river”"], "speaker": "Ada Brook", "type": "mixed"}


def numbers(gold: Reading, given: Reading, *, least: float) -> list[tuple[int, int]]:
    alignment = align_parts(pieces(gold), pieces(given), least=least)
    return [(pair.gold.number, pair.given.number) for pair in alignment.pairs]


def test_every_piece_of_a_quotation_is_a_part() -> None:
    assert [p.span.cut(TEXT) for p in pieces(reading(TEXT, BROKEN))] == BROKEN["content"]


def test_quoted_parts_leave_indirect_speech_out() -> None:
    indirect = MIXED | {"type": "indirect"}
    parts = quoted_parts(reading(TEXT, MIXED, indirect))
    assert [p.span.cut(TEXT) for p in parts] == ["a river"]


@pytest.mark.parametrize(
    ("content", "least", "expected"),
    [
        # "We lost the bridge" is 18 of the 21 characters with its marks and stop: 86 %
        pytest.param("We lost the bridge", 0.8, [(0, 0)], id="most-of-it"),
        # "the bridge" is 10 of 21: 48 %
        pytest.param("the bridge", 0.5, [], id="less-than-half"),
        pytest.param("the bridge", 0.4, [(0, 0)], id="less-is-asked-for"),
        pytest.param("Rain came", 0.1, [], id="elsewhere"),
    ],
)
def test_parts_pair_by_the_share_of_their_union(content: str, least: float, expected: list[tuple[int, int]]) -> None:
    gold = reading(TEXT, {"content": ["“We lost the bridge.”"]})
    assert numbers(gold, reading(TEXT, {"content": [content]}), least=least) == expected


def test_the_closest_pair_is_made_first_and_each_part_pairs_once() -> None:
    gold = reading(TEXT, {"content": ["“We lost the bridge.”"]})
    given = reading(TEXT, {"content": ["We lost the bridge"]}, {"content": ["“We lost the bridge.”"]})
    alignment = align_parts(pieces(gold), pieces(given), least=0.5)
    assert ([p.given.number for p in alignment.pairs], [part.quotation.number for part in alignment.spurious]) == (
        [1],
        [0],
    )


def test_parts_that_stay_alone_are_missed_or_spurious() -> None:
    alignment = align_parts(pieces(reading(TEXT, BROKEN)), pieces(reading(TEXT, MIXED)), least=0.5)
    assert alignment.tally(lambda _: True) == Tally(gold=2, given=1, right=0)


def test_a_quotation_in_two_pieces_is_met_once() -> None:
    both = reading(TEXT, BROKEN)
    alignment = align_parts(pieces(both), pieces(both), least=0.5)
    assert (len(alignment.pairs), len(first_meetings(alignment.pairs))) == (2, 1)


@pytest.mark.parametrize(
    ("content", "n_pairs"),
    [
        pytest.param(["“Rain came early,” Ada Brook said. “We lost the bridge.”"], 0, id="seven-words-of-ten"),
        pytest.param(["Rain came early", "We lost the bridge"], 1, id="all-words-other-ends"),
        pytest.param(["“We lost the bridge.”"], 0, id="four-words-of-seven"),
    ],
)
def test_whole_quotations_pair_by_their_words(content: list[str], n_pairs: int) -> None:
    alignment = align_quotations(reading(TEXT, BROKEN), reading(TEXT, {"content": content}), least=0.8)
    assert len(alignment.pairs) == n_pairs
