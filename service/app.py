"""The Flask app: wiring only."""

from functools import partial

from flask import Flask
from flask.json.provider import DefaultJSONProvider

from service.access import AccessPlugin, ask_for_keys
from service.api import Api
from service.blueprints import batch, demo, docs, health, index, metrics, model, quotes
from service.context import Context, keep_context
from service.engine import Engine, Pipeline, load_from_weights, log_runtime
from service.headers import allow_origins, set_headers
from service.instruments import Instruments
from service.rates import limit_rates, trust_proxies
from service.schemas.article import ArticleSchema
from service.schemas.batch import FailureSchema
from service.settings import Settings
from service.traces import Traces

BLUEPRINTS = (
    quotes.blueprint,
    batch.blueprint,
    model.blueprint,
    health.blueprint,
    metrics.blueprint,
    index.blueprint,
)
GIVEN_PIPELINE_TIMEOUT_S = 60.0


def create_app(settings: Settings, pipeline: Pipeline | None = None, *, traces: Traces | None = None) -> Flask:
    """The service on a pipeline that is given (ready at once), or on the weights (loaded meanwhile)."""
    app = Flask("service", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body_bytes
    app.json = _json_of(app)
    instruments = Instruments()
    engine = Engine(
        load=partial(load_from_weights, settings, tell=log_runtime) if pipeline is None else lambda: pipeline,
        max_waiting=settings.max_waiting,
        max_waiting_chars=settings.max_waiting_chars,
        request_timeout_s=settings.request_timeout_s,
        hang_timeout_s=settings.hang_timeout_s,
        observer=instruments,
    )
    engine.on_load(instruments.model_loaded)
    keep_context(app, Context(settings=settings, engine=engine, instruments=instruments, traces=traces))
    _guard(app, settings)
    _add_routes(app, settings)
    if pipeline is not None:
        engine.wait_until_loaded(timeout_s=GIVEN_PIPELINE_TIMEOUT_S)
    return app


def _guard(app: Flask, settings: Settings) -> None:
    # In this order: a request without a key counts for nobody.
    trust_proxies(app, settings.trusted_proxies)
    ask_for_keys(app, settings.api_keys)
    limit_rates(app, settings)
    set_headers(app)
    allow_origins(app, settings.cors_origins)


def _add_routes(app: Flask, settings: Settings) -> None:
    # Schemas ask the app for its limits when the OpenAPI document is made.
    with app.app_context():
        api = Api(app, plugins=[AccessPlugin(has_keys=bool(settings.api_keys))])
        # Named by reference only, so apispec does not find them itself.
        api.spec.components.schema("Article", schema=ArticleSchema)
        api.spec.components.schema("Failure", schema=FailureSchema)
        for blueprint in BLUEPRINTS:
            api.register_blueprint(blueprint)
    app.register_blueprint(docs.blueprint)
    app.register_blueprint(demo.blueprint)


def _json_of(app: Flask) -> DefaultJSONProvider:
    provider = DefaultJSONProvider(app)
    # The contract's order of fields, and words as they are rather than as escapes.
    provider.sort_keys = False
    provider.ensure_ascii = False
    return provider
