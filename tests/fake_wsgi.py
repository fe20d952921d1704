"""Apps for a real gunicorn, on stand-ins for the model: what `service.wsgi` is to the service."""

from pathlib import Path

from flask import Flask

from models.errors import WeightsMissing
from service import app
from service.engine import Pipeline
from service.log_setup import set_up_logs
from service.settings import Settings, read_settings
from tests.demo_articles import KnownPipeline
from tests.fakes import FailingPipeline, PacedPipeline, SlowPipeline


def build() -> Flask:
    """Works, but fails on articles that say `fail`."""
    return _build(lambda _settings: FailingPipeline(word="fail"))


def build_known() -> Flask:
    """Knows the articles of the demo's tests, and works on others like `build`."""
    return _build(lambda _settings: KnownPipeline(word="fail"))


def build_slow() -> Flask:
    """Takes a second for articles that say `slow`, and for ever for those that say `hang`."""
    return _build(lambda _settings: SlowPipeline())


def build_paced() -> Flask:
    """Takes time by the length of its texts, as a model does, so that some dozens of requests are too many."""
    return _build(lambda _settings: PacedPipeline(chars_per_s=300_000))


def build_without_weights() -> Flask:
    """Finds no weights."""

    def load(_settings: Settings) -> Pipeline:
        raise WeightsMissing(path=Path("model.safetensors"))

    return _build(load)


def _build(load) -> Flask:
    settings = read_settings()
    set_up_logs(settings.log_level)
    # This process is gunicorn's worker and nothing else, so the change needs no undoing.
    vars(app)["load_from_weights"] = lambda settings, **_: load(settings)
    return app.create_app(settings)
