"""The routes that tell of the service itself."""

from dataclasses import asdict

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.context import context_of
from tests.fakes import MODEL


def test_model_is_described_whole(client: FlaskClient):
    described = client.get("/v1/model").get_json()

    assert described == {**asdict(MODEL), "data": list(MODEL.data), "limits": list(MODEL.limits)}


@pytest.mark.parametrize(("path", "word"), [("/livez", "alive"), ("/readyz", "ready")])
def test_healthy_process_says_so(client: FlaskClient, path: str, word: str):
    assert client.get(path).get_json() == {"status": word}


def test_draining_process_lives_but_is_not_ready(app: Flask, client: FlaskClient):
    context_of(app).engine.drain()

    assert client.get("/livez").status_code == 200
    assert client.get("/readyz").status_code == 503


def test_every_link_of_the_index_leads_somewhere(client: FlaskClient):
    links = client.get("/", headers={"Accept": "application/json"}).get_json()["links"]

    assert {client.get(path).status_code for path in links.values()} == {200, 405}


def test_document_shows_the_limits_of_the_settings(client: FlaskClient):
    schemas = client.get("/openapi.json").get_json()["components"]["schemas"]

    assert schemas["Article"]["properties"]["text"]["maxLength"] == 1000
    assert schemas["Batch"]["properties"]["articles"]["maxItems"] == 4
