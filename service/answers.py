"""Articles → the contract's entries: one result or one failure each, whatever becomes of the others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import structlog
from marshmallow import ValidationError

from models.records import Article, Result
from models.wire import keep_quotations, result_to_wire
from service.account import Account
from service.engine import Engine, Place
from service.errors import BadJson, FieldsWrong, Unavailable, to_problem
from service.scheduler import count_chars
from service.schemas.article import ArticleSchema
from service.schemas.messages import flatten
from service.schemas.options import Options

_ARTICLE = ArticleSchema()
_MAX_ID_CHARS = 256
_log = structlog.get_logger("service.answers")

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An article with what was found in it."""

    article: Article
    result: Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """An article that has no result, by the id it was sent with, and why."""

    id: str | None
    error: Exception


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Answers the articles of one request, all with the same options."""

    engine: Engine
    options: Options
    account: Account

    def one(self, article: Article) -> Entry:
        """The entry of a checked article; raises what the engine raises."""
        with self.engine.place(len(article.text)) as place:
            return self._to_entry(self._attribute(place, [article])[0])

    def each(self, sent: Sequence[Any], *, match: bool) -> dict[str, list[Entry]]:
        """The entries of articles as sent, in order, and their matches where asked for; raises Unavailable."""
        read = [read_article(value) for value in sent]
        articles = [item for item in read if isinstance(item, Article)]
        with self.engine.place(count_chars(articles)) as place:
            attributed = iter(self._attribute_each(place, articles))
        outcomes = [next(attributed) if isinstance(item, Article) else item for item in read]
        return {"results": [self._to_entry(o) for o in outcomes], "matches": self._match(outcomes) if match else []}

    def stream(self, sent: Sequence[Any]) -> Iterator[Entry]:
        """The entries of articles as sent, each made when asked for; raises Unavailable before the first alone."""
        read = [read_article(value) for value in sent]
        with self.engine.place(count_chars([item for item in read if isinstance(item, Article)])) as place:
            for item in read:
                place.renew()
                yield self._to_entry(self._attribute_alone(place, item) if isinstance(item, Article) else item)

    def _attribute_each(self, place: Place, articles: list[Article]) -> Sequence[Answered | Failed]:
        try:
            return self._attribute(place, articles)
        except Unavailable:
            raise
        except Exception:
            # A fault of ours may lie in one article alone, and the others shall not pay for it.
            _log.error("batch.failed", exc_info=True, n_articles=len(articles))
            return [self._attribute_alone(place, article) for article in articles]

    def _attribute_alone(self, place: Place, article: Article) -> Answered | Failed:
        try:
            return self._attribute(place, [article])[0]
        except Unavailable as error:
            return self._failed(article, error)
        except Exception as error:
            _log.error("article.failed", exc_info=True)
            return self._failed(article, error)

    def _failed(self, article: Article, error: Exception) -> Failed:
        self.account.failed(error, part="article")
        return Failed(id=article.id, error=error)

    def _attribute(self, place: Place, articles: list[Article]) -> list[Answered]:
        with self.account.instruments.working():
            results = place.attribute(articles, hear=self.account.stage_done)
        self.account.read(articles, results)
        return [
            Answered(article=a, result=keep_chosen(r, self.options)) for a, r in zip(articles, results, strict=True)
        ]

    def _match(self, outcomes: Sequence[Answered | Failed]) -> list[Entry]:
        answered = [outcome for outcome in outcomes if isinstance(outcome, Answered)]
        return self.engine.match([a.article for a in answered], [a.result for a in answered])

    def _to_entry(self, outcome: Answered | Failed) -> Entry:
        if isinstance(outcome, Failed):
            return {"id": outcome.id, "error": to_problem(outcome.error).to_wire(request_id=self.account.request_id)}
        return result_to_wire(
            outcome.result, article=outcome.article, model=self.engine.model, unit=self.options.offset_unit
        )


def keep_chosen(result: Result, options: Options) -> Result:
    """The result with those of its quotations that the options ask for."""
    kept = keep_quotations(result.quotations, min_confidence=options.min_confidence, types=options.types)
    return replace(result, quotations=kept)


def read_article(value: Any) -> Article | Failed:
    """The article of a batch's member, checked on its own; a BadJson stands for a line that could not be read."""
    if isinstance(value, BadJson):
        return Failed(id=None, error=value)
    try:
        article: Article = _ARTICLE.load(value)
    except ValidationError as error:
        return Failed(id=_id_of(value), error=FieldsWrong(messages=flatten(error.messages)))
    return article


def _id_of(value: Any) -> str | None:
    sent = value.get("id") if isinstance(value, dict) else None
    return sent if isinstance(sent, str) and len(sent) <= _MAX_ID_CHARS and _is_text(sent) else None


def _is_text(value: str) -> bool:
    return not any("\ud800" <= char <= "\udfff" for char in value)
