import pytest

from models.evaluation.counts import Tally
from models.evaluation.polnear import attributions_of, count, figures

GOLD = [
    {"source": [[0, 4]], "cue": [[5, 9]], "content": [[10, 20]]},
    {"source": [[40, 44]], "cue": [[45, 49]], "content": [[30, 38], [50, 60]]},
    {"source": [], "cue": [[70, 75]], "content": [[76, 90]]},
]
# The first is right, the second lacks a piece of its content, the third has been given a source.
GIVEN = [
    {"source": [[0, 4]], "cue": [[5, 9]], "content": [[10, 20]]},
    {"source": [[40, 44]], "cue": [[45, 49]], "content": [[30, 38]]},
    {"source": [[62, 69]], "cue": [[70, 74]], "content": [[76, 90]]},
]
COUNTS = count(attributions_of(GOLD), attributions_of(GIVEN))


@pytest.mark.parametrize(
    ("name", "tally", "figure"),
    [
        pytest.param("exact.source", Tally(gold=2, given=3, right=2), 80.0, id="source-one-too-many"),
        pytest.param("exact.cue", Tally(gold=3, given=3, right=2), 200 / 3, id="cue-one-end-wrong"),
        pytest.param("exact.content", Tally(gold=4, given=3, right=3), 600 / 7, id="content-piece-missing"),
        pytest.param(
            "linked.exact", Tally(gold=3, given=3, right=1), 100 / 3, id="link-needs-all-pieces-and-no-source"
        ),
    ],
)
def test_figure_counts_exact_ends(name: str, tally: Tally, figure: float) -> None:
    assert (COUNTS[name], figures(COUNTS)[name]) == (tally, pytest.approx(figure))


def test_a_source_of_two_attributions_is_one_span_and_two_links() -> None:
    rows = attributions_of(
        [
            {"source": [[0, 4]], "cue": [[5, 9]], "content": [[10, 20]]},
            {"source": [[0, 4]], "cue": [[25, 29]], "content": [[30, 40]]},
        ]
    )
    counts = count(rows, rows)
    assert (counts["exact.source"].gold, counts["linked.exact"].gold) == (1, 2)


def test_swapped_sources_keep_their_spans_and_lose_their_links() -> None:
    gold = attributions_of(
        [
            {"source": [[0, 4]], "cue": [], "content": [[10, 20]]},
            {"source": [[30, 34]], "cue": [], "content": [[40, 50]]},
        ]
    )
    given = attributions_of(
        [
            {"source": [[30, 34]], "cue": [], "content": [[10, 20]]},
            {"source": [[0, 4]], "cue": [], "content": [[40, 50]]},
        ]
    )
    scores = figures(count(gold, given))
    assert (scores["exact.source"], scores["linked.exact"]) == (100.0, 0.0)


def test_an_attribution_without_content_is_no_link() -> None:
    rows = attributions_of([{"source": [], "cue": [], "content": []}])
    assert count(rows, rows)["linked.exact"] == Tally()
