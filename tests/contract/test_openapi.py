"""The service and its own OpenAPI document, held against each other by generated requests, good ones and bad ones."""

import pytest
import schemathesis
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import DataObject, data
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection

from service.app import create_app
from tests.fakes import FakePipeline, make_settings

READING = [("GET", path) for path in ("/", "/v1/model", "/livez", "/metrics", "/readyz")]
ASKING = [("POST", path) for path in ("/v1/quotes", "/v1/quotes/batch")]

bounded = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def api():
    return schemathesis.openapi.from_wsgi("/openapi.json", create_app(make_settings(), FakePipeline()))


def test_every_documented_operation_is_tried(api):
    documented = {(found.ok().method.upper(), found.ok().path) for found in api.get_all_operations()}

    assert documented == {*READING, *ASKING}


@pytest.mark.parametrize(("method", "path"), [*READING, *ASKING])
@bounded
@given(drawn=data())
def test_good_requests_are_answered_as_documented(api, method: str, path: str, drawn: DataObject):
    case = drawn.draw(api[path][method].as_strategy())

    case.call_and_validate()


@pytest.mark.parametrize(("method", "path"), ASKING)
@bounded
@given(drawn=data())
def test_bad_requests_are_refused_as_documented(api, method: str, path: str, drawn: DataObject):
    case = drawn.draw(api[path][method].as_strategy(generation_mode=GenerationMode.NEGATIVE))

    # A batch takes bad articles in, and answers each with its own error.
    case.call_and_validate(excluded_checks=[negative_data_rejection] if path.endswith("/batch") else [])


def test_document_is_openapi_3_1(client: FlaskClient):
    assert client.get("/openapi.json").get_json()["openapi"].startswith("3.1")
