"""The examples for callers: each is run as it stands, against a real gunicorn."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.servers import ROOT, gunicorn

PATIENCE_S = 60
FOLDER = ROOT / "service" / "docs" / "examples"
PROGRAMS = {"quotes.py": [sys.executable], "quotes.mjs": ["node"], "quotes.sh": ["bash"]}
NEEDED = {"quotes.mjs": "node", "quotes.sh": "curl"}
# The stand-in for the model takes the second word after a quotation for its speaker.
ARTICLE = (
    "🎉👩‍🚀 A day of joy.\n\n“We 💚 the moon,” said Noa. In Haifa: “שלום לכל העולם,” added דנה with a smile.\n\n"
    "“🌍🌍 مرحبا,” wrote Omar."
)
PRINTED = ["Noa: “We 💚 the moon,”", "דנה: “שלום לכל העולם,”", "Omar: “🌍🌍 مرحبا,”"]
ANSWER = {"quotes": [{"text": "“B,”", "spans": [{"start": 2, "end": 6, "text": "“B,”"}], "speaker": None}]}


def program(name: str):
    tool = NEEDED.get(name, "python")
    skip = pytest.mark.skipif(name in NEEDED and not shutil.which(tool), reason=f"no {tool} here to run {name}")
    return pytest.param(name, marks=skip, id=name)


every_program = pytest.mark.parametrize("name", [program(name) for name in PROGRAMS])


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    with gunicorn("tests.fake_wsgi:build()") as server:
        server.wait_until_ready()
        yield f"http://127.0.0.1:{server.port}"


def run(name: str, text: str, base_url: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run an example on a text, in the form that it takes."""
    article = folder / "article"
    article.write_text(json.dumps({"text": text}) if name == "quotes.sh" else text, encoding="utf-8")
    return subprocess.run(
        [*PROGRAMS[name], str(FOLDER / name), str(article), base_url],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        timeout=PATIENCE_S,
        check=False,
    )


def lines_of(name: str, printed: str) -> list[str]:
    """A line a quotation; the example that prints JSON leaves them to its reader."""
    if name != "quotes.sh":
        return printed.splitlines()
    quotes = json.loads(printed)["quotes"]
    return [f"{quote['speaker']['name'] if quote['speaker'] else 'somebody'}: {quote['text']}" for quote in quotes]


@every_program
def test_example_prints_the_very_words(name: str, base_url: str, tmp_path: Path):
    done = run(name, ARTICLE, base_url, tmp_path)

    assert (lines_of(name, done.stdout), done.stderr, done.returncode) == (PRINTED, "", 0)


@every_program
def test_example_tells_why_it_was_refused(name: str, base_url: str, tmp_path: Path):
    done = run(name, "", base_url, tmp_path)

    assert done.returncode != 0
    assert "Length must be 1 to 200000, not 0." in done.stdout + done.stderr


@every_program
def test_example_shows_its_key_and_comes_back_when_told(name: str, tmp_path: Path):
    with busy_once() as (base_url, keys):
        done = run(name, "A “B,” c", base_url, tmp_path, QUOTES_API_KEY="k-1")

    assert lines_of(name, done.stdout) == ["somebody: “B,”"]
    assert keys == ["Bearer k-1", "Bearer k-1"]


@contextmanager
def busy_once() -> Iterator[tuple[str, list[str]]]:
    """A server that answers at the second try, where it is, and the keys that it was shown."""
    keys: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            keys.append(self.headers["Authorization"])
            body = json.dumps(ANSWER if len(keys) > 1 else {"detail": "busy"}).encode()
            self.send_response(200 if len(keys) > 1 else 503)
            self.send_header("Retry-After", "1")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            """Stay silent."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", keys
        finally:
            server.shutdown()
            thread.join()
