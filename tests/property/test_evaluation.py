"""What holds of the evaluation whatever the article: bounds, perfection of gold, blindness to order."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from models.evaluation import worldquotes
from models.evaluation.alignment import align_parts, pieces
from models.evaluation.calibration import Outcome, expected_calibration_error, reliability
from models.evaluation.counts import total
from models.evaluation.polnear import attributions_of, count, figures
from models.evaluation.quoted_text import bare, quoted_segments
from models.evaluation.readings import QuotationReading, Reading, SpeakerReading
from models.spans import CharSpan

TEXT = st.text(alphabet="ab “”\"'’‘«».,\n", min_size=1, max_size=60)
NAMES = st.sampled_from([None, "Ada Brook", "Brook", "Li Wen", "the port"])
OUTLETS = st.sampled_from([None, "Radio Delta", "The Heron", "AFP"])


@st.composite
def spans(draw: st.DrawFn, size: int) -> CharSpan:
    start = draw(st.integers(0, size - 1))
    return CharSpan(start, draw(st.integers(start + 1, size)))


@st.composite
def readings(draw: st.DrawFn, text: str) -> Reading:
    quotations = tuple(
        QuotationReading(
            number=number,
            type=draw(st.sampled_from(["direct", "mixed", "indirect"])),
            spans=tuple(draw(st.lists(spans(len(text)), min_size=1, max_size=3))),
            speaker=SpeakerReading(name=draw(NAMES), kind="person", role=draw(st.sampled_from([None, "mayor"]))),
            outlet=draw(OUTLETS),
            relay=draw(OUTLETS),
        )
        for number in range(draw(st.integers(0, 4)))
    )
    return Reading(text=text, publisher=draw(OUTLETS), quotations=quotations, names=frozenset())


@st.composite
def pairs_of_readings(draw: st.DrawFn) -> tuple[Reading, Reading]:
    text = draw(TEXT)
    return draw(readings(text)), draw(readings(text))


@st.composite
def pieces_of_text(draw: st.DrawFn) -> tuple[str, CharSpan]:
    text = draw(TEXT)
    return text, draw(spans(len(text)))


ATTRIBUTIONS = st.lists(
    st.fixed_dictionaries(
        {
            part: st.lists(st.tuples(st.integers(0, 20), st.integers(21, 40)), max_size=2)
            for part in ("source", "cue", "content")
        }
    ),
    max_size=4,
)


@given(pieces_of_text())
def test_segments_lie_in_their_piece_in_order(case: tuple[str, CharSpan]) -> None:
    text, piece = case
    segments = quoted_segments(text, piece)
    ends = [segment.end for segment in segments]
    assert all(piece.holds(s) for s in segments)
    assert ends == sorted(ends)


@given(pieces_of_text())
def test_bare_piece_lies_in_its_piece(case: tuple[str, CharSpan]) -> None:
    text, piece = case
    assert piece.holds(bare(text, piece))


@given(pairs_of_readings())
def test_every_figure_is_a_percentage(case: tuple[Reading, Reading]) -> None:
    assert all(0 <= value <= 100 for value in worldquotes.figures(worldquotes.count(*case)).values())


@given(pairs_of_readings())
def test_no_part_pairs_twice(case: tuple[Reading, Reading]) -> None:
    gold, answer = (pieces(reading) for reading in case)
    alignment = align_parts(gold, answer, least=0.5)
    assert len(alignment.pairs) + len(alignment.missed) == len(gold)
    assert len(alignment.pairs) + len(alignment.spurious) == len(answer)


@given(TEXT.flatmap(readings))
def test_gold_finds_all_of_itself(gold: Reading) -> None:
    counts = worldquotes.count(gold, gold)
    assert all(counts[name].right == counts[name].gold for name in ("quoted", "pieces", "exact", "content"))


@given(st.lists(pairs_of_readings(), max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_documents_changes_nothing(cases: list[tuple[Reading, Reading]], dice: Any) -> None:
    rows = [worldquotes.count(*case) for case in cases]
    shuffled = dice.sample(rows, len(rows))
    assert worldquotes.figures(total(rows)) == worldquotes.figures(total(shuffled))


@given(ATTRIBUTIONS, ATTRIBUTIONS)
def test_gold_and_answer_change_places_without_changing_f1(ours: list[Any], theirs: list[Any]) -> None:
    gold, answer = attributions_of(ours), attributions_of(theirs)
    assert figures(count(gold, answer)) == figures(count(answer, gold))


@given(st.lists(st.builds(Outcome, confidence=st.floats(0, 1), is_right=st.booleans()), max_size=30))
def test_calibration_error_lies_between_0_and_1(outcomes: list[Outcome]) -> None:
    bins = reliability(outcomes)
    assert sum(b.n_outcomes for b in bins) == len(outcomes)
    assert 0 <= expected_calibration_error(bins) <= 1 + 1e-9
