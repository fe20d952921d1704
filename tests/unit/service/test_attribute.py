import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from service.app import create_app
from service.attribute import to_text
from service.cli import main
from service.settings import Settings
from tests.fakes import FakePipeline, make_settings

SAID = "“We won,” said Mia.\r\n“Again,” added Jo.\n"


@pytest.fixture(autouse=True)
def _fake_model(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("service.attribute.load_from_weights", lambda _settings: FakePipeline())
    monkeypatch.setenv("QUOTES_MAX_ARTICLE_CHARS", "50")


def write(folder: Path, content: bytes) -> str:
    file = folder / "article.txt"
    file.write_bytes(content)
    return str(file)


def test_answer_is_that_of_the_service(tmp_path: Path):
    client = create_app(make_settings(), FakePipeline()).test_client()

    done = CliRunner().invoke(main, ["attribute", write(tmp_path, SAID.encode()), "--outlet", "Hill Post"])

    assert done.exit_code == 0
    assert json.loads(done.output) == client.post("/v1/quotes", json={"text": SAID, "outlet": "Hill Post"}).get_json()


def test_text_may_come_from_standard_input():
    done = CliRunner().invoke(main, ["attribute", "-"], input=SAID.encode())

    assert [quote["text"] for quote in json.loads(done.output)["quotes"]] == ["“We won,”", "“Again,”"]


def test_readable_form_is_a_block_a_quotation():
    done = CliRunner().invoke(main, ["attribute", "-", "--format", "text"], input=SAID.encode())

    assert done.output == (
        "“We won,”\n    — Mia, via The Hill Post [0.90]\n\n“Again,”\n    — Jo, via The Hill Post [0.90]\n"
    )


def test_readable_form_gives_the_role_and_says_what_is_unknown():
    known = {"name": "Mia Lund", "role": "mayor"}
    quotes = [
        {"text": "“Yes.”", "speaker": known, "outlet": None, "confidence": 0.5},
        {"text": "“No.”", "speaker": None, "outlet": None, "confidence": 0.25},
    ]

    assert to_text({"quotes": quotes}) == "“Yes.”\n    — Mia Lund (mayor) [0.50]\n\n“No.”\n    — unknown [0.25]"


def test_readable_form_says_that_there_is_nothing():
    assert to_text({"quotes": []}) == "No quotations found."


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(b"a\xff", "not UTF-8 at byte 1", id="not UTF-8"),
        pytest.param(b"x" * 51, "51 characters, the limit is 50", id="too long"),
    ],
)
def test_unusable_file_is_one_clear_line(tmp_path: Path, content: bytes, message: str):
    done = CliRunner().invoke(main, ["attribute", write(tmp_path, content)])

    assert done.exit_code == 1
    assert message in done.output
    assert done.output.count("\n") == 1


def test_missing_file_is_refused():
    assert CliRunner().invoke(main, ["attribute", "nowhere.txt"]).exit_code == 2


@pytest.mark.parametrize(("options", "backend"), [([], "torch"), (["--backend", "onnx"], "onnx")])
def test_backend_of_the_command_goes_before_that_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, options: list[str], backend: str
):
    asked: list[str] = []

    def load(settings: Settings) -> FakePipeline:
        asked.append(settings.backend)
        return FakePipeline()

    monkeypatch.setattr("service.attribute.load_from_weights", load)
    monkeypatch.setenv("QUOTES_BACKEND", "torch")
    CliRunner().invoke(main, ["attribute", "-", *options], input=SAID.encode())

    assert asked == [backend]
