"""The demo page keeps what it is given, runs nothing of it, tells errors plainly, and is there for everybody."""

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from selenium.webdriver import Chrome

from tests.browsers import needs_browser, requests_of
from tests.demo_articles import FIRST, HOSTILE, PARADE, SECOND
from tests.demo_page import DemoPage
from tests.servers import gunicorn

pytestmark = needs_browser

KEY = "a-key-for-the-demo"
# Only a file of it is wanted: the browser is driven by Selenium here.
AXE = find_spec("axe_playwright_python")
needs_axe = pytest.mark.skipif(not AXE, reason="no axe-playwright-python here (extra dev)")
RUN_AXE = """
const done = arguments[0];
axe.run().then((found) => done(found.violations.map((v) => [v.id, v.nodes.map((node) => node.html)])));
"""
BROKEN = """
const strange = "main script, main img, main iframe, main svg [onload], main a[href^=javascript]";
return [window.broken ?? null, document.querySelectorAll(strange).length];
"""
BEYOND = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
KEPT = """
const databases = await indexedDB.databases();
return [localStorage.length, sessionStorage.length, document.cookie, databases.length, (await caches.keys()).length];
"""


def violations(page: DemoPage) -> list[Any]:
    assert AXE
    assert AXE.origin
    page.js(Path(AXE.origin).with_name("axe.min.js").read_text(encoding="utf-8"))
    found: list[Any] = page.browser.execute_async_script(RUN_AXE)
    return found


@needs_axe
@pytest.mark.parametrize(
    ("width", "scheme"), [(1200, "light"), (1200, "dark"), (360, "light")], ids=["wide", "dark", "phone"]
)
def test_axe_finds_no_violation(demo: DemoPage, width: int, scheme: str):
    demo.size(width, 1600)
    demo.media(**{"prefers-color-scheme": scheme, "prefers-reduced-motion": "reduce"})
    at_first = violations(demo)
    demo.read(PARADE, FIRST, title="Parade", url="https://hillpost.example/a")
    demo.js(
        "arguments[0].focus(); document.querySelectorAll('details').forEach((d) => (d.open = true))", demo.tag("q2")
    )

    assert (at_first, violations(demo)) == ([], [])


@needs_axe
def test_axe_finds_no_violation_in_errors(demo: DemoPage):
    demo.fill("", url="x" * 5000)
    demo.run()

    assert violations(demo) == []


@pytest.mark.parametrize("width", [320, 360, 768])
def test_nothing_reaches_over_the_edge_of_a_narrow_screen(demo: DemoPage, width: int):
    demo.size(width, 740)
    at_first = demo.js(BEYOND)
    demo.read(PARADE, FIRST, SECOND, title="A" * 120)
    demo.js("document.querySelectorAll('details').forEach((d) => (d.open = true))")

    assert (at_first, demo.js(BEYOND)) == (0, 0)


def test_hostile_words_stay_words(demo: DemoPage):
    demo.read(
        HOSTILE,
        HOSTILE,
        title=HOSTILE[:2000],
        url=f"https://x.example/{HOSTILE[:50]}",
        outlet="<script>broken=9</script>",
    )
    demo.js(
        "arguments[0].focus(); document.querySelectorAll('details').forEach((d) => (d.open = true))", demo.tag("q1")
    )
    demo.wait(lambda: HOSTILE[:30] in demo.texts("#programs pre")[0])

    assert demo.js(BROKEN) == [None, 0]
    assert demo.paragraphs() == HOSTILE.split("\n\n")
    assert demo.browser.get_log("browser") == []


def test_hostile_page_file_runs_nothing_and_asks_for_nothing(demo: DemoPage):
    page = f"<html><body onload='window.broken=6'><article><img src=/from-file><p>“Yes,” said Mia.</p>{HOSTILE}"
    demo.drop(evil_html=page.encode())
    demo.wait(lambda: "said Mia." in str(demo.one("[name=text]").get_attribute("value")))
    demo.run()

    assert demo.js(BROKEN) == [None, 0]
    assert {urlsplit(url).path for url in requests_of(demo.browser)} & {"/from-file", "/broken"} == set()


def test_text_can_become_elements_in_no_way(demo: DemoPage):
    attempt = (
        "try { document.body.insertAdjacentHTML('beforeend', '<i>x</i>'); return 'done' } catch (e) { return e.name }"
    )

    assert demo.js(attempt) == "TypeError"
    demo.browser.get_log("browser")


def test_nothing_is_stored_or_put_into_an_address(demo: DemoPage):
    before = demo.js("return [location.href, history.length]")
    demo.read(PARADE, FIRST)
    kept = demo.js(KEPT)
    asked = [urlsplit(url) for url in requests_of(demo.browser)]

    assert demo.js("return [location.href, history.length]") == before
    assert kept == [0, 0, "", 0, 0]
    assert {url.netloc for url in asked if url.scheme != "chrome"} == {urlsplit(demo.base_url).netloc}
    assert [url for url in asked if url.query or url.fragment] == []
    assert demo.browser.get_log("browser") == []


def test_wrong_fields_are_named_and_led_to(demo: DemoPage):
    demo.fill("", url="x" * 5000)
    demo.run()
    lines = [line.text for line in demo.all("#problem li")]
    demo.all("#problem li button")[1].click()

    assert demo.one(".problem-title").text == "Unprocessable Entity (422)"
    assert lines == ["text Length must be 1 to 200000, not 0.", "url Longer than maximum length 4096."]
    assert demo.browser.switch_to.active_element == demo.one("[name=url]")
    assert demo.one("[name=url]").get_attribute("aria-invalid") == "true"


def test_bad_article_is_told_by_number_and_the_others_are_shown(demo: DemoPage):
    demo.read("Please fail here.", FIRST)

    assert [title.text for title in demo.all(".problem-title")] == ["Article 1: Internal Server Error (500)"]
    assert demo.paragraphs() == [FIRST]


def test_service_that_is_away_is_told_plainly(demo: DemoPage):
    demo.fill(FIRST)
    offline = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    demo.browser.execute_cdp_cmd("Network.emulateNetworkConditions", offline)
    demo.run()
    told = demo.one("#problem").text
    demo.browser.execute_cdp_cmd(
        "Network.emulateNetworkConditions",
        {**offline, "offline": False, "downloadThroughput": -1, "uploadThroughput": -1},
    )

    assert "The service cannot be reached" in told


def test_key_is_asked_for_only_by_a_service_that_wants_one(browser: Chrome):
    with gunicorn("tests.fake_wsgi:build_known()", QUOTES_API_KEYS=KEY) as server:
        server.wait_until_ready()
        page = DemoPage(browser, f"http://127.0.0.1:{server.port}")
        page.open()
        asked_at_first = page.one("#key").is_displayed()
        page.fill(FIRST)
        page.run()
        told, asked = page.one("#problem").text, page.one("#key").is_displayed()
        page.one("#key").send_keys(KEY)
        page.run()
        page.wait(lambda: page.one("#answer").is_displayed())
        page.js("document.querySelectorAll('details').forEach((d) => (d.open = true))")
        page.wait(lambda: page.texts("#programs pre")[0])
        page.restore()

        assert (asked_at_first, asked, "401" in told) == (False, True, True)
        assert KEY not in json.dumps(page.texts("#programs pre"))
        assert "$QUOTES_API_KEY" in page.texts("#programs pre")[0]
