"""`POST /v1/quotes/batch`: an entry an article, in order, whatever becomes of the others."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from tests.fakes import FailingPipeline, HeldPipeline, make_settings

BATCH = "/v1/quotes/batch"
SAID = "“We won,” said Mia."


def ask(client: FlaskClient, articles: list[Any], **options: Any) -> dict[str, Any]:
    body = json.dumps({"articles": articles, **options})
    response = client.post(BATCH, data=body, content_type="application/json")
    assert response.status_code == 200, response.get_data(as_text=True)
    return response.get_json()


def ask_lines(client: FlaskClient, *lines: str, query: str = "") -> list[dict[str, Any]]:
    response = client.post(f"{BATCH}{query}", data="\n".join(lines).encode(), content_type="application/x-ndjson")
    assert (response.status_code, response.mimetype) == (200, "application/x-ndjson")
    return [json.loads(line) for line in response.get_data(as_text=True).splitlines()]


def statuses(entries: list[dict[str, Any]]) -> list[int]:
    return [entry["error"]["status"] if "error" in entry else 200 for entry in entries]


def test_each_article_gets_what_it_gets_alone(client: FlaskClient):
    texts = [SAID, "Rain.", "“No,” said Jo."]

    entries = ask(client, [{"text": text} for text in texts])["results"]

    assert entries == [client.post("/v1/quotes", json={"text": text}).get_json() for text in texts]


def test_answer_without_matching_has_an_empty_list(client: FlaskClient):
    assert ask(client, [])["matches"] == []


def test_no_articles_give_no_results(client: FlaskClient):
    assert ask(client, []) == {"results": [], "matches": []}


@pytest.mark.parametrize(
    ("bad", "id_told"),
    [
        pytest.param({"id": "b"}, "b", id="no text"),
        pytest.param({"id": "b", "text": "x" * 1001}, "b", id="text too long"),
        pytest.param({"id": "b", "text": "a", "min_confidence": 0.5}, "b", id="option inside an article"),
        pytest.param({"id": "b", "text": "\ud800"}, "b", id="half a surrogate pair"),
        pytest.param({"id": "\ud800", "text": "a"}, None, id="id that UTF-8 cannot carry"),
        pytest.param({"id": 7, "text": "a"}, None, id="id is a number"),
        pytest.param({"id": "x" * 257, "text": "a"}, None, id="id too long"),
        pytest.param("text", None, id="a string"),
        pytest.param(None, None, id="null"),
    ],
)
def test_bad_article_fails_alone(client: FlaskClient, bad: Any, id_told: str | None):
    entries = ask(client, [{"id": "a", "text": SAID}, bad, {"id": "c", "text": SAID}])["results"]

    assert [entry["id"] for entry in entries] == ["a", id_told, "c"]
    assert statuses(entries) == [200, 422, 200]


def test_failure_holds_a_whole_problem(client: FlaskClient):
    response = client.post(BATCH, json={"articles": [{"id": "b"}]})

    [entry] = response.get_json()["results"]

    assert list(entry) == ["id", "error"]
    assert list(entry["error"]) == ["type", "title", "status", "detail", "errors", "request_id"]
    assert entry["error"]["errors"] == {"text": ["Missing data for required field."]}
    assert entry["error"]["request_id"] == response.headers["X-Request-ID"]


def test_article_that_breaks_the_library_fails_alone():
    client = create_app(make_settings(), FailingPipeline(word="secret")).test_client()

    entries = ask(client, [{"text": SAID}, {"text": "A secret."}, {"text": SAID}])["results"]

    assert statuses(entries) == [200, 500, 200]
    assert "secret" not in json.dumps(entries)


@pytest.mark.parametrize("n_articles", [4, 5])
def test_batch_is_limited(client: FlaskClient, n_articles: int):
    response = client.post(BATCH, json={"articles": [{"text": "a"}] * n_articles})

    assert response.status_code == (200 if n_articles == 4 else 422)


@pytest.mark.parametrize("options", [{"offset_unit": "utf8"}, {"offset_unit": "utf16"}])
def test_options_hold_for_every_article(client: FlaskClient, options: dict[str, Any]):
    entries = ask(client, [{"text": SAID}, {"text": SAID}], **options)["results"]

    assert [entry["offset_unit"] for entry in entries] == [options["offset_unit"]] * 2


@pytest.mark.parametrize("match", ["true", 1, None])
def test_match_is_a_truth_value(client: FlaskClient, match: object):
    response = client.post(BATCH, json={"articles": [], "match": match})

    assert list(response.get_json(force=True)["errors"]) == ["match"]


def test_matches_join_quotations_of_different_articles(client: FlaskClient):
    words = "“The old bridge over the river will open again on Monday,” said Mia."

    answer = ask(client, [{"id": "a", "text": words}, {"id": "b", "text": f"Rain. {words}"}], match=True)

    [match] = answer["matches"]
    assert [(quote["article"], quote["quote"]) for quote in match["quotes"]] == [("a", "q1"), ("b", "q1")]


def test_left_out_quotations_do_not_match(client: FlaskClient):
    words = "“The old bridge over the river will open again on Monday,” said Mia."

    articles = [{"id": "a", "text": words}, {"id": "b", "text": words}]

    assert ask(client, articles, match=True, types=["indirect"])["matches"] == []


def test_lines_are_answered_line_by_line(client: FlaskClient):
    entries = ask_lines(client, json.dumps({"id": "a", "text": SAID}), json.dumps({"id": "b", "text": "Rain."}))

    assert [(entry["id"], len(entry["quotes"])) for entry in entries] == [("a", 1), ("b", 0)]


def test_lines_are_answered_as_they_are_in_json(client: FlaskClient):
    articles = [{"id": "a", "text": SAID}, {"id": "b"}]

    lines = ask_lines(client, *map(json.dumps, articles))
    results = ask(client, articles)["results"]

    assert lines[0] == results[0]
    assert {**lines[1]["error"], "request_id": ""} == {**results[1]["error"], "request_id": ""}


def test_bad_line_gives_its_own_error(client: FlaskClient):
    entries = ask_lines(client, '{"text": "a"}', "{broken", "[]", '{"text": "b"}')

    assert statuses(entries) == [200, 400, 422, 200]


def test_empty_lines_are_passed_over(client: FlaskClient):
    assert statuses(ask_lines(client, "", '{"text": "a"}', "  ", '{"text": "b"}\r', "")) == [200, 200]


def test_line_separators_inside_a_text_do_not_end_a_line(client: FlaskClient):
    [entry] = ask_lines(client, '{"text": "a\u2028b\u0085c “d” e f"}')

    assert entry["quotes"][0]["text"] == "“d”"


def test_options_of_lines_stand_in_the_query(client: FlaskClient):
    [entry] = ask_lines(client, json.dumps({"text": SAID}), query="?offset_unit=utf8&min_confidence=0.95")

    assert (entry["offset_unit"], entry["quotes"]) == ("utf8", [])


def test_too_many_lines_are_refused_at_once(client: FlaskClient):
    response = client.post(BATCH, data=b'{"text": "a"}\n' * 5, content_type="application/x-ndjson")

    assert response.status_code == 422
    assert list(response.get_json(force=True)["errors"]) == ["articles"]


def test_first_line_is_sent_before_the_second_is_read():
    client = create_app(make_settings(), FailingPipeline(word="secret")).test_client()
    body = b'{"text": "a"}\n{"text": "A secret."}\n'

    response = client.post(BATCH, data=body, content_type="application/x-ndjson", buffered=False)
    lines = iter(response.response)

    assert b'"quotes"' in next(lines)
    assert b'"status": 500' in next(lines)


def test_lines_that_are_not_let_in_are_told_when_to_come_back():
    pipeline = HeldPipeline()
    app = create_app(make_settings(max_waiting=0), pipeline)

    with ThreadPoolExecutor() as callers:
        callers.submit(app.test_client().post, "/v1/quotes", json={"text": "hold"})
        assert pipeline.began.wait(timeout=10)
        response = app.test_client().post(BATCH, data=b'{"text": "a"}', content_type="application/x-ndjson")
        pipeline.let_go.set()

    assert (response.status_code, response.headers["Retry-After"]) == (503, "1")
