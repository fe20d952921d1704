import pytest

from models.corpora.examples import Example, LayerLabels, Link, label
from models.network.labels import CONTENT, CUE, RELATIONS, RELAY
from models.spans import CharSpan
from models.text.windows import Window
from models.training.targets import allowed_tags, known_tags, prepare, window_targets
from tests.unit.models.text.cutters import word_pieces
from tests.unit.models.training.cases import example_of, tags_of

TEXT = "one two three four five"
ANY, OUT, BEGIN, IN = [0, 1, 2], [0], [1], [2]


def at(words: str) -> CharSpan:
    start = TEXT.index(words)
    return CharSpan(start, start + len(words))


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        pytest.param(LayerLabels(spans=()), [OUT] * 5, id="known to be empty"),
        pytest.param(
            LayerLabels(spans=tuple(label("cue", [at("two three")]))), [OUT, BEGIN, IN, OUT, OUT], id="a span"
        ),
        pytest.param(
            LayerLabels(spans=tuple(label("cue", [at("one"), at("two")]))), [BEGIN, BEGIN, OUT, OUT, OUT], id="two"
        ),
        pytest.param(
            LayerLabels(spans=(), unknown=(at("two three"),)), [OUT, ANY, ANY, OUT, OUT], id="unknown stretch"
        ),
        pytest.param(
            LayerLabels(spans=tuple(label("cue", [at("three")])), unknown=(at("two three four"),)),
            [OUT, ANY, BEGIN, ANY, OUT],
            id="span in an unknown stretch",
        ),
        pytest.param(
            LayerLabels(
                spans=tuple(label("cue", [at("one")])),
                unknown=(at("two three four"),),
                barred=tuple(label("cue", [at("one two"), at("four five")])),
            ),
            [BEGIN, OUT, ANY, OUT, OUT],
            id="barred class in an unknown stretch, not where there is a span of it",
        ),
        pytest.param(
            LayerLabels(spans=tuple(label("cue", [CharSpan(3, 4)]))), [OUT] * 5, id="span of white space is dropped"
        ),
    ],
)
def test_allowed_tags(labels: LayerLabels, expected: list[list[int]]):
    assert tags_of(allowed_tags(CUE, labels, word_pieces(TEXT)), CUE) == expected


def test_classes_have_tags_of_their_own():
    labels = LayerLabels(spans=(*label("told", [at("one")]), *label("reported", [at("three four")])))

    assert tags_of(allowed_tags(RELAY, labels, word_pieces(TEXT)), RELAY) == [[1], [0], [3], [4], [0]]


def test_barred_class_leaves_the_others():
    labels = LayerLabels(spans=(), unknown=(at("two three"),), barred=tuple(label("reported", [at("one two three")])))

    assert tags_of(allowed_tags(RELAY, labels, word_pieces(TEXT)), RELAY) == [[0], [0, 1, 2], [0, 1, 2], [0], [0]]


def test_layers_that_are_not_labelled_are_left_out():
    assert set(example_of(5, spans={"cue": [(1, 1)]}).allowed) == {"cue"}


@pytest.mark.parametrize(
    ("query", "answers", "expected"),
    [
        pytest.param("two three", ["five"], (1, 2, (4,)), id="one answer"),
        pytest.param("two three", ["four five", "one"], (1, 2, (3, 0)), id="first pieces of two answers"),
        pytest.param("two three", [], (1, 2, ()), id="no answer in the article"),
        pytest.param(" ", ["five"], None, id="span without pieces"),
        pytest.param("two three", [" "], None, id="answers without pieces"),
    ],
)
def test_link_in_pieces(query: str, answers: list[str], expected: tuple | None):
    link = Link(relation="cue", query=at(query), answers=tuple(at(a) for a in answers))

    links = prepare(Example(id="e", text=TEXT, links=(link,)), word_pieces(TEXT)).links

    assert [(k.first, k.last, k.answers) for k in links] == ([expected] if expected else [])


def test_bearers_are_not_asked_of_windows():
    example = example_of(10, links=[("bearer", (4, 5), [(2, 3)]), ("cue", (4, 5), [(8, 8)])])

    assert [RELATIONS[link.relation] for link in example.links] == ["cue"]


def asked(example, window: Window) -> dict[tuple[str, int, int], list[int]]:
    """Relation and span of every question in a window, with the places that answer it."""
    target = window_targets(example, window)
    return {
        (relation, *span): target.answers[number, row].nonzero()[0].tolist()
        for number, relation in enumerate(RELATIONS)
        for row, span in enumerate(map(tuple, target.spans.tolist()))
        if target.answers[number, row].any()
    }


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        pytest.param((0, 10), {("cue", 4, 5): [2, 8]}, id="both answers in sight"),
        pytest.param((3, 10), {("cue", 1, 2): [5]}, id="one in sight"),
        pytest.param((3, 7), {("cue", 1, 2): [4 + 1]}, id="all elsewhere"),
        pytest.param((5, 10), {}, id="span cut by the border"),
        pytest.param((0, 5), {}, id="span cut at the end"),
        pytest.param((6, 10), {}, id="span out of sight"),
    ],
)
def test_window_asks_for_the_links_whose_span_it_holds(window: tuple[int, int], expected: dict):
    example = example_of(10, links=[("cue", (4, 5), [(2, 3), (8, 8)])])

    assert asked(example, Window(start=window[0], end=window[1])) == expected


def test_link_without_answers_is_answered_by_none():
    example = example_of(10, links=[("cue", (4, 5), [])])

    assert asked(example, Window(start=2, end=8)) == {("cue", 2, 3): [6]}


def test_links_of_one_span_share_a_row():
    example = example_of(10, links=[("cue", (4, 5), [(2, 2)]), ("source", (4, 5), [(7, 7)])])

    target = window_targets(example, Window(start=0, end=10))

    assert target.spans.tolist() == [[4, 5]]
    assert asked(example, Window(start=0, end=10)) == {("source", 4, 5): [7], ("cue", 4, 5): [2]}


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        pytest.param((0, 6), [OUT, OUT, BEGIN, IN, IN, OUT], id="whole"),
        pytest.param((2, 6), [BEGIN, IN, IN, OUT], id="from its first piece"),
        pytest.param((3, 6), [[1, 2], IN, OUT], id="entered in the middle: begins for the window"),
        pytest.param((0, 4), [OUT, OUT, BEGIN, IN], id="cut at the end"),
    ],
)
def test_known_tags_at_window_borders(window: tuple[int, int], expected: list[list[int]]):
    example = example_of(6, spans={"content": [(2, 4)]})

    target = window_targets(example, Window(start=window[0], end=window[1]))

    assert tags_of(known_tags(target, CONTENT), CONTENT) == expected


def test_known_tags_do_not_change_the_example():
    example = example_of(6, spans={"content": [(2, 4)]})

    known_tags(window_targets(example, Window(start=3, end=6)), CONTENT)

    assert tags_of(example.allowed["content"], CONTENT)[3] == IN


def test_layer_without_labels_allows_everything():
    target = window_targets(example_of(4, spans={"content": [(1, 2)]}), Window(start=1, end=4))

    assert tags_of(known_tags(target, CUE), CUE) == [ANY] * 3
