"""What a reader chooses on the demo page, in a real browser: what is shown, from where, and by which keys."""

import json

import pytest
from selenium.webdriver import Keys
from selenium.webdriver.support.select import Select

from tests.browsers import needs_browser
from tests.demo_articles import FIRST, PARADE, SECOND
from tests.demo_page import DemoPage

pytestmark = needs_browser

PAGE_FILE = """<!doctype html><html><head><title>Ignored</title>
<meta property="og:title" content="Lake &amp; boats"><meta property="og:site_name" content="The Hill Post">
<link rel="canonical" href="https://hillpost.example/lake"><meta property="article:published_time" content="2026-03-02">
<script>document.title = "broken"</script></head><body><nav>Home</nav><article><h1>Lake &amp; boats</h1>
<p>“We count\n  boats,” <b>said</b> Mia.</p><aside>Buy!</aside><ul><li>One</li><li>Two</li></ul></article>
</body></html>"""


@pytest.fixture
def parade(demo: DemoPage) -> DemoPage:
    demo.read(PARADE, url="https://hillpost.example/parade")
    return demo


def choose(page: DemoPage, name: str, words: str) -> None:
    Select(page.one(f"#filters [name={name}]")).select_by_visible_text(words)


def wait_for(page: DemoPage, quotes: list[str]) -> None:
    page.wait(lambda: page.shown() == quotes)


@pytest.mark.parametrize(
    ("name", "words", "left"),
    [
        pytest.param("speaker", "A Noa Adler", ["q1", "q2"], id="speaker"),
        pytest.param("speaker", "D Speaker not known", ["q3"], id="speaker whom nobody knows"),
        pytest.param("outlet", "Lake Radio", ["q2"], id="outlet"),
        pytest.param("outlet", "Outlet not known", ["q3"], id="outlet that nobody knows"),
    ],
)
def test_filter_leaves_only_what_was_asked_for(parade: DemoPage, name: str, words: str, left: list[str]):
    choose(parade, name, words)
    wait_for(parade, left)

    assert [said.get_attribute("data-jump") for said in parade.all("#speakers .jump")] == left
    assert f"{len(left)} of 5 quotations" in parade.one("#answer-title").text


def test_types_can_be_switched_off_and_all_shown_again(parade: DemoPage):
    parade.one("#filters [value=direct]").click()
    wait_for(parade, ["q2", "q4"])
    parade.one("#filters [type=reset]").click()

    wait_for(parade, ["q1", "q2", "q3", "q4", "q5"])


def test_slider_hides_what_is_less_sure(parade: DemoPage):
    slider = parade.one("#least")
    slider.send_keys(Keys.HOME, *[Keys.ARROW_RIGHT] * 65)
    wait_for(parade, ["q1", "q2", "q5"])

    assert slider.get_attribute("aria-valuetext") == "65 %"


def test_list_tells_speakers_by_words_and_jumps_to_a_quotation(parade: DemoPage):
    names, counts = parade.texts("#speakers h4"), parade.texts("#speakers .counts")
    parade.one('#speakers [data-jump="q4"]').click()

    assert names == ["A Noa Adler", "B Lake Radio", "C דנה", "D Speaker not known"]
    assert counts[0] == "11 words in 2 quotations"
    assert parade.browser.switch_to.active_element == parade.tag("q4")


def test_picture_links_speakers_to_outlets_by_words(parade: DemoPage):
    told = parade.texts("#picture-words")[0].split("; ")
    widths = [float(str(band.get_attribute("stroke-width"))) for band in parade.all("#picture .band")]

    assert told[:2] == ["Noa Adler through The Hill Post: 6 words", "Noa Adler through Lake Radio: 5 words"]
    assert widths[0] / widths[1] == pytest.approx(6 / 5)


