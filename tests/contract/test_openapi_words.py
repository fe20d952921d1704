"""What the OpenAPI document says to people: nothing goes undescribed, and what it shows is true."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
import schemathesis
from flask.testing import FlaskClient
from marshmallow import Schema

from service.app import create_app
from service.schemas import examples
from service.schemas.about import IndexSchema, ModelSchema
from service.schemas.batch import FailureSchema
from service.schemas.problem import ProblemSchema
from service.schemas.result import ResultSchema
from tests.fakes import FakePipeline, make_settings

DOCUMENT: dict[str, Any] = create_app(make_settings(), FakePipeline()).test_client().get("/openapi.json").get_json()
OPERATIONS = {
    f"{method.upper()} {path}": operation for path, of in DOCUMENT["paths"].items() for method, operation in of.items()
}
operations = pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)


def undescribed(schema: Any, path: str) -> Iterator[str]:
    """Paths of the fields of a schema, at any depth, that say nothing of themselves."""
    if isinstance(schema, dict):
        for name, field in schema.get("properties", {}).items():
            if not field.get("description"):
                yield f"{path}.{name}"
        for key, inner in schema.items():
            yield from undescribed(inner, f"{path}.{key}")
    elif isinstance(schema, list):
        for inner in schema:
            yield from undescribed(inner, path)


def contents_of(operation: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What goes in and out by media type; errors are described once for all."""
    yield from operation.get("requestBody", {}).get("content", {}).values()
    yield from operation["responses"]["200"].get("content", {}).values()


def spans_of(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            yield value
        for inner in value.values():
            yield from spans_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans_of(inner)


def test_document_is_valid():
    schemathesis.openapi.from_dict(DOCUMENT).validate()


def test_every_field_is_described():
    assert list(undescribed(DOCUMENT["components"]["schemas"], "schemas")) == []


@operations
def test_operation_has_a_short_summary_and_a_description(operation: dict[str, Any]):
    assert 0 < len(operation["summary"]) <= 80
    assert "\n" not in operation["summary"]
    assert operation["description"]


@operations
def test_parameters_and_body_are_described(operation: dict[str, Any]):
    assert [p["name"] for p in operation.get("parameters", []) if not p.get("description")] == []
    assert operation.get("requestBody", {"description": "none"})["description"]


@operations
def test_request_and_answer_are_shown(operation: dict[str, Any]):
    assert [content for content in contents_of(operation) if "example" not in content] == []


@pytest.mark.parametrize("name", [name for name in DOCUMENT["components"]["responses"] if name != "DEFAULT_ERROR"])
def test_error_is_shown(name: str):
    [content] = DOCUMENT["components"]["responses"][name]["content"].values()

    assert (content["example"]["status"], ProblemSchema().validate(content["example"])) == (HTTPStatus[name], {})


def test_shown_problem_is_the_one_that_is_given(client: FlaskClient):
    given = client.post("/v1/quotes", json={}).get_json(force=True)

    assert {**given, "request_id": examples.PROBLEM["request_id"]} == examples.PROBLEM


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("/v1/quotes", "application/json"),
        ("/v1/quotes/batch", "application/json"),
        ("/v1/quotes/batch", "application/x-ndjson"),
    ],
)
def test_shown_request_is_taken(client: FlaskClient, path: str, content_type: str):
    shown = DOCUMENT["paths"][path]["post"]["requestBody"]["content"][content_type]["example"]
    body = {"data": shown.encode(), "content_type": content_type} if isinstance(shown, str) else {"json": shown}

    assert client.post(path, **body).status_code == 200


@pytest.mark.parametrize(
    ("schema", "shown"),
    [
        (ResultSchema, examples.RESULT),
        (FailureSchema, examples.BATCH_RESULT["results"][1]),
        (ProblemSchema, examples.PROBLEM),
        (ModelSchema, examples.MODEL),
        (IndexSchema, examples.INDEX),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_shown_answer_fits_its_schema(schema: type[Schema], shown: dict[str, Any]):
    assert schema().validate(shown) == {}


def test_shown_positions_are_those_of_the_shown_article():
    spans = list(spans_of(examples.RESULT))

    assert len(spans) == 6
    assert [s for s in spans if examples.ARTICLE["text"][s["start"] : s["end"]] != s["text"]] == []
