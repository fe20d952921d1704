from models.decode.attributions import ATTRIBUTION_LAYERS, written_attributions
from models.network.backend import PieceSpan
from tests.unit.models.decode.scores import chain_of, reading_of
from tests.unit.models.text.cutters import word_pieces

TEXT = "Ada hopes it rains and thinks it snows . Li wrote"
HOPES, THINKS = PieceSpan(first=2, last=3), PieceSpan(first=6, last=7)


def chains(**tags: list[int]):
    n_pieces = len(word_pieces(TEXT))
    return {layer.name: chain_of(tags.get(layer.name, [0] * n_pieces)) for layer in ATTRIBUTION_LAYERS}


FOUND = chains(
    attribution_content=[0, 0, 1, 2, 0, 0, 1, 2, 0, 0, 0],
    attribution_cue=[0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1],
    attribution_source=[1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0],
)
ADA, LI, RAINS, SNOWS = [0, 3], [41, 43], [10, 18], [30, 38]
HOPES_CUE, THINKS_CUE, WROTE_CUE = [4, 9], [23, 29], [44, 49]


def test_content_carries_its_cue_and_source_and_the_rest_stands_alone():
    reading = reading_of(
        {
            ("cue", HOPES): {1: 1.0},
            ("cue", THINKS): {5: 1.0},
            ("source", HOPES): {0: 1.0},
            ("source", THINKS): {0: 1.0},
        },
        n_pieces=11,
    )

    assert written_attributions(word_pieces(TEXT), reading, FOUND) == [
        {"source": [ADA], "cue": [HOPES_CUE], "content": [RAINS]},
        {"source": [ADA], "cue": [THINKS_CUE], "content": [SNOWS]},
        {"source": [], "cue": [WROTE_CUE], "content": []},
        {"source": [LI], "cue": [], "content": []},
    ]


def test_contents_that_share_a_cue_are_one_attribution():
    reading = reading_of(
        {("cue", HOPES): {1: 1.0}, ("cue", THINKS): {1: 1.0}, ("source", THINKS): {0: 1.0}}, n_pieces=11
    )

    first, *_ = written_attributions(word_pieces(TEXT), reading, FOUND)

    assert first == {"source": [ADA], "cue": [HOPES_CUE], "content": [RAINS, SNOWS]}


def test_content_without_cue_is_an_attribution_of_its_own():
    rows = written_attributions(word_pieces(TEXT), reading_of({}, n_pieces=11), FOUND)

    assert {"source": [], "cue": [], "content": [RAINS]} in rows
    assert {"source": [], "cue": [], "content": [SNOWS]} in rows


def test_no_spans_are_no_attributions():
    assert written_attributions(word_pieces(TEXT), reading_of({}, n_pieces=11), chains()) == []
