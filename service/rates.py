"""How often one caller may ask: Flask-Limiter over all routes under `/v1` together.

Callers are counted in each worker's memory or in a Redis that all workers share. Where that one does not answer,
memory takes its place until it does: counting must never stop the service.
"""

import time
from typing import Any

from flask import Flask, Response
from flask_limiter import Limiter, RateLimitExceeded
from limits.errors import StorageError
from werkzeug.middleware.proxy_fix import ProxyFix

from service.access import current_caller, is_guarded
from service.api import answer_problem
from service.errors import TooOften
from service.setting_checks import MEMORY
from service.settings import Settings

STORAGE_TIMEOUT_S = 0.25


def limit_rates(app: Flask, settings: Settings) -> None:
    """Hold callers to the rate of the settings; its place among the app's steps is after the check of keys."""
    if not settings.rate_limit.strip():
        return
    is_shared = settings.rate_storage_url != MEMORY
    limiter = Limiter(
        current_caller,
        app=app,
        application_limits=[settings.rate_limit],
        storage_uri=settings.rate_storage_url,
        storage_options=_redis_options() if is_shared else {},
        in_memory_fallback_enabled=is_shared,
        swallow_errors=True,
    )
    limiter.request_filter(lambda: not is_guarded())
    app.register_error_handler(RateLimitExceeded, lambda _error: _refuse(limiter))


def trust_proxies(app: Flask, n_proxies: int) -> None:
    """Take the caller's address from what the proxies in front say, as many of them as there are."""
    if n_proxies:
        middleware = ProxyFix(app.wsgi_app, x_for=n_proxies, x_proto=0, x_host=0, x_port=0, x_prefix=0)
        app.wsgi_app = middleware  # type: ignore[method-assign]  # Flask's own documented seam


def _refuse(limiter: Limiter) -> Response:
    return answer_problem(TooOften(retry_after_s=_seconds_left(limiter)))


def _seconds_left(limiter: Limiter) -> int:
    breached = limiter.current_limit
    if breached is None:
        return 1
    try:
        return max(1, breached.reset_at - int(time.time()))
    except StorageError:
        return breached.limit.get_expiry()


def _redis_options() -> dict[str, Any]:
    # Not at the top: an optional extra.
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    return {
        "wrap_exceptions": True,
        "socket_timeout": STORAGE_TIMEOUT_S,
        "socket_connect_timeout": STORAGE_TIMEOUT_S,
        # The client's own retries would keep a request waiting for seconds.
        "retry": Retry(NoBackoff(), 0),
    }
