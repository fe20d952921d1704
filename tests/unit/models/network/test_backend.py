import numpy as np
import pytest
import torch

from models.network.backend import PieceSpan, Reading, TorchBackend
from models.network.labels import LAYERS, RELATIONS
from models.network.multitask import QuoteNetwork, WindowBatch
from models.text.pieces import Pieces
from models.text.windows import Window, cut_windows, owners
from tests.unit.models.network.tiny import CONFIG, SPECIALS, tiny_cutter, tiny_network
from tests.unit.models.text.cutters import word_pieces

SHORT = word_pieces("The old bridge will open again.")
LONG = word_pieces("The council of the old town met by the river and spoke of rain, roads and the new bridge, all day.")


@pytest.fixture(scope="module")
def network() -> QuoteNetwork:
    return tiny_network(spread=20)


@pytest.fixture(scope="module")
def backend(network: QuoteNetwork) -> TorchBackend:
    return TorchBackend(network, tiny_cutter(), CONFIG.windows)


@torch.inference_mode()
def emissions_alone(network: QuoteNetwork, pieces: Pieces, window: Window) -> dict[str, np.ndarray]:
    """What the network says of one window that is run by itself, special pieces left out."""
    ids = [SPECIALS.index("[CLS]"), *pieces.ids[window.start : window.end], SPECIALS.index("[SEP]")]
    features = torch.zeros(1, len(ids), 4, dtype=torch.long)
    batch = WindowBatch(ids=torch.tensor([ids]), features=features, mask=torch.ones(1, len(ids), dtype=torch.bool))
    return {name: scores[0, 1:-1].numpy() for name, scores in network.tags(network.states(batch)).items()}


def same(left: Reading, right: Reading) -> bool:
    return all(np.allclose(left.emissions[x.name], right.emissions[x.name], atol=1e-4) for x in LAYERS)


def test_short_article_is_read_in_one_window(backend: TorchBackend, network: QuoteNetwork):
    [reading] = backend.read([SHORT])

    expected = emissions_alone(network, SHORT, Window(start=0, end=len(SHORT)))
    assert all(np.allclose(reading.emissions[x.name], expected[x.name], atol=1e-4) for x in LAYERS)


def test_piece_is_read_by_the_window_that_owns_it(backend: TorchBackend, network: QuoteNetwork):
    windows = cut_windows(len(LONG), width=10, overlap=4)
    [reading] = backend.read([LONG])

    alone = [emissions_alone(network, LONG, window)["content"] for window in windows]
    expected = [alone[o][place - windows[o].start] for place, o in enumerate(owners(len(LONG), windows))]
    assert len(windows) > 2
    assert np.allclose(reading.emissions["content"], expected, atol=1e-4)


def test_articles_read_together_are_read_as_alone(backend: TorchBackend):
    together = backend.read([LONG, SHORT])

    assert all(
        same(reading, alone) for reading, [alone] in zip(together, map(backend.read, ([LONG], [SHORT])), strict=True)
    )


def test_article_without_pieces_has_no_scores(backend: TorchBackend):
    empty, _ = backend.read([word_pieces(""), SHORT])

    assert {name: scores.shape for name, scores in empty.emissions.items()} == {x.name: (0, x.n_tags) for x in LAYERS}
    assert list(empty.links([])) == []


def test_nothing_is_read_of_no_articles(backend: TorchBackend):
    assert backend.read([]) == []


def test_window_answers_for_the_spans_that_it_holds_whole(backend: TorchBackend):
    [reading] = backend.read([LONG])
    n_first = len(cut_windows(len(LONG), width=10, overlap=4)[0])
    lasts = (1, n_first - 1, n_first, len(LONG) - 1)
    spans = [PieceSpan(first=12, last=12), *(PieceSpan(first=0, last=last) for last in lasts)]

    answers = list(reading.links(spans))

    expected = [
        {i for i, s in enumerate(spans) if w.start <= s.first and s.last < w.end}
        for w in cut_windows(len(LONG), width=10, overlap=4)
    ]
    assert [set(a.rows) for a in answers] == [rows for rows in expected if rows]


def test_link_probabilities_sum_to_one(backend: TorchBackend):
    [reading] = backend.read([LONG])

    for links in reading.links([PieceSpan(first=5, last=7), PieceSpan(first=6, last=6)]):
        assert links.probabilities.shape == (len(RELATIONS), len(links.rows), len(links.window) + 2)
        assert np.allclose(links.probabilities.sum(axis=-1), 1, atol=1e-5)


def test_link_of_a_span_does_not_depend_on_the_other_spans(backend: TorchBackend):
    [reading] = backend.read([SHORT])

    [both] = reading.links([PieceSpan(first=4, last=5), PieceSpan(first=0, last=1)])
    [alone] = reading.links([PieceSpan(first=0, last=1)])

    assert np.allclose(both.probabilities[:, both.rows.index(1)], alone.probabilities[:, 0], atol=1e-5)


def test_field_weights_shut_out_impossible_tags(backend: TorchBackend):
    steps, starts = backend.field_weights("cue")

    assert steps[0, 2] < -1000
    assert starts.tolist() == [0.0, 0.0, -10000.0]
