"""The one line that the log has of every request."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from structlog.testing import capture_logs

TWO_QUOTES = {"text": "“Yes,” said Mia. “No,” said Ben."}


def line_of(client: FlaskClient, method: str, path: str, **sent: Any) -> dict[str, Any]:
    with capture_logs() as log:
        client.open(path, method=method, buffered=True, **sent)
    [line] = [line for line in log if line["event"] == "http.answered"]
    return dict(line)


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        pytest.param("GET", "/livez", ("GET", "/livez", 200), id="answered"),
        pytest.param("GET", "/Zuckerkrokant?Zuckerkrokant", ("GET", None, 404), id="to nowhere"),
        pytest.param("ZUCKERKROKANT", "/livez", ("other", None, 405), id="an unknown method"),
    ],
)
def test_line_has_what_no_caller_chooses(client: FlaskClient, method: str, path: str, expected: tuple[object, ...]):
    line = line_of(client, method, path)

    assert (line["method"], line["rule"], line["status"]) == expected
    assert line["duration_ms"] >= 0
    assert "krokant" not in str(line).lower()


def test_line_of_an_article_has_its_counts_and_times(client: FlaskClient):
    line = line_of(client, "POST", "/v1/quotes", json=TWO_QUOTES)

    assert (line["n_articles"], line["n_words"], line["n_quotes"]) == (1, 6, 2)
    assert 0 <= line["wait_ms"] <= line["duration_ms"] + 10
    assert sum(line["stages_ms"].values()) <= line["duration_ms"] + 10


def test_batch_has_the_sums_of_its_articles(client: FlaskClient):
    line = line_of(client, "POST", "/v1/quotes/batch", json={"articles": [TWO_QUOTES, {"text": 7}, TWO_QUOTES]})

    assert (line["n_articles"], line["n_words"], line["n_quotes"]) == (2, 12, 4)


def test_line_by_line_answer_has_one_line_with_all_of_it(client: FlaskClient):
    lines = "\n".join([json.dumps(TWO_QUOTES)] * 3)

    line = line_of(client, "POST", "/v1/quotes/batch", data=lines, content_type="application/x-ndjson")

    assert (line["status"], line["n_articles"], line["n_quotes"]) == (200, 3, 6)


def test_line_without_articles_has_no_counts(client: FlaskClient):
    assert {"n_articles", "wait_ms", "stages_ms"} & set(line_of(client, "GET", "/livez")) == set()
