"""An article on the demo page, in a real browser: its words marked where they stand, and what is told of them."""

from typing import Any

import pytest
from selenium.webdriver import Chrome, Keys

from tests.browsers import needs_browser
from tests.demo_articles import PARADE, QUIET
from tests.demo_page import DemoPage

pytestmark = needs_browser

# Paragraph, position in it in UTF-16 units, words: counted by hand.
PLACES: dict[tuple[str, str], list[list[Any]]] = {
    ("content", "q1"): [[1, 0, "“We 💚 the moon,”"], [1, 45, "“We will go.”"]],  # broken by its cue
    ("content", "q2"): [[2, 40, "“the moon ‘is ours’ today”"]],  # with another in it
    ("content", "q3"): [[2, 50, "‘is ours’"]],  # in another
    ("content", "q4"): [[2, 58, "’ today”, and so on"]],  # overlapping two others
    ("content", "q5"): [[3, 0, "“שלום לכל העולם,”"]],  # from right to left
    ("cue", "q1"): [[1, 18, "said"]],  # cue
    ("cue", "q2"): [[2, 35, "said"]],  # cue in a mention
    ("mention", "q1"): [[1, 23, "Noa Adler"]],  # mention
    ("mention", "q2"): [[2, 25, "the mayor said"]],  # mention with a cue in it
    ("mention", "q5"): [[3, 24, "דנה"]],  # mention from right to left
    ("relay", "q2"): [[2, 0, "Lake Radio"]],  # relay
    ("relay", "q1"): [],  # publisher is no relay
}


@pytest.fixture
def parade(browser: Chrome, page_url: str) -> DemoPage:
    """The page with one article read; for tests that change nothing."""
    page = DemoPage(browser, page_url)
    page.keep("marks", lambda: page.read(PARADE, url="https://hillpost.example/parade", title="Parade"))
    page.press(Keys.ESCAPE)  # puts the card away that a test before may have left
    page.js("document.activeElement.blur()")  # what has the focus already is not focused again
    return page


def test_every_mark_stands_on_its_own_characters(parade: DemoPage):
    assert {(kind, quote): parade.places(kind, quote) for kind, quote in PLACES} == PLACES


def test_text_is_shown_whole(parade: DemoPage):
    assert parade.paragraphs() == PARADE.split("\n\n")


def test_every_quotation_has_a_button_that_names_it(parade: DemoPage):
    labels = [tag.get_attribute("aria-label") for tag in parade.all("#article button.tag")]

    assert labels == [
        "A: quotation 1 of 5, Noa Adler",
        "A: quotation 2 of 5, Noa Adler",
        "D: quotation 3 of 5, Speaker not known",
        "B: quotation 4 of 5, Lake Radio",
        "C: quotation 5 of 5, דנה",
    ]


def test_speakers_differ_by_letter_and_colour(parade: DemoPage):
    tags = parade.all("#article button.tag")
    colours = {tag.get_attribute("data-quote"): tag.value_of_css_property("border-top-color") for tag in tags}

    assert len({tag.text for tag in tags}) == len(set(colours.values())) == 4
    assert colours["q1"] == colours["q2"]


@pytest.mark.parametrize(
    ("quote", "told"),
    [
        pytest.param(
            "q1",
            [
                *("Noa Adler", "mayor", "95 % sure overall", "direct, 99 %", "person, 98 %", "The Hill Post, 95 %"),
                "the article’s own outlet, known by its address",
            ],
            id="by the publisher",
        ),
        pytest.param(
            "q2",
            ["mixed, 99 %", "Lake Radio, 70 %", "relay: the article says that it reported the words (“Lake Radio”)"],
            id="by a relay",
        ),
        pytest.param(
            "q3",
            ["Speaker not known", "nobody can be told", "Outlet not known", "20 % sure overall"],
            id="of nobody",
        ),
    ],
)
def test_focus_shows_who_speaks_through_whom_and_how_sure(parade: DemoPage, quote: str, told: list[str]):
    parade.js("arguments[0].focus()", parade.tag(quote))

    assert [words for words in told if words not in parade.card()] == []
    assert parade.tag(quote).get_attribute("aria-describedby") == "card"


def test_pointer_on_the_words_shows_the_card_and_brings_out_all_parts(parade: DemoPage):
    parade.hover(parade.all('[data-content~="q1"]')[-1])

    assert "Noa Adler" in parade.card()
    assert parade.texts("#article .lit") == ["“We 💚 the moon,”", "said", "Noa Adler", "“We will go.”"]


def test_escape_puts_the_card_away(parade: DemoPage):
    parade.js("arguments[0].focus()", parade.tag("q1"))
    parade.press(Keys.ESCAPE)

    assert not parade.one("#card").is_displayed()


def test_what_is_less_sure_is_fainter(parade: DemoPage):
    alpha = "return Number(getComputedStyle(arguments[0]).backgroundColor.match(/([\\d.]+)\\)$/)[1])"
    sure, fair, faint = (parade.js(alpha, parade.all(f'[data-quote="{q}"].{step}')[-1]) for q, step in
                         (("q1", "sure"), ("q2", "fair"), ("q3", "faint")))  # fmt: skip  # belongs together

    assert sure > 1.5 * fair > 3 * faint > 0


def test_article_without_quotations_says_so(demo: DemoPage):
    demo.read(QUIET)

    assert demo.one("#answer-title").text == "0 quotations, 0 speakers, 0 outlets"
    assert demo.paragraphs() == QUIET.split("\n\n")


def test_long_article_stays_usable(demo: DemoPage):
    # 200,000 characters, 1,600 quotations of two speakers
    sentence = "“We count every boat on the lake,” said Mia. " + "A boat goes by. " * 5
    text = "\n\n".join([sentence.strip()] * 2000)[:200_000]
    demo.read(text)
    n_quotes = len(demo.shown())
    spent_ms = demo.js(
        "const began = performance.now(); const slider = document.getElementById('least'); slider.value = 95;"
        "slider.dispatchEvent(new Event('input', {bubbles: true})); return new Promise((done) => requestAnimationFrame("
        "() => requestAnimationFrame(() => done(performance.now() - began))));"
    )

    assert n_quotes == text.count("”")
    assert demo.shown() == []
    # Measured: about 100; a busy machine takes its time.
    assert spent_ms < 3000
