"""The page about the contract in a real browser, on a real gunicorn."""

from urllib.parse import urlsplit

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from tests.browsers import PATIENCE_S, needs_browser, requests_of

pytestmark = needs_browser


@pytest.fixture
def page(browser: Chrome, page_url: str) -> Chrome:
    """The page, opened anew, with all its operations in sight."""
    browser.get_log("browser")
    browser.get_log("performance")
    browser.get(f"{page_url}/docs")
    WebDriverWait(browser, PATIENCE_S).until(lambda b: b.find_elements(By.CLASS_NAME, "opblock"))
    return browser


def test_page_shows_every_operation(page: Chrome):
    shown = {tuple(block.text.split("\n")[:2]) for block in page.find_elements(By.CLASS_NAME, "opblock")}

    assert {("POST", "/v1/quotes"), ("POST", "/v1/quotes/batch"), ("GET", "/v1/model"), ("GET", "/readyz")} <= shown


def test_page_asks_this_host_alone_and_breaks_no_rule(page: Chrome, page_url: str):
    asked = [urlsplit(url) for url in requests_of(page)]

    # The browser's own pages and what stands in the page itself come from no host.
    assert {url.netloc for url in asked if url.scheme not in {"chrome", "data"}} == {urlsplit(page_url).netloc}
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
