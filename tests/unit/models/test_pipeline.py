"""The door opens on whole weights alone, and gives one result an article in order."""

from pathlib import Path

import pytest

from models.errors import WeightsCorrupt, WeightsMissing
from models.network.weight_files import (
    CONFIG_FILE,
    MANIFEST_FILE,
    TOKENIZER_FILE,
    WEIGHTS_FILE,
    config_bytes,
    write_weights,
)
from models.network.weights import pack_network
from models.pipeline import ArticlePipeline, load_pipeline
from models.records import Article, Result
from models.steps import Stage
from tests.unit.models.network.tiny import CONFIG, tiny_network, tiny_tokenizer

FILES = (WEIGHTS_FILE, CONFIG_FILE, TOKENIZER_FILE)
TEXT = "“Rain is here again,” said Ada Moor of the Hill Fund. It was raining, she told Reuters."
NOTHING = Result(outlet=None, agency=None, quotations=(), entities=())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A whole weights directory of a tiny network, whose random tags find plenty."""
    files = {
        WEIGHTS_FILE: pack_network(tiny_network(spread=30.0)),
        CONFIG_FILE: config_bytes(CONFIG),
        TOKENIZER_FILE: tiny_tokenizer(),
    }
    write_weights(tmp_path, files=files, manifest={"name": "tiny", "version": "7"})
    return tmp_path


@pytest.fixture
def pipeline(folder: Path) -> ArticlePipeline:
    return load_pipeline(folder, n_threads=1)


def test_model_is_the_one_of_the_manifest(pipeline: ArticlePipeline):
    assert (pipeline.model.name, pipeline.model.version) == ("tiny", "7")


@pytest.mark.parametrize("name", [*FILES, MANIFEST_FILE])
def test_missing_file_is_told_by_name(folder: Path, name: str):
    (folder / name).unlink()
    with pytest.raises(WeightsMissing, match=name):
        load_pipeline(folder, n_threads=1)


@pytest.mark.parametrize("name", FILES)
def test_changed_file_is_told_by_name(folder: Path, name: str):
    with (folder / name).open("ab") as file:
        file.write(b" ")
    with pytest.raises(WeightsCorrupt, match=name):
        load_pipeline(folder, n_threads=1)


def test_each_article_gets_its_own_result_in_order(pipeline: ArticlePipeline):
    articles = [Article(text=TEXT[start:]) for start in (0, 30, 60)]

    together = pipeline.attribute(articles)

    alone = [pipeline.attribute([article])[0] for article in articles]
    assert [_spans(result) for result in together] == [_spans(result) for result in alone]
    assert len({str(_spans(result)) for result in together}) > 1


def _spans(result: Result) -> list[object]:
    return [[quotation.spans for quotation in result.quotations], [entity.mentions for entity in result.entities]]


def test_no_articles_give_no_results(pipeline: ArticlePipeline):
    assert pipeline.attribute([]) == []
    assert pipeline.attributions([]) == []


@pytest.mark.parametrize("text", [pytest.param("", id="nothing"), pytest.param(" \n\t", id="white space")])
def test_article_without_words_has_nothing_in_it(pipeline: ArticlePipeline, text: str):
    assert pipeline.attribute([Article(text=text)]) == [NOTHING]
    assert pipeline.attributions([Article(text=text)]) == [[]]


def test_headline_changes_no_quotation(pipeline: ArticlePipeline):
    plain, titled = pipeline.attribute([Article(text=TEXT), Article(text=TEXT, title="Ada Beth Moor speaks of rain")])
    assert [q.spans for q in titled.quotations] == [q.spans for q in plain.quotations] != []


@pytest.mark.parametrize("title", [None, "Ada Beth Moor speaks of rain"])
def test_findings_are_what_the_result_is_made_of(pipeline: ArticlePipeline, title: str | None):
    article = Article(text=TEXT, title=title)

    findings, [result] = pipeline.findings(article), pipeline.attribute([article])

    told = [tuple(content.span for content in one.found.contents) for one in findings.quotations]
    assert told == [quotation.spans for quotation in result.quotations] != []
    assert len(findings.slates) == len(told)


def test_written_attributions_lie_inside_the_text(pipeline: ArticlePipeline):
    [rows] = pipeline.attributions([Article(text=TEXT)])
    ends = [place for row in rows for part in ("source", "cue", "content") for span in row[part] for place in span]
    assert ends
    assert all(0 <= end <= len(TEXT) for end in ends)


def test_article_passes_every_stage_in_order(pipeline: ArticlePipeline):
    stages = list(pipeline.steps([Article(text=TEXT)]))

    assert list(dict.fromkeys(stages)) == ["cut", "encode", "decode", "resolve", "link"]
    assert stages[-1] == "resolve"


@pytest.mark.parametrize("stage", ["encode", "link"])
def test_longer_article_takes_more_steps_not_larger_ones(pipeline: ArticlePipeline, stage: Stage):
    short, long = (list(pipeline.steps([Article(text=f"{TEXT} " * n)])).count(stage) for n in (30, 300))

    assert short < long


def test_articles_are_worked_on_one_after_the_other(pipeline: ArticlePipeline):
    stages = list(pipeline.steps([Article(text=TEXT), Article(text=TEXT)]))

    assert [stages.count("cut"), stages.count("decode")] == [2, 2]