def test_all_is_done_by_keys_alone(demo: DemoPage):
    demo.fill(PARADE)
    demo.tab_to("#run")
    demo.press(Keys.ENTER)
    demo.wait(lambda: demo.one("#answer").is_displayed())
    at_the_answer = demo.js("return document.activeElement.id")
    demo.tab_to("#filters [value=indirect]")
    demo.press(Keys.SPACE)
    wait_for(demo, ["q1", "q2", "q3", "q5"])
    demo.tab_to("#article button.tag[data-quote=q2]")
    at_the_mark = demo.card()
    outline = demo.browser.switch_to.active_element.value_of_css_property("outline-style")
    demo.tab_to("#speakers [data-jump=q5]")
    demo.press(Keys.ENTER)

    assert (at_the_answer, outline) == ("answer-title", "solid")
    assert "Noa Adler" in at_the_mark
    assert demo.browser.switch_to.active_element == demo.tag("q5")


def test_same_words_of_two_articles_stand_side_by_side_with_their_differences(demo: DemoPage):
    demo.fill(FIRST, published_at="2026-03-02", title="First")
    demo.one("#add").click()
    demo.fill(SECOND, at=1, published_at="2026-03-01", title="Second")
    demo.run()
    demo.wait(lambda: demo.one("#same").is_displayed())
    earlier, later = demo.all(".versions figure")

    assert "2026-03-01 has it first here" in earlier.text
    assert (demo.texts("#matches del"), demo.texts("#matches ins")) == (["each"], ["every"])
    assert later.location["y"] == earlier.location["y"]


def test_place_in_another_article_can_be_gone_to(demo: DemoPage):
    demo.read(FIRST, SECOND, title="Nests")
    demo.all(".versions button")[1].click()

    assert demo.paragraphs() == [SECOND]
    assert demo.browser.switch_to.active_element == demo.tag("q1")


def test_seed_is_read_at_once(demo: DemoPage):
    demo.one('[data-seed="kenya-boreholes"]').click()
    demo.wait(lambda: demo.one("#answer").is_displayed())

    assert demo.one(".headline").text == "Minister promises 40 boreholes in Marsabit"


def test_page_file_gives_its_readable_text_and_what_it_says_of_itself(demo: DemoPage):
    demo.drop(lake_html=PAGE_FILE.encode())
    demo.wait(lambda: demo.one("[name=text]").get_attribute("value"))
    fields = {
        name: demo.one(f"[name={name}]").get_attribute("value") for name in ("title", "url", "outlet", "published_at")
    }

    assert demo.one("[name=text]").get_attribute("value") == "“We count boats,” said Mia.\n\nOne\n\nTwo"
    assert fields == {
        "title": "Lake & boats",
        "url": "https://hillpost.example/lake",
        "outlet": "The Hill Post",
        "published_at": "2026-03-02",
    }
    assert demo.browser.title.startswith("Quotes")


def test_text_files_become_an_article_each_whatever_they_are_encoded_in(demo: DemoPage):
    demo.drop(a_txt="“Yes,” said Zoë.\r\n".encode(), b_txt="“No,” said Zoë.".encode("windows-1252"))
    demo.wait(lambda: len(demo.all(".article-form")) == 2)
    demo.run()
    demo.wait(lambda: demo.one("#answer").is_displayed())

    assert [form.get_attribute("value") for form in demo.all("[name=text]")] == [
        "“Yes,” said Zoë.\n",
        "“No,” said Zoë.",
    ]
    assert demo.places("content", "q1") == [[0, 0, "“Yes,”"]]


def test_request_asks_for_the_browser_s_own_positions_and_leaves_out_what_is_blank(demo: DemoPage):
    demo.read("“Yes,” said Mia.", outlet=" ", title="Boats")
    demo.one("#programs summary").click()
    code = demo.wait(lambda: demo.one("#programs pre").text)

    assert json.loads(code.splitlines()[1]) == {"text": "“Yes,” said Mia.", "title": "Boats", "offset_unit": "utf16"}
