import numpy as np
import pytest
import torch

from models.network.backend import PieceSpan, Reading
from models.network.labels import ARTICLE_RELATIONS, LAYERS, RELATIONS
from models.network.multitask import QuoteNetwork, WindowBatch
from models.network.node_batches import pad_nodes
from models.network.nodes import ArticleNodes
from models.network.torch_backend import TorchBackend
from models.text.pieces import Pieces
from models.text.windows import Window, cut_windows, owners
from tests.unit.models.network.node_cases import nodes_of, random_nodes
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
def states_alone(network: QuoteNetwork, pieces: Pieces, window: Window) -> torch.Tensor:
    """What the encoder makes of one window that is run by itself, special pieces left out."""
    ids = [SPECIALS.index("[CLS]"), *pieces.ids[window.start : window.end], SPECIALS.index("[SEP]")]
    features = torch.zeros(1, len(ids), 4, dtype=torch.long)
    batch = WindowBatch(ids=torch.tensor([ids]), features=features, mask=torch.ones(1, len(ids), dtype=torch.bool))
    return network.states(batch)[0, 1:-1]


@torch.inference_mode()
def emissions_alone(network: QuoteNetwork, pieces: Pieces, window: Window) -> dict[str, np.ndarray]:
    """The scores of the tags in one window that is run by itself."""
    states = states_alone(network, pieces, window)[None]
    return {name: scores[0].numpy() for name, scores in network.tags(states).items()}


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


@torch.inference_mode()
def head_alone(network: QuoteNetwork, pieces: Pieces, nodes: ArticleNodes) -> np.ndarray:
    """What the article head says of nodes, each end seen by the window that owns it."""
    windows = cut_windows(len(pieces), width=10, overlap=4)
    alone = [states_alone(network, pieces, window) for window in windows]
    states = torch.stack([alone[o][n - windows[o].start] for n, o in enumerate(owners(len(pieces), windows))])
    ends = torch.from_numpy(nodes.ends)
    scores = network.article(pad_nodes([nodes], [torch.cat([states[ends[:, 0]], states[ends[:, 1]]], dim=-1)]))
    return torch.softmax(scores[0], dim=-1).numpy()


@pytest.mark.parametrize("pieces", [pytest.param(SHORT, id="one window"), pytest.param(LONG, id="several")])
def test_second_look_sees_both_ends_of_every_node(backend: TorchBackend, network: QuoteNetwork, pieces: Pieces):
    nodes = random_nodes(9, n_pieces=len(pieces))
    [reading] = backend.read([pieces])

    [links] = reading.look_again(nodes)

    assert (links.block, links.rows.tolist()) == (range(9), list(range(9)))
    assert np.allclose(links.probabilities, head_alone(network, pieces, nodes), atol=1e-4)


@pytest.fixture
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.network.backend._NODE_BLOCK", 8)
    monkeypatch.setattr("models.network.backend._NODE_OVERLAP", 4)


@pytest.mark.usefixtures("_small_blocks")
@pytest.mark.parametrize("n_nodes", [1, 8, 9, 12, 13, 30])
def test_second_look_answers_every_node_once(backend: TorchBackend, n_nodes: int):
    [reading] = backend.read([LONG])

    looks = list(reading.look_again(random_nodes(n_nodes, n_pieces=len(LONG))))

    assert [row for links in looks for row in links.rows.tolist()] == list(range(n_nodes))
    assert all(row in links.block for links in looks for row in links.rows.tolist())
    assert all(0 < len(links.block) <= 8 for links in looks)


@pytest.mark.usefixtures("_small_blocks")
def test_block_of_nodes_is_asked_as_if_it_were_all(backend: TorchBackend, network: QuoteNetwork):
    nodes = random_nodes(30, n_pieces=len(LONG))
    [reading] = backend.read([LONG])

    looks = list(reading.look_again(nodes))

    assert len(looks) > 3
    for links in looks:
        expected = head_alone(network, LONG, nodes.part(start=links.block.start, end=links.block.stop))
        assert np.allclose(links.probabilities, expected[:, links.rows - links.block.start], atol=1e-4)


@pytest.mark.usefixtures("_small_blocks")
def test_probabilities_of_the_second_look_sum_to_one(backend: TorchBackend):
    [reading] = backend.read([LONG])

    for links in reading.look_again(random_nodes(30, n_pieces=len(LONG))):
        assert links.probabilities.shape == (len(ARTICLE_RELATIONS), len(links.rows), len(links.block) + 1)
        assert np.allclose(links.probabilities.sum(axis=-1), 1, atol=1e-5)


@pytest.mark.parametrize("pieces", [pytest.param(SHORT, id="an article"), pytest.param(word_pieces(""), id="no words")])
def test_without_nodes_there_is_nothing_to_look_at(backend: TorchBackend, pieces: Pieces):
    [reading] = backend.read([pieces])

    assert list(reading.look_again(nodes_of(0))) == []


def test_field_weights_shut_out_impossible_tags(backend: TorchBackend):
    steps, starts = backend.field_weights("cue")

    assert steps[0, 2] < -1000
    assert starts.tolist() == [0.0, 0.0, -10000.0]
