from collections.abc import Mapping
from typing import cast

import numpy as np
import pytest

from models.decode.links import Answer, LinkTable, mean_answer
from models.decode.spans import ScoredSpan
from models.network.backend import PieceSpan, Reading
from models.network.labels import RELATIONS
from models.network.torch_backend import TorchBackend
from models.spans import CharSpan
from models.text.windows import Window
from tests.unit.models.decode.scores import HandReading, Target, reading_of
from tests.unit.models.network.tiny import CONFIG, tiny_cutter, tiny_network
from tests.unit.models.text.cutters import word_pieces


def at(first: int, last: int) -> ScoredSpan:
    """A span of some pieces that are one code point each."""
    return ScoredSpan(
        span=CharSpan(first, last + 1), pieces=PieceSpan(first=first, last=last), kind="content", confidence=1.0
    )


ASKED = at(4, 5)
CUES = [at(1, 2), at(7, 7)]


def cue_answer(answer: Mapping[Target, float]) -> Answer:
    table = LinkTable(reading_of({("cue", ASKED.pieces): answer}), [ASKED], {"cue": CUES})
    return table.answer("cue", ASKED)


def test_mass_of_a_candidate_is_that_of_all_its_pieces():
    answer = cue_answer({1: 0.25, 2: 0.5, 7: 0.125, "none": 0.125})

    assert answer.mass == pytest.approx({0: 0.75, 1: 0.125})
    assert (answer.none, answer.elsewhere) == pytest.approx((0.125, 0.0))


def test_mass_on_other_pieces_is_lost():
    answer = cue_answer({0: 0.75, 7: 0.25})

    assert answer.mass == pytest.approx({1: 0.25})


@pytest.mark.parametrize(
    ("given", "best", "choice"),
    [
        pytest.param({1: 0.25, 7: 0.5, "none": 0.25}, 1, 1, id="the likeliest"),
        pytest.param({1: 0.5, 7: 0.5}, 0, 0, id="the first of two alike"),
        pytest.param({7: 0.25, "none": 0.75}, 1, None, id="none is likelier"),
        pytest.param({7: 0.5, "none": 0.5}, 1, None, id="none is as likely"),
        pytest.param({7: 0.25, "elsewhere": 0.75}, 1, 1, id="elsewhere does not count"),
        pytest.param({0: 1.0}, None, None, id="no candidate has any"),
    ],
)
def test_choice_is_the_best_candidate_that_beats_none(given: Mapping[Target, float], best: int, choice: int):
    answer = cue_answer(given)

    assert (answer.best, answer.choice) == (best, choice)


def test_relations_are_kept_apart():
    reading = reading_of({("cue", ASKED.pieces): {7: 1.0}, ("source", ASKED.pieces): {1: 1.0}})

    table = LinkTable(reading, [ASKED], {"cue": CUES, "source": CUES})

    assert (table.answer("cue", ASKED).choice, table.answer("source", ASKED).choice) == (1, 0)


def two_windows(first: Mapping[Target, float], second: Mapping[Target, float]) -> Answer:
    """The answer for pieces 4 and 5, which both of two windows see; only the second sees piece 7."""
    windows = [Window(start=0, end=6), Window(start=2, end=10)]
    by_window = {(0, "cue", ASKED.pieces): first, (1, "cue", ASKED.pieces): second}
    reading = cast(Reading, HandReading(windows=windows, answers={}, by_window=by_window))
    return LinkTable(reading, [ASKED], {"cue": CUES}).answer("cue", ASKED)


def test_window_that_sees_the_answer_weighs_more():
    answer = two_windows({"elsewhere": 0.9, "none": 0.1}, {7: 0.8, "none": 0.2})

    # weights 0.101 and 1.001: what is not elsewhere, and a thousandth
    assert answer.mass == pytest.approx({1: 0.8 * 1.001 / 1.102})
    assert answer.none == pytest.approx((0.1 * 0.101 + 0.2 * 1.001) / 1.102)
    assert answer.elsewhere == pytest.approx(0.9 * 0.101 / 1.102)


def test_candidate_cut_by_a_window_counts_what_is_inside():
    answer = two_windows({1: 0.5, 2: 0.25, "none": 0.25}, {2: 0.5, "none": 0.5})

    assert answer.mass == pytest.approx({0: (0.75 + 0.5) / 2})


def test_span_that_no_window_holds_points_out_of_sight():
    long = at(0, 9)
    reading = cast(Reading, HandReading(windows=[Window(start=0, end=6)], answers={}))

    answer = LinkTable(reading, [long], {"cue": CUES}).answer("cue", long)

    assert (answer.mass, answer.none, answer.elsewhere) == ({}, 0.0, 1.0)


def test_no_candidates_leave_none_and_elsewhere():
    reading = reading_of({("cue", ASKED.pieces): {7: 0.5, "none": 0.5}})

    answer = LinkTable(reading, [ASKED], {"cue": []}).answer("cue", ASKED)

    assert (answer.mass, answer.none, answer.choice) == ({}, 0.5, None)


def test_mean_of_answers_weighs_each_alike():
    mean = mean_answer([Answer(mass={0: 0.5}, none=0.5), Answer(mass={0: 0.25, 3: 0.25}, elsewhere=0.5)])

    assert mean.mass == pytest.approx({0: 0.375, 3: 0.125})
    assert (mean.none, mean.elsewhere) == pytest.approx((0.25, 0.25))


def test_mean_of_nothing_is_empty():
    assert mean_answer([]) == Answer()


def dense_answer(reading: Reading, asked: ScoredSpan, cues: list[ScoredSpan], *, n_pieces: int) -> np.ndarray:
    """The same sums over whole rows of the article, as the definition says."""
    total, weights = np.zeros(n_pieces + 2), 0.0
    for links in reading.links([asked.pieces]):
        row = links.probabilities[RELATIONS.index("cue"), 0].astype(float)
        weight, width = 1.001 - row[-1], len(links.window)
        total[links.window.start : links.window.end] += weight * row[:width]
        total[n_pieces:] += weight * row[width:]
        weights += weight
    total /= weights
    return np.asarray([total[c.pieces.first : c.pieces.last + 1].sum() for c in cues])


def test_answers_of_the_network_over_several_windows_are_their_weighed_mean():
    pieces = word_pieces("the council of the old town met by the river and spoke of rain and roads all the long day")
    [reading] = TorchBackend(tiny_network(), tiny_cutter(), CONFIG.windows).read([pieces])
    asked, cues = at(7, 8), [at(0, 1), at(4, 6), at(9, 9), at(10, 13)]

    answer = LinkTable(reading, [asked], {"cue": cues}).answer("cue", asked)

    expected = dense_answer(reading, asked, cues, n_pieces=len(pieces))
    assert [answer.mass.get(i, 0.0) for i in range(len(cues))] == pytest.approx(expected.tolist(), abs=1e-4)
    assert sum(answer.mass.values()) + answer.none + answer.elsewhere <= 1 + 1e-5
