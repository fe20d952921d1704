"""Fixtures that several folders of tests share: the app on a fake pipeline, and its client."""

from dataclasses import fields

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings

from service.app import create_app
from service.settings import Settings
from tests.fakes import FakePipeline, make_settings

# Slow and busy machines run these too: how long an example takes says nothing of whether it holds.
settings.register_profile("any-machine", deadline=None)
settings.load_profile("any-machine")


@pytest.fixture
def app() -> Flask:
    return create_app(make_settings(), FakePipeline())


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of this machine reaches the test."""
    for field in fields(Settings):
        monkeypatch.delenv(f"QUOTES_{field.name.upper()}", raising=False)
