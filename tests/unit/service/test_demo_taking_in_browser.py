"""What can be taken along from the demo page: files that say what the answer says, and programs that get it again."""

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome

from tests.browsers import PATIENCE_S, needs_browser
from tests.demo_articles import FIRST, PARADE, SECOND
from tests.demo_page import DemoPage

pytestmark = needs_browser

ADDRESS = "https://hillpost.example/parade"
PROGRAMS = {"curl": ["bash"], "Python": [sys.executable], "JavaScript": ["node", "--input-type=module"]}
NEEDED = {"curl": "curl", "Python": sys.executable, "JavaScript": "node"}


def download(page: DemoPage, folder: Path, words: str, name: str) -> bytes:
    """Press the button that has these words, and read the file that comes."""
    page.browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder)})
    next(button for button in page.all("#downloads button") if words in button.text).click()
    page.wait(lambda: (folder / name).is_file())
    return (folder / name).read_bytes()


def annotations_of(page: DemoPage, folder: Path) -> list[Any]:
    collection = json.loads(download(page, folder, "JSON-LD", "quotes.jsonld"))
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (collection["type"], collection["total"]) == ("AnnotationCollection", len(collection["first"]["items"]))
    items: list[Any] = collection["first"]["items"]
    return items


@pytest.fixture
def parade(browser: Chrome, page_url: str) -> DemoPage:
    """The page with one article read; for tests that change nothing."""
    page = DemoPage(browser, page_url)
    page.keep("taking", lambda: page.read(PARADE, url=ADDRESS))
    return page


def test_json_is_the_answer_itself(parade: DemoPage, tmp_path: Path):
    answer = json.loads(download(parade, tmp_path, "JSON", "quotes.json"))

    assert answer["offset_unit"] == "utf16"
    assert [quote["id"] for quote in answer["quotes"]] == ["q1", "q2", "q3", "q4", "q5"]


def test_table_has_a_row_a_quotation(parade: DemoPage, tmp_path: Path):
    content = download(parade, tmp_path, "CSV", "quotes.csv").decode("utf-8-sig")
    first, second, third, *_ = csv.DictReader(content.splitlines())

    assert (first["text"], first["speaker"], first["role"], first["cue"]) == (
        "“We 💚 the moon,” “We will go.”", "Noa Adler", "mayor", "said",
    )  # fmt: skip  # a row each
    assert (second["source_outlet"], second["via"], second["relation"]) == ("Lake Radio", "relay", "reported")
    assert (third["speaker"], third["source_outlet"], third["confidence"]) == ("", "", "0.2")
    # The first line has 27 units: the emoji are seven of them.
    assert first["spans"] == "29-46;74-87"


def test_cell_that_a_spreadsheet_would_run_is_made_harmless(demo: DemoPage):
    written = demo.js(
        "return import('/demo/formats.js').then(({toCsv}) => toCsv([{id: '=1+1', outlet: null, quotes: [{id: 'q1', "
        "type: 'direct', text: 'a \"b\", c', speaker: null, outlet: null, cue: null, confidence: 1, spans: []}]}]))"
    )

    assert written.splitlines()[1] == '\'=1+1,,q1,direct,"a ""b"", c",,,,,,,,,,1,'


def test_annotations_select_the_words_by_code_points(parade: DemoPage, tmp_path: Path):
    items = annotations_of(parade, tmp_path)
    positions = [[target["selector"][0] for target in item["target"]] for item in items]
    cut = [[PARADE[at["start"] : at["end"]] for at in places] for places in positions]

    assert cut[0] == ["“We 💚 the moon,”", "“We will go.”"]
    assert cut[4] == ["“שלום לכל העולם,”"]
    assert {target["source"] for item in items for target in item["target"]} == {ADDRESS}


def test_annotations_repeat_the_words_and_what_stands_about_them(parade: DemoPage, tmp_path: Path):
    quoted = annotations_of(parade, tmp_path)[0]["target"][0]["selector"][1]

    assert quoted["type"] == "TextQuoteSelector"
    assert quoted["exact"] == "“We 💚 the moon,”"
    assert quoted["prefix"] == PARADE[: PARADE.index("“")]
    assert quoted["prefix"] + quoted["exact"] + quoted["suffix"] in PARADE
    assert len(quoted["suffix"]) == 32


def test_annotation_names_the_speaker(parade: DemoPage, tmp_path: Path):
    first = annotations_of(parade, tmp_path)[0]

    assert (first["type"], first["motivation"], first["id"][:9]) == ("Annotation", "identifying", "urn:uuid:")
    assert [(body["purpose"], body["value"]) for body in first["body"]] == [
        ("identifying", "Noa Adler"),
        ("classifying", "direct"),
        ("describing", "Noa Adler (mayor), through The Hill Post (publisher); confidence 0.95"),
    ]


@pytest.mark.parametrize("articles", [[PARADE], [FIRST, SECOND]], ids=["one article", "several"])
def test_programs_get_the_same_answer_again(demo: DemoPage, articles: list[str]):
    demo.read(*articles, title='It\'s \\ "$(here)" `now`')
    demo.js("document.querySelectorAll('#programs details').forEach((d) => (d.open = true))")
    demo.wait(lambda: all(demo.texts("#programs pre")))
    *codes, answer = demo.texts("#programs pre")
    printed = {
        name: subprocess.run(
            PROGRAMS[name], input=code, capture_output=True, encoding="utf-8", timeout=PATIENCE_S, check=False
        ).stdout
        for name, code in zip(PROGRAMS, codes, strict=True)
        if shutil.which(NEEDED[name])
    }

    assert "Python" in printed
    assert {name: json.loads(words or "null") for name, words in printed.items()} == dict.fromkeys(
        printed, json.loads(answer)
    )


def test_copied_words_are_on_the_clipboard(parade: DemoPage):
    parade.browser.execute_cdp_cmd(
        "Browser.grantPermissions",
        {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"], "origin": parade.base_url},
    )
    parade.one("#programs summary").click()
    parade.one("#programs button").click()
    parade.wait(lambda: parade.texts("#programs [role=status]")[0] == "Copied.")
    read = parade.js("return navigator.clipboard.readText()")

    assert read == parade.texts("#programs pre")[0]
