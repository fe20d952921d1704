"""Logs as the service writes them, each in a process of its own: setting logs up would take pytest's away."""

import json
import subprocess
import sys
from typing import Any

import pytest

from service.log_setup import describe_error

SET_UP = """
import logging, structlog
from service.log_setup import set_up_logs
set_up_logs("info")
ours, other = structlog.get_logger("service.some"), logging.getLogger("gunicorn.error")
def fail():
    raise ValueError("cannot read 'secret words'")
"""


def lines_of(program: str) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-c", SET_UP + program], capture_output=True, text=True, timeout=60, check=True
    )
    return [json.loads(line) for line in done.stderr.splitlines()]


def test_event_is_a_line_of_json_with_its_fields():
    [line] = lines_of("ours.info('quotes.found', n_quotes=3)")

    fields = {name: line[name] for name in ("event", "n_quotes", "level", "logger")}
    assert fields == {"event": "quotes.found", "n_quotes": 3, "level": "info", "logger": "service.some"}


def test_other_libraries_write_the_same_form():
    [line] = lines_of("other.warning('Worker %s', 7)")

    assert (line["event"], line["level"], line["logger"]) == ("Worker 7", "warning", "gunicorn.error")


def test_less_than_the_level_is_not_written():
    assert lines_of("ours.debug('quotes.searched'); other.debug('detail')") == []


@pytest.mark.parametrize("logger", ["ours", "other"])
def test_error_is_written_without_its_words(logger: str):
    [line] = lines_of(f"""
try:
    fail()
except ValueError:
    {logger}.exception("read.failed")
""")

    assert line["exception"]["types"] == ["ValueError"]
    assert line["exception"]["places"][-1].endswith(" fail")
    assert "secret" not in json.dumps(line)


def test_causes_are_told_from_the_last_to_the_first():
    try:
        try:
            raise KeyError("secret")
        except KeyError as error:
            raise RuntimeError("secret") from error
    except RuntimeError as error:
        described = describe_error((type(error), error, error.__traceback__))

    assert described["types"] == ["RuntimeError", "KeyError"]
