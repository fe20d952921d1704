"""Stand-ins for the model, so that web tests need none: quick, without weights, the same each time."""

import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event
from time import sleep
from typing import Any

from models.records import (
    Article,
    Confidences,
    Entity,
    Mention,
    ModelInfo,
    PublishingOutlet,
    Quotation,
    Result,
    SourceOutlet,
    Speaker,
)
from models.spans import CharSpan
from models.steps import Stage, finish
from service.settings import Settings

MODEL = ModelInfo(
    name="fake",
    version="0",
    weights_sha256="0" * 64,
    data=("nothing",),
    figures={"content": {"value": 0.5, "interval95": [0.4, 0.6], "data": "nothing"}},
    limits=("Knows curly quotation marks and the word after them only.",),
)

_QUOTED = re.compile(r"“[^”]+”")
_WORD = re.compile(r"\w+")


class FakePipeline:
    """Takes all between curly marks for a quotation, the next word for its cue and the one after for its speaker."""

    model = MODEL

    def attribute(self, articles: Sequence[Article]) -> list[Result]:
        return finish(self.steps(articles))

    def steps(self, articles: Sequence[Article]) -> Generator[Stage, None, list[Result]]:
        results = []
        for article in articles:
            results.append(self.attribute_one(article))
            yield "resolve"
        return results

    def attribute_one(self, article: Article) -> Result:
        quotations = tuple(_quotations(article.text))
        outlet = article.outlet and PublishingOutlet(
            name=article.outlet, domain="example.com", basis="given", confidence=1.0
        )
        mentions = [q.speaker.mention for q in quotations if q.speaker and q.speaker.mention]
        entities = tuple(
            Entity(
                id=f"e{number}",
                name=mention.cut(article.text),
                kind="person",
                aliases=(mention.cut(article.text),),
                roles=("speaker",),
                mentions=(Mention(span=mention, form="name"),),
            )
            for number, mention in enumerate(mentions, start=1)
        )
        return Result(outlet=outlet or None, agency=None, quotations=quotations, entities=entities)


class FailingPipeline(FakePipeline):
    """Fails on an article that holds a word, and says so with the article's own text, as a careless library would."""

    def __init__(self, *, word: str) -> None:
        self.word = word

    def attribute_one(self, article: Article) -> Result:
        if self.word in article.text:
            raise ValueError(f"cannot read {article.text!r}")
        return super().attribute_one(article)


class PacedPipeline(FakePipeline):
    """Takes its time for every code point."""

    def __init__(self, *, chars_per_s: float) -> None:
        self.chars_per_s = chars_per_s

    def attribute_one(self, article: Article) -> Result:
        sleep(len(article.text) / self.chars_per_s)
        return super().attribute_one(article)


class HeldPipeline(FakePipeline):
    """Works on an article that says `hold` only when let go."""

    def __init__(self) -> None:
        self.began = Event()
        self.let_go = Event()

    def attribute_one(self, article: Article) -> Result:
        if "hold" in article.text:
            self.began.set()
            assert self.let_go.wait(timeout=10), "nobody let the pipeline go"
        return super().attribute_one(article)


class SlowPipeline(FakePipeline):
    """Takes a second for an article that says `slow`, and for ever for one that says `hang`."""

    def attribute_one(self, article: Article) -> Result:
        if "hang" in article.text:
            Event().wait()
        if "slow" in article.text:
            Event().wait(1.0)
        return super().attribute_one(article)


# With limits that a test can reach.
_SETTINGS = Settings(
    weights_dir=Path("no-weights"),
    max_article_chars=1000,
    max_batch_articles=4,
    max_body_bytes=100_000,
    max_waiting=2,
    max_waiting_chars=10_000,
    body_timeout_s=10.0,
    request_timeout_s=60.0,
    hang_timeout_s=60.0,
    backend="auto",
    torch_threads=1,
    log_level="info",
    host="127.0.0.1",
    port=8000,
    workers=1,
    api_keys=(),
    rate_limit="",
    rate_storage_url="memory://",
    trusted_proxies=0,
    cors_origins=(),
    traces=False,
)


def make_settings(**changed: Any) -> Settings:
    """Settings for tests, some of them changed by name."""
    return replace(_SETTINGS, **changed)


def full_result(text: str) -> Result:
    """A result in which no field is empty, its spans in the first ten code points of the text."""
    mention = CharSpan(start=0, end=2)
    publisher = PublishingOutlet(
        name="The Hill Post", domain="hillpost.example", basis="byline", confidence=0.75, mention=mention
    )
    quotation = Quotation(
        id="q1",
        type="mixed",
        spans=(CharSpan(start=2, end=5), CharSpan(start=6, end=9)),
        cue=CharSpan(start=5, end=6),
        speaker=Speaker(name="Ada Moor", kind="person", role="mayor", entity="e1", mention=mention),
        outlet=SourceOutlet(
            name="Lake Radio", domain="lake.example", via="relay", relation="told", mention=CharSpan(start=9, end=10)
        ),
        confidence=0.5,
        confidences=Confidences(quotation=0.9, speaker=0.8, outlet=0.7),
    )
    entity = Entity(
        id="e1",
        name="Ada Moor",
        kind="person",
        aliases=("Moor",),
        roles=("mayor",),
        mentions=(Mention(span=mention, form="nominal"),),
    )
    assert len(text) >= 10, "the spans need ten code points"
    return Result(outlet=publisher, agency=publisher, quotations=(quotation,), entities=(entity,))


def _quotations(text: str) -> Iterator[Quotation]:
    for number, quoted in enumerate(_QUOTED.finditer(text), start=1):
        cue, mention = ([*_spans_of_words(text, quoted.end(), n=2), None, None])[:2]
        speaker = mention and Speaker(name=mention.cut(text), kind="person", entity=f"e{number}", mention=mention)
        yield Quotation(
            id=f"q{number}",
            type="direct",
            spans=(CharSpan(start=quoted.start(), end=quoted.end()),),
            cue=cue,
            speaker=speaker or None,
            outlet=SourceOutlet(name="The Hill Post", domain=None, via="publisher"),
            confidence=0.9,
            confidences=Confidences(quotation=0.9, speaker=1.0, outlet=1.0),
        )


def _spans_of_words(text: str, start: int, *, n: int) -> list[CharSpan]:
    words = _WORD.finditer(text, start)
    return [CharSpan(start=w.start(), end=w.end()) for w, _ in zip(words, range(n), strict=False)]
