"""The page about the contract in a real browser, on a real gunicorn."""

import json
import shutil
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from tests.servers import gunicorn

PATIENCE_S = 30
BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
# A fresh browser that asks for nothing but what a page asks for, and as root.
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--window-size=1200,1600",
)

pytestmark = pytest.mark.skipif(
    not (BROWSER and DRIVER), reason="no chromium and chromedriver here (Debian: chromium, chromium-driver)"
)


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    with gunicorn("tests.fake_wsgi:build()") as server:
        server.wait_until_ready()
        yield f"http://127.0.0.1:{server.port}"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    options = ChromeOptions()
    options.binary_location = str(BROWSER)
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('browser')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    started = Chrome(options=options, service=Service(executable_path=DRIVER))
    yield started
    started.quit()


@pytest.fixture
def page(browser: Chrome, base_url: str) -> Chrome:
    """The page, opened anew, with all its operations in sight."""
    browser.get(f"{base_url}/docs")
    WebDriverWait(browser, PATIENCE_S).until(lambda b: b.find_elements(By.CLASS_NAME, "opblock"))
    return browser


def requests_of(browser: Chrome) -> list[str]:
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    return [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]


def test_page_shows_every_operation(page: Chrome):
    shown = {tuple(block.text.split("\n")[:2]) for block in page.find_elements(By.CLASS_NAME, "opblock")}

    assert {("POST", "/v1/quotes"), ("POST", "/v1/quotes/batch"), ("GET", "/v1/model"), ("GET", "/readyz")} <= shown


def test_page_asks_this_host_alone_and_breaks_no_rule(page: Chrome, base_url: str):
    asked = [urlsplit(url) for url in requests_of(page)]

    # The browser's own pages and what stands in the page itself come from no host.
    assert {url.netloc for url in asked if url.scheme not in {"chrome", "data"}} == {urlsplit(base_url).netloc}
    assert "/openapi.json" in {url.path for url in asked}
    assert page.get_log("browser") == []


def test_article_can_be_tried_from_the_page(page: Chrome):
    block = page.find_element(By.CSS_SELECTOR, "[id$='post_v1_quotes']")
    block.find_element(By.CLASS_NAME, "opblock-summary-control").click()
    wait = WebDriverWait(page, PATIENCE_S)
    wait.until(lambda _: block.find_elements(By.CLASS_NAME, "try-out__btn"))[0].click()
    wait.until(lambda _: block.find_elements(By.CLASS_NAME, "execute"))[0].click()
    answer = wait.until(lambda _: block.find_elements(By.CSS_SELECTOR, ".live-responses-table .response"))[0]

    assert answer.find_element(By.CLASS_NAME, "response-col_status").text.startswith("200")
