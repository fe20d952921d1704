"""`quotes batch --local`: what the server would have answered, without one."""

import asyncio
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from models.errors import WeightsMissing
from service.cli import main
from service.client.errors import ClientError
from service.client.http import AnswerOptions
from service.client.local import in_this_process
from tests.fakes import FailingPipeline, FakePipeline
from tests.unit.service.client.archives import article, failures, lines, write_archive


@pytest.fixture(autouse=True)
def pipeline(own_environment: None, monkeypatch: pytest.MonkeyPatch) -> None:
    # The limits of the app that the fixture `client` asks.
    monkeypatch.setenv("QUOTES_MAX_ARTICLE_CHARS", "1000")
    monkeypatch.setattr("service.client.local.load_from_weights", lambda _settings: FailingPipeline(word="fail"))


def run(tmp_path: Path, articles: list, *options: str) -> Path:
    source, target = write_archive(tmp_path / "in.jsonl", articles), tmp_path / "out.jsonl"
    done = CliRunner().invoke(main, ["batch", str(source), str(target), "--local", *options])
    assert done.exit_code == 0, done.output
    return target


def test_results_are_those_of_the_server(tmp_path: Path, client: FlaskClient):
    articles = [article(number) for number in range(5)]
    asked = {"offset_unit": "utf8", "types": ["direct"], "min_confidence": 0.25}

    target = run(tmp_path, articles, "--offset-unit", "utf8", "--types", "direct", "--min-confidence", "0.25")

    answers = [client.post("/v1/quotes", json={**one, **asked}).get_json() for one in articles]
    assert [{name: line[name] for name in answers[0]} for line in lines(target)] == answers


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"id": "a0", "text": "x" * 1001}, id="too long"),
        pytest.param({"id": "a0", "text": "a", "published_at": "yesterday"}, id="a field is wrong"),
    ],
)
def test_failures_are_those_of_the_server(tmp_path: Path, client: FlaskClient, wrong: dict):
    target = run(tmp_path, [wrong, article(1)])

    told = client.post("/v1/quotes", json=wrong).get_json()
    [failure] = failures(target)
    assert {name: failure["error"][name] for name in ("title", "status", "detail", "errors")} == {
        name: told[name] for name in ("title", "status", "detail", "errors")
    }
    assert [line["id"] for line in lines(target)] == ["a1"]


def test_article_that_the_model_fails_on_fails_alone(tmp_path: Path):
    target = run(tmp_path, [article(0), article(1, says="We fail"), article(2)])

    assert [failure["id"] for failure in failures(target)] == ["a1"]
    assert [line["id"] for line in lines(target)] == ["a0", "a2"]


def test_missing_weights_are_one_plain_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def load(_settings: object) -> FakePipeline:
        raise WeightsMissing(path=Path("model.safetensors"))

    monkeypatch.setattr("service.client.local.load_from_weights", load)
    source = write_archive(tmp_path / "in.jsonl", [article(0)])

    done = CliRunner().invoke(main, ["batch", str(source), str(tmp_path / "out.jsonl"), "--local"])

    assert (done.exit_code, done.output) == (1, "Error: weights file is missing: model.safetensors\n")


def test_model_stops_within_a_step_when_the_run_does(monkeypatch: pytest.MonkeyPatch):
    steps_taken = []

    class Endless(FakePipeline):
        def steps(self, articles):
            while True:
                steps_taken.append(1)
                yield "encode"

    monkeypatch.setattr("service.client.local.load_from_weights", lambda _settings: Endless())

    async def stop_soon() -> None:
        async with in_this_process(AnswerOptions()) as service:
            asking = asyncio.ensure_future(service.ask({"id": "a", "text": "b"}))
            while not steps_taken:
                await asyncio.sleep(0.001)
            asking.cancel()

    asyncio.run(asyncio.wait_for(stop_soon(), timeout=30))


def test_problem_of_an_article_is_a_client_error():
    async def ask() -> None:
        async with in_this_process(AnswerOptions()) as service:
            await service.ask({"id": "a"})

    with pytest.raises(ClientError) as caught:
        asyncio.run(ask())
    assert caught.value.problem["status"] == 422
