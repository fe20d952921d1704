"""`POST /v1/quotes`: what comes in, and that the answer is the library's, field by field."""

import json
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from models.records import Article
from models.wire import result_to_wire
from service.app import create_app
from service.schemas.result import ResultSchema
from tests.fakes import MODEL, FakePipeline, full_result, make_settings

SAID = "“We won,” said Mia. 😀 “Again,” added Jo."


class RecordingPipeline(FakePipeline):
    """Keeps the articles that it was given."""

    def __init__(self) -> None:
        self.articles: list[Article] = []

    def attribute_one(self, article: Article):
        self.articles.append(article)
        return super().attribute_one(article)


def ask(client: FlaskClient, *, query: str = "", **body: Any) -> dict[str, Any]:
    response = client.post(f"/v1/quotes{query}", json=body)
    assert response.status_code == 200, response.get_data(as_text=True)
    return response.get_json()


def errors_of(client: FlaskClient, **body: Any) -> dict[str, list[str]]:
    response = client.post("/v1/quotes", data=json.dumps(body), content_type="application/json")
    assert response.status_code == 422
    return response.get_json(force=True)["errors"]


def test_answer_is_the_wire_form_of_the_result(client: FlaskClient):
    article = Article(id="a1", text=SAID)
    [result] = FakePipeline().attribute([article])

    assert ask(client, id="a1", text=SAID) == result_to_wire(result, article=article, model=MODEL)


def test_schema_loses_no_field_of_the_wire_form():
    article = Article(id="a1", text="0123456789")
    wire = result_to_wire(full_result(article.text), article=article, model=MODEL)

    assert ResultSchema().dump(wire) == wire
    assert ResultSchema().validate(wire) == {}


def test_schema_keeps_what_is_null():
    article = Article(text="0123456789")
    result = full_result(article.text)
    bare = replace(result.quotations[0], cue=None, speaker=None, outlet=None)
    wire = result_to_wire(replace(result, outlet=None, agency=None, quotations=(bare,)), article=article, model=MODEL)

    assert ResultSchema().dump(wire) == wire


def test_fields_come_in_the_order_of_the_contract(client: FlaskClient):
    assert list(ask(client, text=SAID)) == ["id", "outlet", "agency", "quotes", "entities", "offset_unit", "model"]


def test_words_are_sent_as_they_are(client: FlaskClient):
    assert "“We won,”" in client.post("/v1/quotes", json={"text": SAID}).get_data(as_text=True)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(" \n\t ", id="white space alone"),
        pytest.param("\x00", id="NUL"),
        pytest.param("  “A,” said B.\r\n", id="space at both ends"),
        pytest.param("e\u0301\u00a0\u00ad", id="combining mark, no-break space, soft hyphen"),
        pytest.param("x" * 1000, id="as long as allowed"),
        pytest.param("😀" * 1000, id="as long as allowed, in code points"),
    ],
)
def test_text_reaches_the_library_as_received(text: str):
    pipeline = RecordingPipeline()
    client = create_app(make_settings(), pipeline).test_client()

    ask(client, text=text)

    assert pipeline.articles[-1].text == text


@pytest.mark.parametrize("nothing", [None, "", "  "])
def test_optional_field_that_says_nothing_is_as_if_absent(nothing: str | None):
    pipeline = RecordingPipeline()
    client = create_app(make_settings(), pipeline).test_client()

    ask(client, text="a", title=nothing, url=nothing, outlet=nothing)

    assert pipeline.articles[-1] == Article(text="a")


