"""The model in this process: what becomes of an article without a server, by the server's own checks."""

import traceback
from dataclasses import dataclass
from typing import Any

from models.records import Article
from models.steps import finish
from models.wire import result_to_wire
from service.answers import Failed, keep_chosen, read_article
from service.client.items import Item, Outcome
from service.engine import Pipeline
from service.errors import to_problem
from service.schemas.fields import limits_given
from service.schemas.options import OptionFields, Options, split_options

Problem = dict[str, Any]


def read_options(given: dict[str, Any]) -> Options:
    """The options of a request, absent ones by their defaults; raises ValidationError as the server does."""
    options, _ = split_options({}, OptionFields().load(given))
    return options


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalModel:
    """Answers articles one by one, so that an answer is the same whatever came before it.

    max_article_chars: code points in one text, as the setting of that name
    """

    pipeline: Pipeline
    options: Options
    max_article_chars: int

    def outcome(self, item: Item) -> Outcome:
        """A result, or the problem that the server would have told; never an exception for one article's sake."""
        if item.problem is not None:
            return Outcome(item=item, problem=item.problem)
        with limits_given(max_article_chars=self.max_article_chars):
            read = read_article(item.article)
        if isinstance(read, Failed):
            return Outcome(item=item, problem=_refusal(read.error))
        try:
            return Outcome(item=item, result=self._answer(read))
        except Exception as error:
            return Outcome(item=item, problem=_fault(error))

    def _answer(self, article: Article) -> dict[str, Any]:
        [result] = finish(self.pipeline.steps([article]))
        result = keep_chosen(result, self.options)
        return result_to_wire(result, article=article, model=self.pipeline.model, unit=self.options.offset_unit)


def _refusal(error: Exception) -> Problem:
    problem = to_problem(error)
    told = problem.to_wire(request_id="")
    return {name: told[name] for name in ("title", "status", "detail", "errors")}


def _fault(error: Exception) -> Problem:
    """Where it happened and of what kind it is; its message may hold the article's text and is left out."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    detail = f"The model failed: {type(error).__name__} at {place.name}, line {place.lineno}."
    return {"title": "Internal Server Error", "status": 500, "detail": detail, "errors": {}}
