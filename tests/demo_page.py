"""The demo page as a test drives it: what a person does on it, and what that person sees."""

from collections.abc import Callable
from typing import Any

from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from tests.browsers import PATIENCE_S, WIDE

# Where the marks of one kind of one quotation stand: number of the paragraph, position in it, words; neighbours as one.
_PLACES = """
const [kind, id] = arguments;
const found = [];
[...document.querySelectorAll("#article .body p")].forEach((paragraph, number) => {
  let at = 0;
  for (const node of paragraph.childNodes) {
    if (node.nodeName === "BUTTON") continue;
    const words = node.textContent;
    if (node.nodeType === Node.ELEMENT_NODE && node.matches(`[data-${kind}~="${id}"]`)) {
      const last = found.at(-1);
      if (last && last[0] === number && last[1] + last[2].length === at) last[2] += words;
      else found.push([number, at, words]);
    }
    at += words.length;
  }
});
return found;
"""
_PARAGRAPHS = """
const words = (p) => [...p.childNodes].filter((node) => node.nodeName !== "BUTTON").map((node) => node.textContent);
return [...document.querySelectorAll("#article .body p")].map((p) => words(p).join(""));
"""
# Pasting: keys would leave out what is beyond the basic plane.
_FILL = """
const [field, words] = arguments;
field.value = words;
field.dispatchEvent(new Event("input", { bubbles: true }));
"""
_DROP = """
const data = new DataTransfer();
for (const [name, content] of arguments[0]) {
  data.items.add(new File([Uint8Array.from(content)], name));
}
document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
"""


class DemoPage:
    """One open page."""

    def __init__(self, browser: Chrome, base_url: str) -> None:
        self.browser = browser
        self.base_url = base_url

    def open(self) -> None:
        self.browser.get_log("browser")
        self.browser.get_log("performance")
        self.media(**{"prefers-reduced-motion": "reduce"})
        self.browser.get(f"{self.base_url}/")
        self.wait(lambda: self.all(".seed"))

    def keep(self, name: str, prepare: Callable[[], None]) -> None:
        """Open and prepare the page, unless it is still there from a test before, which changed nothing."""
        if self.js("return window.kept ?? null") != name:
            self.open()
            prepare()
            self.js("window.kept = arguments[0]", name)

    def restore(self) -> None:
        self.size(*WIDE)
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})

    def wait(self, condition: Callable[[], Any]) -> Any:
        return WebDriverWait(self.browser, PATIENCE_S, poll_frequency=0.05).until(lambda _: condition())

    def js(self, script: str, *arguments: Any) -> Any:
        return self.browser.execute_script(script, *arguments)

    def all(self, selector: str) -> list[WebElement]:
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str) -> WebElement:
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def texts(self, selector: str) -> list[str]:
        """What stands in the elements, in sight or not."""
        found: list[str] = self.js(
            "return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent)", selector
        )
        return found

    def size(self, width: int, height: int) -> None:
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def media(self, **features: str) -> None:
        listed = [{"name": name, "value": value} for name, value in features.items()]
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": listed})

    def fill(self, words: str, *, at: int = 0, **fields: str) -> None:
        """Put an article into a form; `at` counts the forms from 0."""
        form = self.all(".article-form")[at]
        for name, value in {"text": words, **fields}.items():
            self.js(_FILL, form.find_element(By.NAME, name), value)

    def drop(self, **files: bytes) -> None:
        """Drop files by name; an underscore stands for the dot."""
        self.js(_DROP, [[name.replace("_", "."), list(content)] for name, content in files.items()])

    def run(self) -> None:
        """Press the button, and wait for what comes of it."""
        self.one("#run").click()
        self.wait(lambda: not self.all("body.asking"))

    def read(self, *articles: str, **fields: str) -> None:
        """Fill in the articles and run."""
        for at, words in enumerate(articles):
            if at:
                self.one("#add").click()
            self.fill(words, at=at, **fields)
        self.run()
        self.wait(lambda: self.one("#answer").is_displayed())

    def places(self, kind: str, quote: str) -> list[list[Any]]:
        found: list[list[Any]] = self.js(_PLACES, kind, quote)
        return found

    def paragraphs(self) -> list[str]:
        """The article as it is shown, without the letters between its words."""
        found: list[str] = self.js(_PARAGRAPHS)
        return found

    def shown(self) -> list[str]:
        """Quotations that are marked, in order."""
        # In one go: the article may be drawn anew between two questions.
        found: list[str] = self.js(
            "return [...document.querySelectorAll('#article button.tag')].map((tag) => tag.dataset.quote)"
        )
        return found

    def tag(self, quote: str) -> WebElement:
        return self.one(f'#article button.tag[data-quote="{quote}"]')

    def card(self) -> str:
        return self.one("#card").text

    def hover(self, element: WebElement) -> None:
        ActionChains(self.browser).move_to_element(element).perform()

    def press(self, *keys: str) -> None:
        ActionChains(self.browser).send_keys(*keys).perform()

    def tab_to(self, selector: str, *, at_most: int = 60) -> None:
        """Go there by the Tab key alone."""
        for _ in range(at_most):
            if self.js("return document.activeElement.matches(arguments[0])", selector):
                return
            self.press(Keys.TAB)
        raise AssertionError(f"no way to {selector} by Tab")
