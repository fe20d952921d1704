"""Small made-up readings, and a pipeline that answers from a table."""

from collections.abc import Generator, Sequence
from typing import Any

from models.evaluation.readings import CERTAIN, NameReading, QuotationReading, Reading, SpeakerReading
from models.records import Article, Confidences, ModelInfo, Quotation, Result, SourceOutlet, Speaker
from models.spans import CharSpan
from models.steps import Stage, finish

MODEL = ModelInfo(name="fake", version="0", weights_sha256="f" * 64, data=(), figures={}, limits=())


class FakePipeline:
    """Answers each text with the result it was given for it, else with nothing."""

    model = MODEL

    def __init__(
        self,
        *,
        results: dict[str, Result] | None = None,
        attributions: dict[str, list[dict[str, Any]]] | None = None,
    ) -> None:
        self.seen: list[Article] = []
        self._results = results or {}
        self._attributions = attributions or {}

    def attribute(self, articles: Sequence[Article]) -> list[Result]:
        return finish(self.steps(articles))

    def steps(self, articles: Sequence[Article]) -> Generator[Stage, None, list[Result]]:
        self.seen.extend(articles)
        yield "encode"
        nothing = Result(outlet=None, agency=None, quotations=(), entities=())
        yield "resolve"
        return [self._results.get(article.text, nothing) for article in articles]

    def attributions(self, articles: Sequence[Article]) -> list[list[dict[str, Any]]]:
        return [self._attributions.get(article.text, []) for article in articles]


def result_of(text: str, *, content: str, speaker: str, relay: str | None = None, confidence: float = 0.75) -> Result:
    """One direct quotation of a person."""
    outlet = SourceOutlet(name=relay, domain=None, via="relay", relation="told") if relay else None
    quotation = Quotation(
        id="q1",
        type="direct",
        spans=(span_of(text, content),),
        cue=None,
        speaker=Speaker(name=speaker, kind="person"),
        outlet=outlet,
        confidence=confidence,
        confidences=Confidences(quotation=0.9, speaker=0.8, outlet=0.7),
    )
    return Result(outlet=None, agency=None, quotations=(quotation,), entities=())


def span_of(text: str, words: str) -> CharSpan:
    """Where the words stand first."""
    start = text.index(words)
    return CharSpan(start, start + len(words))


def _maybe_span_of(text: str, words: str | None) -> CharSpan | None:
    return None if words is None else span_of(text, words)


def reading(
    text: str,
    *quotations: dict[str, Any],
    publisher: str | None = None,
    names: dict[str, str] | None = None,
) -> Reading:
    """A reading in which every span is given by its words."""
    marked = None if names is None else frozenset(NameReading(span=span_of(text, w), kind=k) for w, k in names.items())
    return Reading(
        text=text,
        publisher=publisher,
        quotations=tuple(_quotation(i, text, **q) for i, q in enumerate(quotations)),
        names=marked,
    )


def _quotation(
    number: int,
    text: str,
    *,
    content: Sequence[str],
    speaker: str | None = None,
    kind: str = "person",
    role: str | None = None,
    mention: str | None = None,
    type: str = "direct",
    outlet: str | None = None,
    relay: str | None = None,
    relay_mention: str | None = None,
    confidence: float = 1.0,
    confidences: Confidences = CERTAIN,
) -> QuotationReading:
    return QuotationReading(
        number=number,
        type=type,
        spans=tuple(span_of(text, words) for words in content),
        speaker=SpeakerReading(name=speaker, kind=kind, role=role, mention=_maybe_span_of(text, mention)),
        outlet=relay or outlet,
        relay=relay,
        relay_mention=_maybe_span_of(text, relay_mention),
        confidence=confidence,
        confidences=confidences,
    )
