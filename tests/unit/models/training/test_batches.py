import random
from collections import Counter

import numpy as np
import pytest

from models.network.labels import LAYERS, RELATIONS
from models.text.windows import Window
from models.training.batches import (
    BatchConfig,
    Pass,
    TrainingBatch,
    collate,
    draw_windows,
    make_batches,
    random_windows,
)
from models.training.targets import window_targets
from tests.unit.models.training.cases import IDS, example_of

EXAMPLE = example_of(8, spans={"cue": [(2, 3)]}, links=[("cue", (4, 5), [(2, 3)]), ("source", (6, 6), [])])
CONFIG = BatchConfig(batch_pieces=40, overlap=2, mask_share=0.0)


def batch_of(*windows: tuple[int, int], mask_share: float = 0.0) -> TrainingBatch:
    targets = [window_targets(EXAMPLE, Window(start=start, end=end)) for start, end in windows]
    return collate(targets, specials=IDS, mask_share=mask_share, rng=np.random.default_rng(1))


def test_batch_is_padded_to_its_longest_window():
    batch = batch_of((0, 8), (5, 8))

    assert batch.windows.ids.shape == (2, 10)
    assert batch.windows.features.shape == (2, 10, 4)
    assert {name: tuple(tags.shape) for name, tags in batch.allowed.items()} == {
        layer.name: (2, 10, layer.n_tags) for layer in LAYERS
    }
    assert batch.answers.shape == (2, len(RELATIONS), batch.spans.shape[1], 12)


def test_windows_stand_between_special_pieces():
    ids = batch_of((0, 8), (5, 8)).windows.ids.tolist()

    own = EXAMPLE.pieces.ids.tolist()
    assert ids == [
        [IDS.start, *own, IDS.end],
        [IDS.start, *own[5:], IDS.end, *[IDS.padding] * 5],
    ]


def test_mask_is_false_for_padding_alone():
    assert batch_of((0, 8), (5, 8)).windows.mask.sum(dim=1).tolist() == [10, 5]


def test_special_pieces_and_padding_allow_every_tag():
    allowed = batch_of((0, 8), (5, 8)).allowed["cue"]

    assert allowed[0, [0, 9]].all()
    assert allowed[1, [0, 4, 5, 9]].all()
    assert not allowed[1, 1].all()


def test_links_move_with_the_special_piece_before_them():
    batch = batch_of((0, 8), (5, 8))

    assert batch.spans[0].tolist() == [[5, 6], [7, 7]]
    assert batch.answers[0, RELATIONS.index("cue"), 0].nonzero().tolist() == [[3]]
    assert batch.answers[0, RELATIONS.index("source"), 1].nonzero().tolist() == [[10]]


def test_padded_spans_ask_nothing():
    batch = batch_of((0, 8), (5, 8))

    assert batch.spans[1].tolist() == [[2, 2], [0, 0]]
    assert not batch.answers[1, :, 1].any()


def test_batch_without_links_still_has_a_row_for_them():
    batch = batch_of((0, 3))

    assert batch.spans.tolist() == [[[0, 0]]]
    assert not batch.answers.any()


def test_hidden_pieces_are_a_share_of_the_real_ones():
    ids = batch_of(*[(0, 8)] * 200, mask_share=0.25).windows.ids

    share = float((ids[:, 1:-1] == IDS.mask).double().mean())
    assert share == pytest.approx(0.25, abs=0.05)
    assert (ids[:, 0] == IDS.start).all()
    assert (ids[:, -1] == IDS.end).all()


@pytest.mark.parametrize("n_pieces", [pytest.param(n, id=f"{n} pieces") for n in (1, 10, 11, 37, 200)])
def test_random_windows_cover_an_article(n_pieces: int):
    windows = random_windows(n_pieces, width=10, overlap=3, rng=random.Random(n_pieces))

    assert {place for w in windows for place in range(w.start, w.end)} == set(range(n_pieces))
    assert all(0 < len(w) <= 10 for w in windows)


def test_random_windows_cut_elsewhere_each_time():
    rng = random.Random(1)

    assert len({random_windows(50, width=10, overlap=3, rng=rng)[0].end for _ in range(40)}) > 2


def test_no_pieces_have_no_random_windows():
    assert random_windows(0, width=10, overlap=3, rng=random.Random(1)) == []


def draw(*passes: Pass, seed: int = 1):
    return draw_windows(passes, config=CONFIG, rng=random.Random(seed))


SHORT, LONG = example_of(5, id="short"), example_of(30, id="long")


def test_every_example_is_drawn_once_for_each_pass_it_stands_in():
    drawn = draw(
        Pass(examples=[SHORT, LONG], width=12), Pass(examples=[SHORT], width=12), Pass(examples=[SHORT], width=4)
    )

    whole = [e.id for batch in drawn for e, w in batch if len(w) == len(e.pieces)]
    firsts = Counter(e.id for batch in drawn for e, w in batch if w.start == 0)
    assert Counter(whole) == {"short": 2}
    assert firsts == {"short": 3, "long": 1}


def test_drawn_windows_cover_every_piece_of_an_example():
    drawn = draw(Pass(examples=[LONG], width=12))

    assert {place for batch in drawn for _, w in batch for place in range(w.start, w.end)} == set(range(30))


def test_batches_stay_in_size_with_their_padding():
    drawn = draw(Pass(examples=[SHORT, LONG] * 20, width=12))

    assert max(len(batch) * max(len(w) for _, w in batch) for batch in drawn) <= CONFIG.batch_pieces


def test_same_seed_draws_the_same():
    one = Pass(examples=[SHORT, LONG] * 3, width=12)

    assert [[w for _, w in b] for b in draw(one)] == [[w for _, w in b] for b in draw(one)]
    assert [[w for _, w in b] for b in draw(one)] != [[w for _, w in b] for b in draw(one, seed=2)]


def test_batches_are_made_in_the_drawn_order():
    drawn = draw(Pass(examples=[SHORT, LONG], width=12))

    made = list(make_batches(drawn, config=CONFIG, specials=IDS, rng=np.random.default_rng(1)))

    assert [len(batch.windows.ids) for batch in made] == [len(batch) for batch in drawn]
