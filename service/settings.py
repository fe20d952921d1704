"""Settings: environment variables that begin with `QUOTES_`, read once into one frozen value."""

import os
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Literal, cast

from environs import Env, EnvValidationError, validate

from models.backends import BackendChoice
from service.setting_checks import (
    MEMORY,
    check_api_keys,
    check_backend,
    check_cors_origins,
    check_rate_limit,
    check_rate_storage,
    split_list,
)

LogLevel = Literal["debug", "info", "warning", "error"]
LOG_LEVELS: tuple[LogLevel, ...] = ("debug", "info", "warning", "error")
PREFIX = "QUOTES_"
OTLP_ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"
_MOST_WORKERS = 4
"""That start unasked: each holds a model, and a container may have fewer cores than its machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an operator may choose.

    weights_dir:        directory of the model's files
    max_article_chars:  code points in one text, at least 1
    max_batch_articles: articles in one batch, at least 1
    max_body_bytes:     bytes in one request body; the default holds a full batch of full-length English articles
    max_waiting:        requests that may wait for the model besides the one at work; more are told to come back
    max_waiting_chars:  code points that all of them may hold together
    request_timeout_s:  seconds that a request has, waiting and work together; then its work is dropped
    hang_timeout_s:     seconds after which one step of the model's work is taken to hang, and the worker is replaced
    body_timeout_s:     seconds in which a request must have arrived, from its first byte to its last
    backend:            what computes the network; `auto` takes the first that is installed
    torch_threads:      threads that one worker's model computes with, whichever the backend
    log_level:          least level that is written
    host, port:         address that `quotes serve` listens on
    workers:            processes, each with a model of its own
    api_keys:           any of them opens the routes under /v1; none when they are open to all
    rate_limit:         requests that one caller may make, such as `60 per minute`; empty for no limit
    rate_storage_url:   where callers are counted; may hold a password
    trusted_proxies:    proxies in front that each add the caller's address to X-Forwarded-For
    cors_origins:       origins whose pages may call from a browser, or `*` alone; none when it is off
    traces:             whether requests are traced by OpenTelemetry, which the standard OTEL_* variables direct
    """

    weights_dir: Path
    max_article_chars: int
    max_batch_articles: int
    max_body_bytes: int
    max_waiting: int
    max_waiting_chars: int
    body_timeout_s: float
    request_timeout_s: float
    hang_timeout_s: float
    backend: BackendChoice
    torch_threads: int
    log_level: LogLevel
    host: str
    port: int
    workers: int
    api_keys: tuple[str, ...] = field(repr=False)
    rate_limit: str
    rate_storage_url: str = field(repr=False)
    trusted_proxies: int
    cors_origins: tuple[str, ...]
    traces: bool


class SettingsError(Exception):
    """One or more settings cannot be used; `faults` gives every one of them by its variable's name."""

    def __init__(self, *, faults: dict[str, list[str]]) -> None:
        lines = (f"{name}: {' '.join(messages)}" for name, messages in sorted(faults.items()))
        super().__init__("settings cannot be used: " + "; ".join(lines))
        self.faults = faults


def read_settings() -> Settings:
    """The settings of this process's environment; raises SettingsError with all faults together."""
    env = Env(eager=False)
    at_least_one = validate.Range(min=1)
    seconds = validate.Range(min=0.001, max=86_400)
    with env.prefixed(PREFIX):
        workers = env.int("WORKERS", min(_n_cores(), _MOST_WORKERS), validate=at_least_one)
        settings = Settings(
            weights_dir=env.path("WEIGHTS_DIR", _bundled_weights()),
            max_article_chars=env.int("MAX_ARTICLE_CHARS", 200_000, validate=at_least_one),
            max_batch_articles=env.int("MAX_BATCH_ARTICLES", 64, validate=at_least_one),
            max_body_bytes=env.int("MAX_BODY_BYTES", 32 * 1024 * 1024, validate=at_least_one),
            max_waiting=env.int("MAX_WAITING", 16, validate=validate.Range(min=0)),
            max_waiting_chars=env.int("MAX_WAITING_CHARS", 1_000_000, validate=at_least_one),
            request_timeout_s=env.float("REQUEST_TIMEOUT_S", 60.0, validate=seconds),
            hang_timeout_s=env.float("HANG_TIMEOUT_S", 60.0, validate=seconds),
            body_timeout_s=env.float("BODY_TIMEOUT_S", 30.0, validate=seconds),
            backend=cast(BackendChoice, env.str("BACKEND", "auto", validate=check_backend)),
            torch_threads=env.int("TORCH_THREADS", _cores_a_worker(workers), validate=at_least_one),
            log_level=cast(LogLevel, env.str("LOG_LEVEL", "info", validate=validate.OneOf(LOG_LEVELS))),
            host=env.str("HOST", "127.0.0.1", validate=validate.Length(min=1)),
            port=env.int("PORT", 8000, validate=validate.Range(min=1, max=65_535)),
            workers=workers,
            api_keys=split_list(env.str("API_KEYS", None, validate=check_api_keys)),
            rate_limit=env.str("RATE_LIMIT", "", validate=check_rate_limit),
            rate_storage_url=env.str("RATE_STORAGE_URL", MEMORY, validate=check_rate_storage),
            trusted_proxies=env.int("TRUSTED_PROXIES", 0, validate=validate.Range(min=0)),
            cors_origins=split_list(env.str("CORS_ORIGINS", "", validate=check_cors_origins)),
            traces=env.bool("TRACES", bool(os.environ.get(OTLP_ENDPOINT))),
        )
    _raise_faults(env)
    return settings


def _raise_faults(env: Env) -> None:
    try:
        env.seal()
    except EnvValidationError as error:
        raise SettingsError(faults=dict(cast(dict[str, list[str]], error.error_messages))) from error


def _bundled_weights() -> Path:
    return Path(str(files("models") / "weights"))


def _cores_a_worker(workers: int | None) -> int:
    # A variable that could not be read is None here; its fault is reported with the others.
    return max(1, _n_cores() // (workers or 1))


def _n_cores() -> int:
    return len(os.sched_getaffinity(0))
