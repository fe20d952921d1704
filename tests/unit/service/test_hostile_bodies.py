"""Bodies that no honest caller sends: refused by a bounded problem that names what is wrong, or answered rightly."""

import gzip
import json
from collections.abc import Mapping

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from tests.fakes import FakePipeline, make_settings
from tests.load.bodies import find_fault
from tests.load.body_kinds import make_case

ASKING = ("/v1/quotes", "/v1/quotes/batch")
N_GENERATED = 300
MAX_BODY_BYTES = 2_000_000


@pytest.fixture(scope="module")
def roomy() -> FlaskClient:
    """A client of an app that takes bodies large enough to be hostile."""
    return create_app(make_settings(max_body_bytes=MAX_BODY_BYTES), FakePipeline()).test_client()


def test_generated_bodies_are_answered_or_refused_in_form(roomy: FlaskClient):
    cases = [make_case(5, number, max_bytes=MAX_BODY_BYTES) for number in range(N_GENERATED)]
    faults = {}
    for case in cases:
        response = roomy.post(case.target, data=case.body, headers=case.headers)
        head = {name.lower(): value for name, value in response.headers.items()}
        faults[case.name] = find_fault(case, response.status_code, head, response.data)

    assert {name: fault for name, fault in faults.items() if fault} == {}


@pytest.mark.parametrize("path", ASKING)
@pytest.mark.parametrize(
    ("headers", "field"),
    [
        pytest.param({"Content-Encoding": "gzip"}, "Content-Encoding", id="packed"),
        pytest.param({"Content-Encoding": "identity, br"}, "Content-Encoding", id="packed in the end"),
        pytest.param({"Content-Type": "text/plain"}, "Content-Type", id="other type"),
        pytest.param({"Content-Type": "application/json; charset=latin-1"}, "Content-Type", id="other letters"),
    ],
)
def test_body_of_another_form_is_refused_by_the_header_that_says_so(
    client: FlaskClient, path: str, headers: Mapping[str, str], field: str
):
    body = gzip.compress(b'{"text": "a"}')
    response = client.post(path, data=body, headers={"Content-Type": "application/json", **headers})

    assert response.status_code == 415
    assert list(response.get_json(force=True)["errors"]) == [field]


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", "utf8"])
def test_body_that_says_how_it_is_written_is_taken(client: FlaskClient, charset: str):
    headers = {"Content-Type": f"application/json; charset={charset}", "Content-Encoding": "identity"}

    assert client.post("/v1/quotes", data=b'{"text": "a"}', headers=headers).status_code == 200


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\x00“No,” said\x00Mia.\x00", id="NULs"),
        pytest.param("\u202e“No,”\u2066 said Mia\u2069.", id="bidirectional marks"),
        pytest.param("\ufeff“No,” said Mia.", id="byte order mark"),
        pytest.param("\U0010ffff“e\u0301👩🏽‍🚒,” said Mia.", id="far code points"),
    ],
)
@pytest.mark.parametrize("unit", ["code_point", "utf16", "utf8"])
def test_odd_letters_keep_their_places(client: FlaskClient, text: str, unit: str):
    answer = client.post("/v1/quotes", json={"text": text, "offset_unit": unit}).get_json()
    [span] = answer["quotes"][0]["spans"]
    before = text[: text.index("“")]
    expected = {"code_point": len(before), "utf16": len(before.encode("utf-16-le")) // 2, "utf8": len(before.encode())}

    assert span["start"] == expected[unit]
    assert span["text"] == text[text.index("“") : text.index("”") + 1]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b'{"articles": [' + b"{}," * 300_000 + b"{}]}", id="empty articles"),
        pytest.param(b'{"articles": [' + b"[]," * 300_000 + b"0]}", id="empty lists"),
        pytest.param(b'{"types": [' + b"0," * 300_000 + b"0]}", id="types"),
        pytest.param(b'{"text": "' + b"," * 300_000 + b'", "types": [' + b"0," * 300_000, id="behind a text"),
    ],
)
def test_more_values_than_articles_need_are_not_even_read(roomy: FlaskClient, body: bytes):
    response = roomy.post("/v1/quotes/batch", data=body, content_type="application/json")

    assert response.status_code == 400
    assert response.get_json(force=True)["detail"] == "The body holds too many values."


def test_marks_inside_a_text_are_no_values(roomy: FlaskClient):
    text = '[{,\\"' * 150_000
    response = roomy.post("/v1/quotes", data=f'{{"text": "{text}"}}', content_type="application/json")

    assert response.get_json(force=True)["errors"] == {"text": ["Length must be 1 to 1000, not 600000."]}


def test_problem_names_few_fields_and_little_of_their_names(client: FlaskClient):
    body = {"text": "a", "\u202e" + "x" * 5_000: 0, **{f"k{n}": 0 for n in range(500)}}
    response = client.post("/v1/quotes", json=body)
    errors = response.get_json(force=True)["errors"]

    assert response.status_code == 422
    assert len(errors) == 33
    assert errors["body"] == ["469 more fields are wrong."]
    assert max(map(len, errors)) <= 64
    assert "\u202e" not in response.get_data(as_text=True)


def test_types_given_many_times_are_each_taken_once(client: FlaskClient):
    asked = json.dumps({"text": "“No,” said Mia.", "types": ["direct"] * 16})
    too_many = json.dumps({"text": "a", "types": ["direct"] * 17})

    assert len(client.post("/v1/quotes", data=asked, content_type="application/json").get_json()["quotes"]) == 1
    assert client.post("/v1/quotes", data=too_many, content_type="application/json").status_code == 422
