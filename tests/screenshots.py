"""`python -m tests.screenshots`: the pictures of the demo page in the docs, of the seeds and the bundled weights."""

import argparse
import base64
import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from tests.browsers import chromium
from tests.demo_page import DemoPage
from tests.servers import ROOT, gunicorn

FOLDER = ROOT / "service" / "docs" / "images"
MAX_BYTES = 150_000
DAY, NIGHT = "light", "dark"
# Of a news article of usual length: seeds in a row.
TIMED_WORDS = 600
SCRIPT_TIMEOUT_S = 120
_CLICK = """
const done = arguments[0];
const began = performance.now();
new MutationObserver((_, observer) => {
  if (document.querySelector("#article .body mark")) {
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
  }
}).observe(document.getElementById("article"), { childList: true, subtree: true });
document.getElementById("run").click();
"""


@contextmanager
def open_page(base_url: str | None) -> Iterator[DemoPage]:
    """The page of a service that runs, or of one started here with the weights."""
    with tempfile.TemporaryDirectory() as profile, chromium(Path(profile)) as browser:
        if base_url:
            yield DemoPage(browser, base_url)
            return
        with gunicorn("service.wsgi:build()", QUOTES_LOG_LEVEL="error") as server:
            server.wait_until_ready()
            yield DemoPage(browser, f"http://127.0.0.1:{server.port}")


def show(page: DemoPage, *, seed: str, width: int, height: int, scheme: str) -> None:
    """Open the page in a window and have it read a seed."""
    page.open()
    page.size(width, height)
    page.media(**{"prefers-color-scheme": scheme, "prefers-reduced-motion": "reduce"})
    page.browser.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})
    # Without the pointer, which would go on hovering over what comes.
    page.js("arguments[0].click()", page.one(seed))
    page.wait(lambda: page.one("#answer").is_displayed())


def point_at(page: DemoPage, quote: str) -> None:
    """Show the card of a quotation, in the middle of the window."""
    page.js(
        "arguments[0].scrollIntoView({ block: 'center' }); arguments[0].focus({ preventScroll: true })", page.tag(quote)
    )


def take(page: DemoPage, name: str) -> None:
    """Write what the window shows."""
    # The card and the paragraphs that came into sight are drawn with the next frames.
    time.sleep(0.5)
    shot = page.browser.execute_cdp_cmd(
        "Page.captureScreenshot", {"format": "webp", "quality": 82, "optimizeForSpeed": False}
    )
    content = base64.b64decode(shot["data"])
    if len(content) > MAX_BYTES:
        raise SystemExit(f"{name} has {len(content)} bytes, the limit is {MAX_BYTES}")
    (FOLDER / name).write_bytes(content)
    print(f"{name}: {len(content)} bytes")


def take_all(page: DemoPage) -> None:
    """The pictures of the docs."""
    show(page, seed='[data-seed="nigeria-market-roof"]', width=1280, height=1400, scheme=DAY)
    page.js("scrollTo(0, 0)")
    page.js("arguments[0].focus({ preventScroll: true })", page.tag("q8"))
    take(page, "wide.webp")
    show(page, seed=".pair", width=1280, height=520, scheme=DAY)
    page.js("document.getElementById('same').scrollIntoView()")
    take(page, "same.webp")
    show(page, seed='[data-seed="canada-ice-road"]', width=1280, height=1180, scheme=NIGHT)
    page.js("document.getElementById('answer').scrollIntoView()")
    take(page, "dark.webp")
    show(page, seed='[data-seed="kenya-boreholes"]', width=360, height=740, scheme=DAY)
    point_at(page, "q2")
    take(page, "phone.webp")


def time_click(page: DemoPage, *, n_times: int) -> list[float]:
    """Milliseconds from the click to painted marks, each on a page opened anew."""
    page.browser.set_script_timeout(SCRIPT_TIMEOUT_S)
    texts = [json.loads(line)["text"] for line in (ROOT / "seeds" / "articles.jsonl").read_text("utf-8").splitlines()]
    words = " ".join(texts).split(" ")
    spent: list[float] = []
    for start in range(n_times):
        page.open()
        # Another beginning each time, so that nothing is the same as before.
        page.fill(" ".join(words[start : start + TIMED_WORDS]))
        spent.append(page.browser.execute_async_script(_CLICK))
    return spent


def main() -> None:
    """Take the pictures, or the time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", help="a service that runs already; else one is started")
    parser.add_argument("--time", type=int, metavar="N", help="instead: N times the time from the click to the marks")
    options = parser.parse_args()
    with open_page(options.url) as page:
        if not options.time:
            take_all(page)
            return
        spent = time_click(page, n_times=options.time)
        print(f"{TIMED_WORDS} words, {len(spent)} times: median {median(spent):.0f} ms, most {max(spent):.0f} ms")


if __name__ == "__main__":
    main()