def test_what_is_told_of_an_article_reaches_the_library():
    pipeline = RecordingPipeline()
    client = create_app(make_settings(), pipeline).test_client()
    told = {"id": "a", "text": "b", "title": "c", "url": "https://d", "outlet": "e", "published_at": "2024-04-09"}

    ask(client, **told)

    assert pipeline.articles[-1] == Article(**told)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        pytest.param({}, "text", id="no text"),
        pytest.param({"text": ""}, "text", id="empty text"),
        pytest.param({"text": "x" * 1001}, "text", id="text too long"),
        pytest.param({"text": None}, "text", id="null text"),
        pytest.param({"text": 7}, "text", id="text is a number"),
        pytest.param({"text": ["a"]}, "text", id="text is a list"),
        pytest.param({"text": "a\ud800b"}, "text", id="half a surrogate pair in the text"),
        pytest.param({"text": "a", "title": "\udfff"}, "title", id="half a surrogate pair in the title"),
        pytest.param({"text": "a", "id": 7}, "id", id="id is a number"),
        pytest.param({"text": "a", "id": "x" * 257}, "id", id="id too long"),
        pytest.param({"text": "a", "body": "b"}, "body", id="unknown field"),
        pytest.param({"text": "a", "match": True}, "match", id="option of the batch alone"),
        pytest.param({"text": "a", "min_confidence": 1.1}, "min_confidence", id="over one"),
        pytest.param({"text": "a", "min_confidence": -0.1}, "min_confidence", id="under nought"),
        pytest.param({"text": "a", "min_confidence": "0.5"}, "min_confidence", id="number as text"),
        pytest.param({"text": "a", "min_confidence": True}, "min_confidence", id="number as truth value"),
        pytest.param({"text": "a", "types": "direct"}, "types", id="types not a list"),
        pytest.param({"text": "a", "types": ["direct", "spoken"]}, "types.1", id="unknown type"),
        pytest.param({"text": "a", "offset_unit": "bytes"}, "offset_unit", id="unknown unit"),
        pytest.param({"text": "a", "published_at": "yesterday"}, "published_at", id="no date"),
        pytest.param({"text": "a", "published_at": "2024-02-30"}, "published_at", id="no day of the calendar"),
        pytest.param({"text": "a", "published_at": "2024-04-09 at noon"}, "published_at", id="no time"),
    ],
)
def test_wrong_field_is_named(client: FlaskClient, body: dict[str, Any], field: str):
    assert list(errors_of(client, **body)) == [field]


@pytest.mark.parametrize(
    "published_at", ["2024-04-09", "2024-04-09T10:30:00Z", "2024-04-09T10:30:00.123456789+05:30", "2024-04-09 10:30"]
)
def test_dates_with_and_without_time_are_taken(client: FlaskClient, published_at: str):
    assert ask(client, text="a", published_at=published_at)["quotes"] == []


def test_error_does_not_repeat_the_text(client: FlaskClient):
    response = client.post("/v1/quotes", json={"text": "secret " * 500, "types": ["secret"]})

    assert "secret" not in response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("unit", "start"),
    [
        pytest.param("code_point", 22, id="code points"),
        pytest.param("utf16", 23, id="one more for the emoji"),
        pytest.param("utf8", 29, id="two more for each mark, three for the emoji"),
    ],
)
def test_positions_are_in_the_unit_asked_for(client: FlaskClient, unit: str, start: int):
    answer = ask(client, text=SAID, offset_unit=unit)

    assert answer["offset_unit"] == unit
    assert answer["quotes"][1]["spans"][0]["start"] == start


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"min_confidence": 0.91}, id="all are less sure"),
        pytest.param({"types": ["mixed", "indirect"]}, id="all are direct"),
        pytest.param({"types": []}, id="no type at all"),
    ],
)
def test_quotations_not_asked_for_are_left_out(client: FlaskClient, options: dict[str, Any]):
    assert ask(client, text=SAID, **options)["quotes"] == []


def test_options_may_stand_in_the_query(client: FlaskClient):
    answer = ask(client, query="?offset_unit=utf8&types=direct&types=mixed&min_confidence=0.5", text=SAID)

    assert (answer["offset_unit"], len(answer["quotes"])) == ("utf8", 2)


def test_option_of_the_body_wins_over_the_query(client: FlaskClient):
    assert ask(client, query="?offset_unit=utf8", text=SAID, offset_unit="utf16")["offset_unit"] == "utf16"


def test_same_request_gives_the_same_answer(client: FlaskClient):
    assert ask(client, text=SAID) == ask(client, text=SAID)
