import pytest
import torch

from models.network.heads import LinkHead, TagHead, distance_buckets
from models.network.labels import LAYERS, N_LINK_DISTANCES, RELATIONS


@pytest.mark.parametrize(
    ("distance", "bucket"),
    [
        pytest.param(0, 11, id="the span itself"),
        pytest.param(1, 12, id="next piece"),
        pytest.param(2, 13, id="two on"),
        pytest.param(3, 13, id="three on"),
        pytest.param(4, 14, id="four on"),
        pytest.param(512, 21, id="last bucket"),
        pytest.param(9999, 21, id="beyond the last bucket"),
        pytest.param(-1, 1, id="piece before"),
        pytest.param(-3, 2, id="three before"),
        pytest.param(-9999, 10, id="far before"),
    ],
)
def test_distance_bucket(distance: int, bucket: int):
    assert distance_buckets(torch.tensor(distance)).item() == bucket


def test_distance_buckets_stay_in_their_table():
    buckets = distance_buckets(torch.arange(-2000, 2001))

    assert 0 <= int(buckets.min()) <= int(buckets.max()) < N_LINK_DISTANCES


def test_tag_head_scores_every_tag_of_every_layer():
    scores = TagHead(16, 8)(torch.randn(2, 7, 16))

    assert {name: tuple(s.shape) for name, s in scores.items()} == {x.name: (2, 7, x.n_tags) for x in LAYERS}


def test_every_layer_has_a_field_of_its_size():
    head = TagHead(16, 8)

    assert [head.field(x.name).steps.shape[0] for x in LAYERS] == [x.n_tags for x in LAYERS]


@pytest.fixture
def head() -> LinkHead:
    torch.manual_seed(2)
    return LinkHead(16, 4).eval()


def test_link_head_scores_pieces_and_two_special_answers(head: LinkHead):
    scores = head(
        torch.randn(2, 7, 16), torch.tensor([[[1, 2], [3, 3], [0, 0]]] * 2), torch.ones(2, 7, dtype=torch.bool)
    )

    assert scores.shape == (2, len(RELATIONS), 3, 7 + 2)


def test_masked_pieces_can_be_no_answer(head: LinkHead):
    mask = torch.tensor([[False, True, True, True, False]])

    probabilities = torch.softmax(head(torch.randn(1, 5, 16), torch.tensor([[[1, 2]]]), mask), dim=-1)

    assert (probabilities[..., [0, 4]] == 0).all()
    assert (probabilities[..., [1, 2, 3, 5, 6]] > 0).all()


def test_padding_leaves_the_other_scores_as_they_are(head: LinkHead):
    states, spans = torch.randn(1, 8, 16), torch.tensor([[[1, 2]]])

    alone = head(states[:, :5], spans, torch.ones(1, 5, dtype=torch.bool))
    padded = head(states, spans, torch.arange(8)[None] < 5)

    assert torch.allclose(padded[..., [0, 1, 2, 3, 4, 8, 9]], alone, atol=1e-5)


def test_distance_is_counted_from_the_nearer_end_of_the_span(head: LinkHead):
    with torch.no_grad():
        head.query.weight.zero_()
        head.query.bias.zero_()
        head.distance.copy_(torch.arange(N_LINK_DISTANCES).expand(len(RELATIONS), -1))

    scores = head(torch.randn(1, 7, 16), torch.tensor([[[2, 3]]]), torch.ones(1, 7, dtype=torch.bool))

    assert scores[0, 0, 0].tolist() == [2, 1, 11, 11, 12, 13, 13, 0, 0]


def test_spans_are_scored_apart_from_each_other(head: LinkHead):
    states, mask = torch.randn(1, 6, 16), torch.ones(1, 6, dtype=torch.bool)

    both = head(states, torch.tensor([[[1, 2], [4, 4]]]), mask)

    assert torch.allclose(both[:, :, 1:], head(states, torch.tensor([[[4, 4]]]), mask), atol=1e-6)
