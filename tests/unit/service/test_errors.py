import pytest
from werkzeug.exceptions import HTTPException, MethodNotAllowed, default_exceptions

from models.errors import ArticleTooLong
from service.errors import BadJson, Busy, FieldsWrong, NotJson, NotReady, to_problem


@pytest.mark.parametrize(
    ("error", "status"),
    [
        pytest.param(BadJson("broken"), 400, id="bad JSON"),
        pytest.param(NotJson(messages={"Content-Type": ["Must be JSON."]}), 415, id="not JSON"),
        pytest.param(FieldsWrong(messages={"text": ["Missing."]}), 422, id="fields"),
        pytest.param(ArticleTooLong(chars=9, limit=5), 422, id="too long"),
        pytest.param(NotReady("loading"), 503, id="not ready"),
        pytest.param(Busy("full", retry_after_s=7), 503, id="busy"),
        pytest.param(RuntimeError("any"), 500, id="unforeseen"),
        pytest.param(TimeoutError(), 500, id="a timeout that is not ours"),
    ],
)
def test_error_has_its_status(error: Exception, status: int):
    assert to_problem(error).status == status


@pytest.mark.parametrize("status", sorted(default_exceptions))
def test_every_http_error_becomes_a_problem(status: int):
    wire = to_problem(default_exceptions[status]()).to_wire(request_id="r1")

    assert wire["status"] == status
    assert wire["title"]
    assert wire["detail"]


def test_http_error_does_not_repeat_its_description():
    error: HTTPException = default_exceptions[404]("/secret/path")

    assert "secret" not in to_problem(error).detail


def test_allowed_methods_are_kept():
    assert to_problem(MethodNotAllowed(valid_methods=["GET", "HEAD"])).headers == {"Allow": "GET, HEAD"}


@pytest.mark.parametrize("error", [NotReady("loading"), Busy("full", retry_after_s=7)], ids=["not ready", "busy"])
def test_unavailable_says_when_to_try_again(error: NotReady | Busy):
    assert int(to_problem(error).headers["Retry-After"]) > 0


def test_unforeseen_error_keeps_its_words_to_itself():
    problem = to_problem(ValueError("cannot read 'secret words'"))

    assert "secret" not in str(problem)


def test_too_long_article_is_told_by_field():
    assert to_problem(ArticleTooLong(chars=9, limit=5)).messages == {
        "text": ["article has 9 characters, the limit is 5"]
    }
