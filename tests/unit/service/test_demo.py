"""The demo page as it is served: its parts, what it forbids, its weight, and what its seeds are."""

import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from tests.fakes import FakePipeline, make_settings
from tests.html_pages import Page
from tests.servers import ROOT

FOLDER = ROOT / "service" / "pages" / "demo"
PARTS = sorted(path for path in FOLDER.iterdir() if path.name != "index.html")
MODULES = [path for path in PARTS if path.suffix == ".js"]
MAX_LINES = 300
MAX_PAGE_BYTES = 100_000
MAX_PICTURE_BYTES = 150_000


@pytest.fixture(scope="module")
def page() -> Page:
    client = create_app(make_settings(), FakePipeline()).test_client()
    return Page(client.get("/").get_data(as_text=True))


def test_page_forbids_all_from_elsewhere_all_inline_code_and_all_making_of_elements(client: FlaskClient, page: Page):
    policy = client.get("/").headers["Content-Security-Policy"].split("; ")

    assert page.inline == []
    assert policy[:5] == [
        "default-src 'none'",
        *(f"{kind}-src 'self'" for kind in ("script", "style", "img", "connect")),
    ]
    assert {"base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"} <= set(policy)
    assert {"require-trusted-types-for 'script'", "trusted-types reading"} <= set(policy)


def test_page_asks_for_nothing_from_elsewhere_and_all_is_here(client: FlaskClient, page: Page):
    assert [address for address in page.addresses if ":" in address or address.startswith("/")] == []
    assert {client.get(f"/{address}").status_code for address in page.addresses} == {200}


@pytest.mark.parametrize(
    ("accept", "mimetype"),
    [
        pytest.param(None, "text/html", id="says nothing"),
        pytest.param("*/*", "text/html", id="takes all"),
        pytest.param("text/html,application/xhtml+xml,*/*;q=0.8", "text/html", id="browser"),
        pytest.param("application/json", "application/json", id="program"),
        pytest.param("application/json, text/plain, */*", "application/json", id="program that takes all"),
    ],
)
def test_page_is_for_people_and_links_for_programs(client: FlaskClient, accept: str | None, mimetype: str):
    answer = client.get("/", headers={"Accept": accept} if accept else {})

    assert (answer.mimetype, answer.headers["Vary"]) == (mimetype, "Accept")


def test_part_that_the_browser_has_is_not_sent_again(client: FlaskClient):
    first = client.get("/demo/main.js")
    second = client.get("/demo/main.js", headers={"If-None-Match": first.headers["ETag"]})

    assert (first.mimetype, first.headers["Cache-Control"]) == ("text/javascript", "no-cache")
    assert (second.status_code, second.get_data()) == (304, b"")


@pytest.mark.parametrize("name", ["index.html", "../docs.js", "..%2fdocs.js", "nothing.js"])
def test_no_name_leads_elsewhere(client: FlaskClient, name: str):
    assert client.get(f"/demo/{name}").status_code == 404


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_module_imports_only_what_is_here_and_says_what_it_answers_for(module: Path):
    text = module.read_text(encoding="utf-8")
    imported = re.findall(r"""(?:from|import\()\s*["']([^"']+)["']""", text)

    assert re.match(r"// \S.*\n\n", text)
    assert {FOLDER / name.removeprefix("./") for name in imported} <= set(MODULES)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_module_makes_no_elements_of_text(module: Path):
    sinks = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setHTML|createContextualFragment"
    )

    assert re.findall(sinks, module.read_text(encoding="utf-8")) == []


def test_every_file_stays_short():
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in FOLDER.iterdir()}

    assert {name: n_lines for name, n_lines in lengths.items() if n_lines >= MAX_LINES} == {}


def test_page_is_light():
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MAX_PAGE_BYTES


def test_pictures_of_the_docs_are_there_and_small():
    docs = ROOT / "service" / "docs"
    named = set(re.findall(r"\]\((images/[^)]+)\)", (docs / "demo.md").read_text(encoding="utf-8")))

    assert named == {f"images/{path.name}" for path in (docs / "images").iterdir()}
    assert {name for name in named if (docs / name).stat().st_size > MAX_PICTURE_BYTES} == set()


def test_seeds_on_the_page_are_the_project_s_own():
    # A copy, since the folder of seeds is no part of what is installed.
    assert (FOLDER / "seeds.jsonl").read_bytes() == (ROOT / "seeds" / "articles.jsonl").read_bytes()


def test_seeds_are_requests(client: FlaskClient):
    seeds = [json.loads(line) for line in (FOLDER / "seeds.jsonl").read_text(encoding="utf-8").splitlines()]
    client = create_app(make_settings(max_article_chars=5000), FakePipeline()).test_client()

    assert {client.post("/v1/quotes", json=seed).status_code for seed in seeds} == {200}
