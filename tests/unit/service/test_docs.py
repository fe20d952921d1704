"""The page about the contract: its parts, and that it takes nothing from elsewhere."""

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from tests.fakes import FakePipeline, make_settings
from tests.html_pages import Page

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def addresses() -> list[str]:
    page = create_app(make_settings(), FakePipeline()).test_client().get("/docs")
    return Page(page.get_data(as_text=True)).addresses


def test_page_forbids_all_from_elsewhere_and_all_inline_code(client: FlaskClient):
    page = client.get("/docs")

    assert (page.mimetype, page.headers["Content-Security-Policy"]) == ("text/html", POLICY)
    assert Page(page.get_data(as_text=True)).inline == []


@pytest.mark.parametrize("address", addresses())
def test_part_of_the_page_is_here(client: FlaskClient, address: str):
    assert "//" not in address
    assert client.get(f"/{address}").status_code == 200


@pytest.mark.parametrize(
    ("name", "mimetype"),
    [("docs.js", "text/javascript"), ("swagger-ui-bundle.js", "text/javascript"), ("swagger-ui.css", "text/css")],
)
def test_part_is_what_a_strict_browser_takes_it_for(client: FlaskClient, name: str, mimetype: str):
    assert client.get(f"/docs/{name}").mimetype == mimetype


def test_part_that_the_browser_has_is_not_sent_again(client: FlaskClient):
    first = client.get("/docs/swagger-ui-bundle.js")
    second = client.get("/docs/swagger-ui-bundle.js", headers={"If-None-Match": first.headers["ETag"]})

    assert (second.status_code, second.get_data()) == (304, b"")
