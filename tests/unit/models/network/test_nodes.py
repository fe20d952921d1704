"""What two nodes are to each other, how far apart they stand and how often each is named, by tables."""

from time import process_time

import numpy as np
import pytest

from models.network.nodes import (
    N_COUNTS,
    N_DISTANCES,
    N_PARAGRAPHS,
    NODE_KINDS,
    TIES,
    ArticleNodes,
    distances,
    mention_counts,
    paragraph_steps,
    ties,
)
from tests.unit.models.network.node_cases import nodes_of, random_nodes

NOTHING = nodes_of(0)


@pytest.mark.parametrize(
    ("entities", "expected"),
    [
        pytest.param([0], [1], id="once"),
        pytest.param([0, 0], [2, 2], id="twice"),
        pytest.param([0, 0, 0], [2, 2, 2], id="three times"),
        pytest.param([0] * 4, [3] * 4, id="four times"),
        pytest.param([0] * 7, [3] * 7, id="seven times"),
        pytest.param([0] * 8, [4] * 8, id="eight times"),
        pytest.param([0] * 16, [5] * 16, id="sixteen times"),
        pytest.param([0] * 99, [5] * 99, id="more often than the table goes"),
        pytest.param([-1, 7, -1, 3, 7], [0, 2, 0, 1, 2], id="what is no name counts nothing"),
        pytest.param([-1, -1], [0, 0], id="no names"),
    ],
)
def test_counts_go_up_by_powers_of_two(entities: list[int], expected: list[int]):
    assert mention_counts(nodes_of(len(entities), entities=entities)).tolist() == expected


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        pytest.param(0, 13, id="the same piece"),
        pytest.param(1, 14, id="next piece"),
        pytest.param(2, 15, id="two on"),
        pytest.param(3, 15, id="three on"),
        pytest.param(4, 16, id="four on"),
        pytest.param(1023, 23, id="a thousand on"),
        pytest.param(2047, 24, id="two thousand on"),
        pytest.param(2048, 25, id="last number"),
        pytest.param(99_999, 25, id="beyond the last number"),
        pytest.param(-1, 1, id="piece before"),
        pytest.param(-3, 2, id="three before"),
        pytest.param(-4, 3, id="four before"),
        pytest.param(-99_999, 12, id="far before"),
    ],
)
def test_distance_is_finer_near_zero_and_tells_the_direction(gap: int, expected: int):
    row, column = (0, gap) if gap >= 0 else (-gap, 0)
    assert distances(nodes_of(2, firsts=[row, column]))[0, 1] == expected


def test_distance_goes_from_the_row_to_the_column():
    assert distances(nodes_of(3, firsts=[0, 1, 4])).tolist() == [[13, 14, 16], [1, 13, 15], [3, 2, 13]]


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        pytest.param(0, 5, id="same paragraph"),
        pytest.param(1, 6, id="next"),
        pytest.param(2, 7, id="two on"),
        pytest.param(3, 8, id="three on"),
        pytest.param(4, 8, id="four on"),
        pytest.param(5, 9, id="five on"),
        pytest.param(8, 9, id="eight on"),
        pytest.param(9, 10, id="nine on"),
        pytest.param(99, 10, id="far on"),
        pytest.param(-1, 4, id="before"),
        pytest.param(-4, 2, id="four before"),
        pytest.param(-99, 0, id="far before"),
    ],
)
def test_paragraph_step_is_finer_near_zero_and_tells_the_direction(step: int, expected: int):
    row, column = (0, step) if step >= 0 else (-step, 0)
    assert paragraph_steps(nodes_of(2, paragraphs=[row, column]))[0, 1] == expected


def tie_names(nodes: ArticleNodes) -> list[list[str]]:
    return [[TIES[number] for number in row] for row in ties(nodes)]


def test_node_is_tied_to_itself_and_to_no_stranger():
    assert tie_names(nodes_of(2)) == [["itself", "none"], ["none", "itself"]]


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        pytest.param([(0, 3), (2, 5)], "overlapping", id="cross"),
        pytest.param([(0, 9), (2, 3)], "overlapping", id="one inside"),
        pytest.param([(0, 2), (2, 4)], "overlapping", id="one shared piece"),
        pytest.param([(0, 2), (3, 4)], "none", id="touch"),
    ],
)
def test_nodes_that_share_a_piece_overlap(ends: list[tuple[int, int]], expected: str):
    [[_, there], [back, _]] = tie_names(nodes_of(2, ends=ends))
    assert (there, back) == (expected, expected)


