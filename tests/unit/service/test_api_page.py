"""The page for callers shows the examples as they are, and says what is so."""

import json
import re

import pytest
from flask.testing import FlaskClient

from service.schemas import examples
from service.schemas.batch import MatchSchema
from service.schemas.options import OFFSET_UNITS, QueryOptionsSchema
from tests.servers import ROOT

DOCS = ROOT / "service" / "docs"
PAGE = (DOCS / "api.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize(("language", "name"), [("sh", "quotes.sh"), ("python", "quotes.py"), ("js", "quotes.mjs")])
def test_shown_program_is_the_file(language: str, name: str):
    assert (DOCS / "examples" / name).read_text(encoding="utf-8") in blocks(language)


def test_every_program_is_shown():
    shown = {block for language in ("sh", "python", "js") for block in blocks(language)}

    assert [
        path.name for path in (DOCS / "examples").iterdir() if path.is_file() and path.read_text("utf-8") not in shown
    ] == []


def test_shown_json_is_that_of_the_contract():
    asked, result, match, problem = map(json.loads, blocks("json"))

    assert [asked, result, problem] == [examples.ASKED, examples.RESULT, examples.PROBLEM]
    assert MatchSchema().validate(match) == {}
    assert match.keys() == MatchSchema().fields.keys()


@pytest.mark.parametrize("unit", OFFSET_UNITS)
def test_shown_position_is_given(client: FlaskClient, unit: str):
    shown = re.search(rf"^\| `{unit}` \| (\d+) \| (\d+) \|.*?(\d+)(?::|, |\.\.)(\d+)", PAGE, re.MULTILINE)
    answer = client.post("/v1/quotes", json={"text": "🎉 “Yes,” said Noa.", "offset_unit": unit}).get_json()
    [span] = answer["quotes"][0]["spans"]

    assert shown is not None
    assert [int(position) for position in shown.groups()] == 2 * [span["start"], span["end"]]


@pytest.mark.parametrize("name", [*examples.ARTICLE, *QueryOptionsSchema().fields])
def test_field_and_option_has_a_row(name: str):
    assert re.search(rf"^\|[^|]*`{name}`[^|]*\|", PAGE, re.MULTILINE)
