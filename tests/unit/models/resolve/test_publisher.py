"""Whose article it is: publisher and agency, from what is given, the address and the credits in the text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.records import Article, PublishingOutlet
from models.resolve.publisher import find_agency, find_publisher, means_publisher
from models.resolve.registry import Registry, load_registry

BODY = "The harbour opened again on Monday.\n\n“We waited long,” the mayor told Reuters."


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


def _publisher(registry: Registry, text: str = BODY, **known: str) -> PublishingOutlet | None:
    return find_publisher(Article(text=text, **known), registry=registry)


@pytest.mark.parametrize(
    ("known", "name", "domain"),
    [
        pytest.param({"outlet": "the scmp"}, "South China Morning Post", "scmp.com", id="known"),
        pytest.param({"outlet": " Harbour Gazette "}, "Harbour Gazette", None, id="unknown"),
        pytest.param(
            {"outlet": "Harbour Gazette", "url": "https://news.harbourgazette.co.nz/a"},
            "Harbour Gazette",
            "harbourgazette.co.nz",
            id="unknown with its address",
        ),
        pytest.param(
            {"outlet": "The Star", "url": "https://www.thestar.com.my/a"},
            "The Star",
            "thestar.com.my",
            id="address tells which of several",
        ),
        pytest.param({"outlet": "BBC", "url": "https://www.cnn.com/a"}, "BBC", "bbc.com", id="given before address"),
    ],
)
def test_given_outlet_stands(registry, known, name, domain):
    found = _publisher(registry, **known)
    assert found is not None
    assert (found.name, found.domain, found.basis, found.confidence) == (name, domain, "given", 1.0)


@pytest.mark.parametrize(
    ("url", "name", "domain"),
    [
        pytest.param("https://www.aljazeera.com/news/a", "Al Jazeera", "aljazeera.com", id="known"),
        pytest.param("https://www.iol.co.za/capeargus/news/a", "Cape Argus", "iol.co.za", id="known path"),
        pytest.param("https://english.news.cn/a", "Xinhua", "news.cn", id="known subdomain"),
        pytest.param(
            "https://web.archive.org/web/2024/https://www.aljazeera.com/a", "Al Jazeera", "aljazeera.com", id="archived"
        ),
        pytest.param("https://m.harbourgazette.com/a", "harbourgazette.com", "harbourgazette.com", id="unknown"),
    ],
)
def test_address_tells_the_publisher(registry, url, name, domain):
    found = _publisher(registry, url=url)
    assert found is not None
    assert (found.name, found.domain, found.basis, found.mention) == (name, domain, "url", None)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("The mayor told the Harbour Gazette on Monday.", "Harbour Gazette", id="words of the domain"),
        pytest.param("The mayor told The Harbour Gazette on Monday.", "The Harbour Gazette", id="article of the name"),
        pytest.param("HARBOUR GAZETTE - The pier is open.", "HARBOUR GAZETTE", id="capitals"),
        pytest.param("The harbour gazette ran it.", "harbourgazette.com", id="no name"),
        pytest.param("Harbour walls; Gazette; HarbourGaz", "harbourgazette.com", id="not the letters"),
    ],
)
def test_unknown_domain_takes_its_name_from_the_text(registry, text, name):
    found = _publisher(registry, text, url="https://harbourgazette.com/a")
    assert found is not None
    assert found.name == name


def test_name_taken_from_the_text_has_its_place(registry):
    text = "So the mayor told The Harbour Gazette."
    found = _publisher(registry, text, url="https://harbourgazette.com/a")
    assert found is not None
    assert found.mention is not None
    assert found.mention.cut(text) == found.name == "The Harbour Gazette"


@pytest.mark.parametrize(
    "url", ["https://www.facebook.com/a", "https://t.co/a", "not an address", "https://192.0.2.7/a"]
)
def test_address_that_says_nothing_gives_none(registry, url):
    assert _publisher(registry, url=url) is None


@pytest.mark.parametrize(
    ("text", "name", "mention"),
    [
        pytest.param(f"By Ana Ruiz, CNN\n\n{BODY}", "CNN", "CNN", id="byline"),
        pytest.param(f"{BODY}\n\nSource: Al Jazeera", "Al Jazeera", "Al Jazeera", id="source line"),
        pytest.param(f"(CNN) — {BODY}", "CNN", "CNN", id="head of the text"),
        pytest.param(f"{BODY}\n\n© 2024 The Guardian", "The Guardian", "The Guardian", id="copyright"),
        pytest.param(f"{BODY}\n\nThis article was first published in Dawn.", "Dawn", "Dawn", id="reprint"),
        pytest.param(
            f"{BODY} — The Straits Times/AFP", "The Straits Times", "The Straits Times", id="before its agency"
        ),
        pytest.param(f"OSLO (Reuters) - {BODY}", "Reuters", "Reuters", id="agency alone"),
    ],
)
def test_credit_tells_the_publisher(registry, text, name, mention):
    found = _publisher(registry, text)
    assert found is not None
    assert found.mention is not None
    assert (found.name, found.basis, found.mention.cut(text)) == (name, "byline", mention)


@pytest.mark.parametrize("text", [BODY, " ", "\n\n", "“", "Photo: Reuters\n\nThe harbour opened."])
def test_article_that_nobody_signs_has_no_publisher(registry, text):
    assert _publisher(registry, text) is None


@pytest.mark.parametrize(
    ("text", "name", "mention"),
    [
        pytest.param(f"OSLO (AP) — {BODY}", "Associated Press", "AP", id="dateline"),
        pytest.param(f"OSLO, March 3 (Xinhua) -- {BODY}", "Xinhua", "Xinhua", id="dateline with date"),
        pytest.param(
            f"A headline\n\nOslo, Norway, Mar 3 2024 (IPS) - {BODY}",
            "Inter Press Service",
            "IPS",
            id="under a headline",
        ),
        pytest.param(f"(Reuters) - {BODY}", "Reuters", "Reuters", id="no place"),
        pytest.param(f"OSLO (AFP) {BODY}", "Agence France-Presse", "AFP", id="no dash after capitals"),
        pytest.param(f"AFP.- Oslo - {BODY}", "Agence France-Presse", "AFP", id="agency first"),
        pytest.param(f"OSLO, AFP — {BODY}", "Agence France-Presse", "AFP", id="place and agency"),
        pytest.param(f"Oslo /MONTSAME/. {BODY}", "Montsame", "MONTSAME", id="between strokes"),
        pytest.param(f"By Reuters\n\n{BODY}", "Reuters", "Reuters", id="by the agency"),
        pytest.param(
            f"By ANA RUIZ | The Associated Press\n{BODY}", "Associated Press", "The Associated Press", id="byline"
        ),
        pytest.param(
            f"Agence France-Presse\n{BODY}", "Agence France-Presse", "Agence France-Presse", id="line of its own"
        ),
        pytest.param(f"{BODY} (PTI)", "PTI", "PTI", id="brackets at the end"),
        pytest.param(f"{BODY} — SPA", "Saudi Press Agency", "SPA", id="dash at the end"),
        pytest.param(f"{BODY}\n\nAFP", "Agence France-Presse", "AFP", id="last line"),
        pytest.param(
            f"{BODY}\n\n© Agence France-Presse", "Agence France-Presse", "Agence France-Presse", id="copyright"
        ),
        pytest.param(f"{BODY}\n\nSource: EFE", "EFE", "EFE", id="source line"),
        pytest.param(f"{BODY}\n\n- with reporting by Reuters", "Reuters", "Reuters", id="with reporting"),
        pytest.param(f"{BODY}\n\n(With inputs from ANI)", "ANI", "ANI", id="with inputs"),
        pytest.param(
            f"{BODY}\n\nAssociated Press writer Ana Ruiz contributed to this report.",
            "Associated Press",
            "Associated Press",
            id="contributed",
        ),
    ],
)
def test_agency_is_found_in_its_credit(registry, text, name, mention):
    found = find_agency(Article(text=text), registry=registry)
    assert found is not None
    assert found.mention is not None
    assert (found.name, found.mention.cut(text), found.basis) == (name, mention, "byline")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(BODY, id="told in the body"),
        pytest.param("The opposition party (PTI) held a rally.", id="other meaning of the letters"),
        pytest.param("Flights from Miami (MIA) went on.\n\nThe airport stayed open.", id="brackets in the body"),
        pytest.param(f"{BODY}\n\nPhoto by Ana Ruiz/AFP", id="picture"),
        pytest.param(f"(CNN) — {BODY}", id="not an agency"),
        pytest.param("Reuters reported on Monday that the harbour is open.", id="reported"),
        pytest.param("", id="empty"),
    ],
)
def test_text_without_an_agency_credit_has_none(registry, text):
    assert find_agency(Article(text=text), registry=registry) is None


def test_credit_in_the_middle_of_a_long_text_does_not_count(registry):
    text = "\n\n".join([BODY] * 20 + ["© Agence France-Presse"] + [BODY] * 20)
    assert find_agency(Article(text=text), registry=registry) is None


@pytest.mark.parametrize("words", ["this newspaper", "This magazine", "our correspondent", "this reporter's"])
def test_words_for_the_publisher_itself_are_known(words):
    assert means_publisher(words)


@pytest.mark.parametrize("words", ["the newspaper", "this newspaper's rival", "Reuters", ""])
def test_other_words_do_not_mean_the_publisher(words):
    assert not means_publisher(words)


PIECES = st.sampled_from(
    [
        "By ",
        "Reuters",
        "(AP)",
        " — ",
        "AFP",
        "\n",
        "OSLO",
        ", ",
        "/",
        "© ",
        "Source: ",
        "The Star",
        "told",
        ".",
        "é",
        "\ud800",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=20).map("".join))
URLS = st.one_of(
    st.none(), st.text(), st.sampled_from(["https://oslo-star.no/a", "https://bbc.com", "//[", "http://a.b:x"])
)


@given(TEXTS, URLS)
def test_no_name_is_made_up_and_every_mention_has_its_place(text, url):
    registry = load_registry()
    article = Article(text=text, url=url)
    known = {o.name for o in registry.outlets} | {n for o in registry.outlets for n in (*o.aliases, *o.strict)}
    for found in (find_publisher(article, registry=registry), find_agency(article, registry=registry)):
        if found is not None:
            assert found.name in known or found.name in text or found.name in (url or "").lower()
            assert found.mention is None or 0 <= found.mention.start < found.mention.end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("A," * 100_000, id="commas"),
        pytest.param("A " * 100_000, id="capitals"),
        pytest.param("(" * 200_000, id="brackets"),
        pytest.param("By " * 70_000, id="bylines"),
        pytest.param(" \n" * 100_000, id="empty lines"),
        pytest.param("-/" * 100_000, id="strokes"),
        pytest.param("Aa, aA\n" * 30_000, id="short lines"),
    ],
)
def test_hostile_text_takes_no_longer_than_it_is(registry, text):
    began = time.process_time()
    find_publisher(Article(text=text, url="https://aaaaaa.example.com/a"), registry=registry)
    find_agency(Article(text=text), registry=registry)
    registry.find_in(text)
    assert time.process_time() - began < 5