def test_names_of_one_entity_are_tied():
    assert tie_names(nodes_of(3, entities=[4, 2, 4])) == [
        ["itself", "none", "same entity"],
        ["none", "itself", "none"],
        ["same entity", "none", "itself"],
    ]


def test_namesakes_are_tied_from_the_row_to_the_column():
    assert tie_names(nodes_of(3, entities=[4, 2, 4], namesakes=[(2, 4), (9, 2)])) == [
        ["itself", "none", "same entity"],
        ["namesake", "itself", "namesake"],
        ["same entity", "none", "itself"],
    ]


def test_contents_of_one_quotation_are_tied():
    nodes = nodes_of(3, kinds=["content"] * 3, quotations=[1, 1, 2])
    assert tie_names(nodes) == [
        ["itself", "same quotation", "none"],
        ["same quotation", "itself", "none"],
        ["none", "none", "itself"],
    ]


def test_content_and_its_written_source_are_tied_each_in_its_way():
    nodes = nodes_of(3, kinds=["content", "source", "content"], sources=[1, -1, 1])
    assert tie_names(nodes) == [
        ["itself", "its source", "none"],
        ["its content", "itself", "its content"],
        ["none", "its source", "itself"],
    ]


@pytest.mark.parametrize(
    ("nodes", "expected"),
    [
        pytest.param(
            nodes_of(2, ends=[(0, 3), (1, 1)], entities=[0, 1], namesakes=[(0, 1), (1, 0)]),
            ("namesake", "namesake"),
            id="namesake before overlapping",
        ),
        pytest.param(
            nodes_of(2, entities=[0, 0], namesakes=[(0, 0)]), ("same entity",) * 2, id="entity before namesake"
        ),
        pytest.param(
            nodes_of(2, ends=[(0, 3), (1, 1)], quotations=[0, -1], sources=[1, -1]),
            ("its source", "its content"),
            id="source before overlapping",
        ),
        pytest.param(nodes_of(2, ends=[(0, 3), (3, 4)], quotations=[5, 5]), ("same quotation",) * 2, id="quotation"),
    ],
)
def test_closest_tie_counts(nodes: ArticleNodes, expected: tuple[str, str]):
    [[_, there], [back, _]] = tie_names(nodes)
    assert (there, back) == expected


def test_only_relays_can_relay():
    assert nodes_of(len(NODE_KINDS), kinds=NODE_KINDS).can_relay.tolist() == [False] * 6 + [True]


WHOLE = nodes_of(
    5,
    kinds=["source", "content", "source", "content", "person"],
    sources=[-1, 0, -1, 2, -1],
    paragraphs=[0, 1, 2, 3, 4],
)
PART = WHOLE.part(start=1, end=4)


def test_part_holds_its_own_nodes():
    assert (len(PART), PART.paragraphs.tolist(), PART.ends.tolist()) == (3, [1, 2, 3], [[2, 2], [4, 4], [6, 6]])


def test_part_counts_sources_anew_and_forgets_those_outside():
    assert PART.sources.tolist() == [-1, -1, 1]


def test_part_has_the_ties_that_the_whole_has():
    nodes = random_nodes(40, n_pieces=90)
    assert (ties(nodes.part(start=7, end=31)) == ties(nodes)[7:31, 7:31]).all()


@pytest.mark.parametrize("measure", [distances, paragraph_steps, ties])
def test_no_nodes_stand_in_no_relation(measure):
    assert measure(NOTHING).shape == (0, 0)


def test_no_nodes_have_no_counts():
    assert mention_counts(NOTHING).shape == (0,)


@pytest.mark.parametrize(
    ("measure", "size"),
    [
        pytest.param(distances, N_DISTANCES, id="distances"),
        pytest.param(paragraph_steps, N_PARAGRAPHS, id="paragraphs"),
        pytest.param(ties, len(TIES), id="ties"),
        pytest.param(mention_counts, N_COUNTS, id="counts"),
    ],
)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_numbers_stay_in_their_table(measure, size: int, seed: int):
    numbers = measure(random_nodes(60, n_pieces=5_000, seed=seed))
    assert 0 <= numbers.min() <= numbers.max() < size
    assert numbers.dtype == np.int64


def test_namesakes_in_the_rest_of_an_article_take_next_to_no_time():
    n_nodes = 800
    pairs = [(one, other) for one in range(n_nodes) for other in range(50_000, 50_025)]
    nodes = nodes_of(n_nodes, entities=list(range(n_nodes)), namesakes=pairs)
    before = process_time()

    assert set(ties(nodes).ravel().tolist()) == {TIES.index("none"), TIES.index("itself")}

    assert process_time() - before < 1.0
