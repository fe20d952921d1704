import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from models.corpora.examples import Example, LayerLabels, label
from models.spans import CharSpan
from models.training.data import (
    ARTICLE_DIETS,
    DIETS,
    HEADLINED_SHARE,
    LAST_DIETS,
    POLISH_DIETS,
    RENAMED_SHARE,
    ROUNDED_DIETS,
    STRAIGHT_SHARE,
    STUDENT_DIETS,
    Corpora,
    Diet,
    draw_article_passes,
    draw_passes,
    marked_rows,
    read_corpora,
)
from tests.unit.models.network.tiny import tiny_cutter
from tests.unit.models.training.corpus_files import MARK, TEXT, write_corpora, write_marks, write_written

QUOTED = Example(id="a", text="“Rain.”")
OPEN, STRAIGHT = 1, 3
"""Classes of the first piece's quotation mark."""


def marks(*diets: Diet) -> list[int]:
    """The class of the mark that opens the text, in each pass."""
    passes = draw_passes({"a": [QUOTED]}, diets, cutter=tiny_cutter())
    return [int(p.examples[0].pieces.features[0, 1]) for p in passes]


def test_diet_names_passes_and_widths():
    passes = draw_passes(
        {"a": [QUOTED], "b": []},
        [Diet(corpus="a", passes=2), Diet(corpus="b", passes=1, width=9)],
        cutter=tiny_cutter(),
    )

    assert [([e.id for e in p.examples], p.width) for p in passes] == [(["a"], 254), (["a"], 254), ([], 9)]


def test_every_fifth_pass_has_straight_marks():
    assert marks(Diet(corpus="a", passes=2 * STRAIGHT_SHARE)) == [OPEN, OPEN, OPEN, OPEN, STRAIGHT] * 2


NAMED_TEXT = "“Rain,” Ada Moor said."
NAMED = Example(id="n", text=NAMED_TEXT, layers={"name": LayerLabels(spans=tuple(label("person", [CharSpan(8, 16)])))})
OTHER_TEXT = "Ida Abendroth"
OTHER = Example(id="o", text=OTHER_TEXT, layers={"name": LayerLabels(spans=tuple(label("person", [CharSpan(0, 13)])))})


def texts_of(n_passes: int) -> list[str]:
    """The text of the first article in each pass, as the registry is asked about it."""
    seen: list[str] = []

    def find_outlets(text: str) -> list[CharSpan]:
        seen.append(text)
        return []

    drawn = draw_article_passes(
        {"a": [NAMED], "b": [OTHER]},
        [Diet(corpus="a", passes=n_passes)],
        cutter=tiny_cutter(),
        find_outlets=find_outlets,
        rng=random.Random(1),
    )
    assert [len(articles) for articles in drawn] == [1] * n_passes
    return seen


def test_every_second_pass_over_articles_has_other_surnames():
    texts = [text.translate(str.maketrans("“”S", '""s')) for text in texts_of(20)]

    assert set(texts[::RENAMED_SHARE]) == {'"Rain," Ada Moor said.'}
    assert set(texts[1::RENAMED_SHARE]) == {'"Rain," Ada Moor said.', '"Rain," Ada Abendroth said.'}


def test_every_fifth_pass_over_articles_has_straight_marks():
    assert ['"Rain,"' in text for text in texts_of(10)] == [False, False, False, False, True] * 2


def test_every_third_pass_over_articles_has_a_headline():
    assert [" Said." in text for text in texts_of(4 * HEADLINED_SHARE)] == [False, False, True] * 4


def test_articles_of_a_pass_are_prepared_for_both_looks():
    [[article]] = draw_article_passes(
        {"a": [NAMED]},
        [Diet(corpus="a", passes=1)],
        cutter=tiny_cutter(),
        find_outlets=lambda text: [CharSpan(17, 21)],
        rng=random.Random(1),
    )

    # pieces: “ Rain , ” Ada Moor said .
    assert (article.example.id, set(article.example.allowed)) == ("n", {"name"})
    assert article.nodes.nodes.ends.tolist() == [[4, 5], [6, 6]]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_corpora(tmp_path, n_lines=2)


