import re

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize("sent", ["a", "7f3c", "caller-1.2:3_4", "0" * 128, "550e8400-e29b-41d4-a716-446655440000"])
def test_sane_id_of_the_caller_comes_back(client: FlaskClient, sent: str):
    assert client.get("/livez", headers={"X-Request-ID": sent}).headers["X-Request-ID"] == sent


@pytest.mark.parametrize("sent", ["", " ", "0" * 129, "a b", "-a", "a\tb", "é", '{"a":1}', "<script>"])
def test_other_id_is_replaced(client: FlaskClient, sent: str):
    told = client.get("/livez", headers={"X-Request-ID": sent}).headers["X-Request-ID"]

    assert re.fullmatch(r"[0-9a-f]{32}", told)


def test_every_request_gets_an_id_of_its_own(client: FlaskClient):
    assert len({client.get("/livez").headers["X-Request-ID"] for _ in range(5)}) == 5


@pytest.mark.parametrize("path", ["/nothing", "/v1/quotes"])
def test_error_carries_the_id_of_the_caller(client: FlaskClient, path: str):
    response = client.get(path, headers={"X-Request-ID": "mine"})

    assert response.headers["X-Request-ID"] == response.get_json(force=True)["request_id"] == "mine"


def test_line_by_line_answer_carries_the_id(client: FlaskClient):
    response = client.post(
        "/v1/quotes/batch",
        data=b'{"id": "a"}\n',
        content_type="application/x-ndjson",
        headers={"X-Request-ID": "mine"},
    )

    assert response.headers["X-Request-ID"] == "mine"
    assert b'"request_id": "mine"' in response.get_data()
