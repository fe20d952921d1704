import subprocess
import sys

import pytest

from service.app import create_app
from tests.fakes import FakePipeline, make_settings

WITHOUT_TORCH = """
import sys
from service.app import create_app
from tests.fakes import FakePipeline, make_settings
client = create_app(make_settings(), FakePipeline()).test_client()
assert client.post("/v1/quotes", json={"text": "a"}).status_code == 200
heavy = {"torch", "transformers", "tokenizers"} & set(sys.modules)
sys.exit(f"imported: {heavy}" if heavy else 0)
"""

WITHOUT_EFFECT = """
import logging, sys, threading
import service.app, service.attribute, service.cli, service.log_setup, service.serve, service.wsgi
busy = [threading.active_count() > 1, bool(logging.root.handlers), "torch" in sys.modules]
sys.exit(f"threads, log handlers, torch: {busy}" if any(busy) else 0)
"""


@pytest.mark.parametrize(
    "program", [pytest.param(WITHOUT_TORCH, id="answers without torch"), pytest.param(WITHOUT_EFFECT, id="import only")]
)
def test_app_costs_no_more_than_it_needs(program: str):
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)

    assert done.returncode == 0, done.stderr


def test_apps_keep_their_own_settings():
    narrow = create_app(make_settings(max_article_chars=1), FakePipeline()).test_client()
    wide = create_app(make_settings(max_article_chars=9), FakePipeline()).test_client()

    statuses = [client.post("/v1/quotes", json={"text": "ab"}).status_code for client in (narrow, wide)]

    assert statuses == [422, 200]


def test_given_pipeline_is_ready_at_once():
    assert create_app(make_settings(), FakePipeline()).test_client().get("/readyz").status_code == 200
