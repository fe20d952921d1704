"""Whole articles are drawn once each, and every node knows where in the batch its ends are seen best."""

import random

import numpy as np
import pytest

from models.text.windows import owners
from models.training.articles import ArticleWindows, PreparedArticle, draw_articles, make_article_batches, node_targets
from models.training.batches import BatchConfig, NodeTargets, TrainingBatch
from tests.unit.models.training.article_cases import NOBODY, article_of, in_windows
from tests.unit.models.training.cases import IDS

CONFIG = BatchConfig(batch_pieces=60, overlap=2, mask_share=0.0)
SHORT, MIDDLE, LONG = article_of(5, id="short"), article_of(18, id="middle"), article_of(100, id="long")


def draw(*articles: PreparedArticle, widths: tuple[int, ...] = (12,), seed: int = 1) -> list[list[ArticleWindows]]:
    return draw_articles(articles, widths=widths, config=CONFIG, rng=random.Random(seed))


def test_every_article_is_drawn_once():
    drawn = draw(*[SHORT, MIDDLE, LONG] * 40)

    names = [one.article.example.id for batch in drawn for one in batch]
    assert {name: names.count(name) for name in set(names)} == {"short": 40, "middle": 40, "long": 40}


def test_windows_cover_their_article():
    for batch in draw(SHORT, MIDDLE, LONG):
        for one in batch:
            covered = {place for w in one.windows for place in range(w.start, w.end)}
            assert covered == set(range(len(one.article.example.pieces)))


def test_windows_are_at_most_as_wide_as_drawn():
    drawn = draw(*[LONG] * 40, widths=(12, 30))

    longest = {max(map(len, one.windows)) for batch in drawn for one in batch}
    assert max(longest) <= 30
    assert any(length <= 12 for length in longest)
    assert any(length > 12 for length in longest)


def test_windows_overlap_by_as_much_as_asked_at_least():
    for batch in draw(*[LONG] * 20):
        for one in batch:
            gaps = [left.end - right.start for left, right in zip(one.windows, one.windows[1:], strict=False)]
            assert min(gaps) >= CONFIG.overlap


def test_borders_fall_elsewhere_each_time():
    assert len({one.windows for batch in draw(*[LONG] * 40) for one in batch}) > 1


def test_batches_of_several_articles_stay_in_size_with_their_padding():
    drawn = draw(*[SHORT, MIDDLE] * 30)

    sizes = [sum(len(one.windows) for one in b) * max(len(w) for one in b for w in one.windows) for b in drawn]
    assert max(sizes) <= CONFIG.batch_pieces
    assert max(map(len, drawn)) > 1


def test_article_longer_than_a_batch_stands_alone():
    drawn = draw(*[SHORT, LONG] * 10)

    assert all(len(batch) == 1 for batch in drawn if any(one.article is LONG for one in batch))


def test_article_without_pieces_is_left_out():
    assert [one.article for batch in draw(article_of(0), SHORT) for one in batch] == [SHORT]


def test_no_articles_make_no_batches():
    assert draw() == []


def test_same_seed_draws_the_same():
    articles = [SHORT, MIDDLE, LONG] * 5

    left, again, other = (draw(*articles, seed=seed) for seed in (1, 1, 2))

    assert left == again
    assert left != other


ASKED = article_of(
    30, [(0, 2), (9, 12), (13, 13), (29, 29)], answers={("speaker", 1): [0, 3], ("relay", 2): [NOBODY]}, id="asked"
)
OTHER = article_of(7, [(1, 2), (6, 6)], answers={("speaker", 0): [NOBODY]}, id="other")


def make(*drawn: list[ArticleWindows]) -> list[TrainingBatch]:
    return list(make_article_batches(drawn, config=CONFIG, specials=IDS, rng=np.random.default_rng(1)))


def nodes_in(batch: TrainingBatch) -> NodeTargets:
    assert batch.nodes is not None
    return batch.nodes


def test_batches_are_made_in_the_drawn_order():
    first, second = make([in_windows(ASKED, width=12), in_windows(SHORT)], [in_windows(OTHER)])

    # 30 pieces in windows of 12 that share 4: 4 of them, and one more
    assert (len(first.windows.ids), len(second.windows.ids)) == (5, 1)
    assert second.windows.ids[0, 1:-1].tolist() == OTHER.example.pieces.ids.tolist()


@pytest.mark.parametrize("width", [12, 16, 50])
def test_places_hold_the_pieces_of_both_ends(width: int):
    [batch] = make([in_windows(OTHER), in_windows(ASKED, width=width), in_windows(SHORT)])

    rows, columns = nodes_in(batch).places.unbind(dim=-1)
    seen = batch.windows.ids[rows, columns]
    for number, article in enumerate((OTHER, ASKED)):
        ends = article.nodes.nodes.ends
        assert seen[number, : len(ends)].tolist() == article.example.pieces.ids[ends].tolist()


def test_piece_is_seen_by_the_window_that_owns_it():
    one = in_windows(ASKED, width=12)
    [batch] = make([in_windows(SHORT), one])

    rows = nodes_in(batch).places[1, :, :, 0]
    expected = owners(30, one.windows)[ASKED.nodes.nodes.ends] + 1
    assert rows.tolist() == expected.tolist()
    assert len(set(expected.ravel().tolist())) > 2


def test_answers_are_padded_and_nobody_stays_last():
    found = nodes_in(make([in_windows(OTHER), in_windows(ASKED)])[0]).answers

    assert found.shape == (2, 2, 4, 5)
    # article, relation, asking node, answer
    assert found.nonzero().tolist() == [[0, 0, 0, 4], [1, 0, 1, 0], [1, 0, 1, 3], [1, 1, 2, 4]]


def test_nodes_come_without_the_states_of_their_ends():
    nodes = nodes_in(make([in_windows(OTHER), in_windows(ASKED)])[0]).nodes

    assert nodes.ends.shape == (2, 4, 0)
    assert nodes.mask.tolist() == [[True, True, False, False], [True] * 4]


def test_articles_of_which_nothing_is_known_have_no_nodes():
    silent = article_of(9, [(0, 1), (4, 4)])

    assert node_targets([in_windows(silent), in_windows(SHORT)]) is None


def test_silent_article_may_stand_beside_one_that_asks():
    found = node_targets([in_windows(SHORT), in_windows(OTHER)])

    assert found is not None
    assert not found.answers[0].any()
