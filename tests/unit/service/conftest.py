"""One browser, and one gunicorn with known articles, for all tests of the pages."""

from collections.abc import Iterator

import pytest
from selenium.webdriver import Chrome

from tests.browsers import chromium
from tests.demo_page import DemoPage
from tests.servers import gunicorn


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with chromium(tmp_path_factory.mktemp("browser")) as started:
        yield started


@pytest.fixture(scope="session")
def page_url() -> Iterator[str]:
    # Nobody reads its log while it runs: with a line a request the pipe would soon be full, and the server at a halt.
    with gunicorn("tests.fake_wsgi:build_known()", QUOTES_LOG_LEVEL="error") as server:
        server.wait_until_ready()
        yield f"http://127.0.0.1:{server.port}"


@pytest.fixture
def demo(browser: Chrome, page_url: str) -> Iterator[DemoPage]:
    """The demo page, opened anew in a wide window by day."""
    page = DemoPage(browser, page_url)
    page.open()
    yield page
    page.restore()
