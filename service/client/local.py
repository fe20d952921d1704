"""`--local`: the model in this process in the place of a server, asked in the same way."""

import asyncio
from collections.abc import AsyncIterator, Generator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from threading import Event
from typing import Any

from models.errors import QuoteError
from models.records import Article, ModelInfo, Result
from models.steps import Stage
from service.client.batch import Service
from service.client.errors import ClientError, RunFault
from service.client.http import AnswerOptions
from service.client.in_process import LocalModel, read_options
from service.client.items import Item
from service.engine import Pipeline, load_from_weights
from service.settings import SettingsError, read_settings

# One at the model, and one that waits for it while the answer before is written.
MOST_IN_FLIGHT = 2


class Stopped(Exception):
    """The run has ended, and nobody waits for this article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoppablePipeline:
    """A pipeline that ends soon after the run does, within one of its steps."""

    pipeline: Pipeline
    is_over: Event

    @property
    def model(self) -> ModelInfo:
        """Which model it is."""
        return self.pipeline.model

    def steps(self, articles: Sequence[Article]) -> Generator[Stage, None, list[Result]]:
        """The pipeline's own steps; raises Stopped between two of them."""
        steps = self.pipeline.steps(articles)
        while True:
            if self.is_over.is_set():
                raise Stopped
            try:
                stage = next(steps)
            except StopIteration as end:
                results: list[Result] = end.value
                return results
            yield stage


@asynccontextmanager
async def in_this_process(options: AnswerOptions) -> AsyncIterator[Service]:
    """The model on the settings of this environment; raises RunFault where it cannot be loaded."""
    is_over = Event()
    model = _load(options, is_over)
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="model") as thread:

        async def ask(article: Mapping[str, Any]) -> dict[str, Any]:
            return await asyncio.get_running_loop().run_in_executor(thread, _ask, model, article)

        try:
            yield Service(ask=ask, look=_look)
        finally:
            is_over.set()


def _load(options: AnswerOptions, is_over: Event) -> LocalModel:
    try:
        settings = read_settings()
        pipeline = load_from_weights(settings)
    except (SettingsError, QuoteError) as error:
        raise RunFault(str(error)) from error
    return LocalModel(
        pipeline=StoppablePipeline(pipeline=pipeline, is_over=is_over),
        options=read_options(asdict(options)),
        max_article_chars=settings.max_article_chars,
    )


def _ask(model: LocalModel, article: Mapping[str, Any]) -> dict[str, Any]:
    outcome = model.outcome(Item(number=0, article=dict(article)))
    if outcome.result is None:
        raise ClientError(outcome.problem or {})
    return outcome.result


async def _look() -> None:
    """A model that is loaded is there."""
