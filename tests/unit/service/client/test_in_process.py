"""An article is answered here as the server answers it, and refused for the same reasons."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from marshmallow import ValidationError

from service.client.in_process import LocalModel, read_options
from service.client.items import Item, Outcome
from service.engine import Pipeline
from tests.fakes import FailingPipeline, FakePipeline

# As in the settings of the app under test.
MAX_CHARS = 1000
GOOD = {"id": "a1", "text": "“We sail,” said Mira. “At dawn,” said Jon.", "outlet": "Lake Radio", "title": " "}


def outcome(article: dict[str, Any], pipeline: Pipeline | None = None, **options: Any) -> Outcome:
    model = LocalModel(pipeline=pipeline or FakePipeline(), options=read_options(options), max_article_chars=MAX_CHARS)
    return model.outcome(Item(number=0, article=article))


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({}, id="defaults"),
        pytest.param({"min_confidence": 0.95}, id="sure"),
        pytest.param({"types": ["indirect"]}, id="of a type"),
        pytest.param({"offset_unit": "utf8"}, id="in bytes"),
    ],
)
def test_result_is_the_one_of_the_server(client: FlaskClient, options: dict[str, Any]):
    assert outcome(GOOD, **options).result == client.post("/v1/quotes", json={**GOOD, **options}).get_json()


@pytest.mark.parametrize(
    "article",
    [
        pytest.param({"id": "a1"}, id="no text"),
        pytest.param({"id": "a1", "text": ""}, id="empty text"),
        pytest.param({"id": "a1", "text": "a" * (MAX_CHARS + 1)}, id="too long"),
        pytest.param({"id": "a1", "text": 5}, id="text is a number"),
        pytest.param({"id": "a1", "text": "We sail.", "published_at": "May"}, id="no date"),
        pytest.param({"id": "a1", "text": "We sail.", "author": "Mira"}, id="unknown field"),
        pytest.param({"id": "i" * 257, "text": "We sail."}, id="id too long"),
    ],
)
def test_refusal_is_the_one_of_the_server(client: FlaskClient, article: dict[str, Any]):
    [entry] = client.post("/v1/quotes/batch", json={"articles": [article]}).get_json()["results"]
    told = {name: entry["error"][name] for name in ("title", "status", "detail", "errors")}

    assert outcome(article).problem == told


def test_problem_that_is_known_is_passed_on():
    problem = {"title": "Unreadable article", "status": None, "detail": "Line 3 is not JSON."}
    model = LocalModel(pipeline=FakePipeline(), options=read_options({}), max_article_chars=MAX_CHARS)
    assert model.outcome(Item(number=2, article={"id": "line-3"}, problem=problem)).problem == problem


def test_failure_of_the_model_tells_its_place_and_none_of_the_text():
    problem = outcome({"id": "a1", "text": "Nettlewort grows here."}, FailingPipeline(word="Nettlewort")).problem

    assert problem is not None
    assert problem["status"] == 500
    assert problem["detail"].startswith("The model failed: ValueError at attribute_one, line ")
    assert "Nettlewort" not in str(problem)


def test_wrong_option_is_refused():
    with pytest.raises(ValidationError):
        read_options({"min_confidence": 2})