def read(data: Path, *, with_own: bool) -> Corpora:
    return read_corpora(data, is_outlet=lambda _: False, with_own=with_own)


@pytest.mark.parametrize(
    ("diets", "with_own"),
    [
        pytest.param(DIETS, False, id="windows"),
        pytest.param(ARTICLE_DIETS, False, id="articles"),
        pytest.param(STUDENT_DIETS, False, id="student"),
        pytest.param(ROUNDED_DIETS, False, id="rounded"),
        pytest.param(POLISH_DIETS, False, id="polish"),
        pytest.param(LAST_DIETS, True, id="last"),
    ],
)
def test_every_corpus_of_the_diets_is_read(data: Path, written: Path, diets: Sequence[Diet], with_own: bool):
    write_written(written, "w1")

    corpora = read(data, with_own=with_own)

    assert all(corpora[diet.corpus] for diet in diets)


def test_articles_with_marked_speakers_are_a_corpus_of_their_own(data: Path):
    corpora = read(data, with_own=True)

    assert [e.id for e in corpora["polnear speakers"]] == ["d1"]
    assert [e.id for e in corpora["polnear"]] == ["d2"]


@pytest.fixture
def own(data: Path, tmp_path: Path, written: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same data, all of it marked by the project, which wrote two articles more."""
    monkeypatch.setattr("models.training.data.MARKED", write_marks(tmp_path / "own", worldner=[MARK], polnear=[MARK]))
    write_written(written, "w1", "w2")
    return data


def test_what_the_project_marked_and_wrote_is_left_out_unless_asked_for(own: Path):
    corpora = read(own, with_own=False)

    assert {name for example in corpora["worldner"] for name in example.layers} == {"name"}
    assert [e.id for e in corpora["polnear speakers"]] == ["d1"]
    assert [e.id for e in corpora["polnear"]] == ["d2"]
    assert corpora["written"] == []


def test_all_that_the_project_wrote_is_a_corpus_where_its_own_is_asked_for(own: Path):
    assert [example.id for example in read(own, with_own=True)["written"]] == ["w1", "w2"]


def test_marked_rows_are_the_articles_of_the_data_that_the_project_marked(own: Path):
    rows = list(marked_rows(own))

    assert [row["id"] for row in rows] == ["d1", "d2", "d1", "d2"]
    assert {row["text"] for row in rows} == {TEXT}
    assert {quote["speaker"]["name"] for row in rows for quote in row["quotes"]} == {"Ida Moss"}


def test_marks_make_whole_examples_of_articles_with_names_alone(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("models.training.data.MARKED", write_marks(tmp_path / "more", worldner=[MARK]))

    corpora = read(data, with_own=True)

    [marked, *_], [written, *_] = corpora["worldner"], corpora["worldquotes"]
    assert (marked.layers, marked.links) == (written.layers, written.links)


def test_marks_of_polnear_stand_beside_those_of_the_data(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    nobody = {"spans": [[0, 7]], "type": "direct", "kind": "unknown"}
    monkeypatch.setattr("models.training.data.MARKED", write_marks(tmp_path / "more", polnear=[nobody]))

    speakers = {example.id: example for example in read(data, with_own=True)["polnear speakers"]}

    bearers = {id: [k.answers for k in example.links if k.relation == "bearer"] for id, example in speakers.items()}
    assert bearers == {"d1": [(CharSpan(8, 16),)] * 2, "d2": [()]}


def test_straight_variant_keeps_every_label(data: Path):
    corpora = read(data, with_own=False)

    passes = draw_passes(corpora, [Diet(corpus="worldquotes", passes=STRAIGHT_SHARE)], cutter=tiny_cutter())

    written, straight = passes[0].examples[0], passes[-1].examples[0]
    assert straight.pieces.starts.tolist() == written.pieces.starts.tolist()
    assert straight.links == written.links
    assert (straight.allowed["content"] == written.allowed["content"]).all()
    assert (straight.pieces.features[0, 1], written.pieces.features[0, 1]) == (STRAIGHT, OPEN)
