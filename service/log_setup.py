"""Logs: one JSON object a line on standard error, an event's name with fields, never a word of an article."""

import logging.config
import traceback
from collections.abc import Iterator
from typing import Any

import structlog
from structlog.typing import EventDict, ExcInfo, Processor, WrappedLogger

from service.settings import LogLevel

_OPENINGS = ("Invalid request", "Error handling request")
# What they write below this level holds headers of the request and who sent it.
_LEAST_LEVELS = {"flask_cors": "WARNING", "flask-limiter": "WARNING"}


def set_up_logs(level: LogLevel) -> None:
    """Send structlog and the standard library's loggers to standard error; call once a process."""
    logging.config.dictConfig(logging_config(level))
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared_processors(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


def logging_config(level: LogLevel) -> dict[str, Any]:
    """The same in the form of `logging.config.dictConfig`, which gunicorn takes for its own loggers."""
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, structlog.processors.JSONRenderer()],
        "foreign_pre_chain": [*_shared_processors(), _cut_requests],
    }
    handler = {"class": "logging.StreamHandler", "stream": "ext://sys.stderr", "formatter": "json"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": formatter},
        "handlers": {"stderr": handler},
        "root": {"level": level.upper(), "handlers": ["stderr"]},
        "loggers": {
            "gunicorn.error": {"level": level.upper(), "handlers": [], "propagate": True},
            **{name: {"level": least} for name, least in _LEAST_LEVELS.items()},
        },
    }


def describe_error(exc_info: ExcInfo) -> dict[str, list[str]]:
    """An error's types, cause by cause, and its code places; its messages may hold an article's words."""
    places = traceback.extract_tb(exc_info[2])
    return {
        "types": [type(error).__qualname__ for error in _causes(exc_info[1])],
        "places": [f"{place.filename}:{place.lineno} {place.name}" for place in places],
    }


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _cut_requests(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    # gunicorn goes on with the request itself, which may be an article that was sent to the wrong place.
    opening = next((opening for opening in _OPENINGS if event["event"].startswith(opening)), None)
    if event.get("logger") == "gunicorn.error" and opening:
        event["event"] = opening
    return event


def _shared_processors() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(describe_error),
    ]
