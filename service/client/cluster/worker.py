"""What an actor does: hold the model, and settle part after part."""

import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

import pyarrow as pa

from service.client.cluster.parts import unpack
from service.client.cluster.store import Store
from service.client.in_process import LocalModel, read_options
from service.engine import Pipeline, load_from_weights
from service.settings import read_settings

LoadPipeline = Callable[[int], Pipeline]
"""Threads to compute with → a pipeline, ready to work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """What every actor is to do; it travels to each of them.

    load:              makes the pipeline
    torch_threads:     that it computes with
    options:           as in a request
    max_article_chars: code points in one text
    """

    load: LoadPipeline
    torch_threads: int
    store: Store
    options: dict[str, Any]
    max_article_chars: int


class Worker:
    """Settles parts; made once in each actor."""

    def __init__(self, orders: Orders) -> None:
        # Read when torch is loaded; see `service.cli`.
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
        self._store = orders.store
        self._model = LocalModel(
            pipeline=orders.load(orders.torch_threads),
            options=read_options(orders.options),
            max_article_chars=orders.max_article_chars,
        )

    def __call__(self, parts: pa.Table) -> pa.Table:
        """Settle these parts, rows of `name` and `items`; a row of counts for each."""
        return pa.Table.from_pylist([self._settle(part) for part in parts.to_pylist()])

    def _settle(self, part: dict[str, Any]) -> dict[str, int]:
        outcomes = [self._model.outcome(item) for item in unpack(part["items"])]
        return asdict(self._store.settle(part["name"], outcomes))


def load_model(torch_threads: int) -> Pipeline:
    """The model on the settings of the machine at hand."""
    return load_from_weights(replace(read_settings(), torch_threads=torch_threads))
