"""The outlet registry: the table itself, and looking outlets up by address, by name and in a text."""

import csv
from collections import Counter
from importlib import resources

import pytest

from models.resolve.addresses import read_address, registrable_domain
from models.resolve.outlet_words import loose_key, without_article
from models.resolve.registry import Outlet, Registry, ShortForms, load_registry
from models.spans import CharSpan

KINDS = {"agency", "newspaper", "broadcaster", "digital", "magazine"}
CONTINENTS = {
    "Africa": {"ZA", "NG", "KE", "EG", "ET", "GH", "SN", "NA", "CD", "MA"},
    "Asia": {"CN", "IN", "JP", "KR", "ID", "PH", "PK", "BD", "KZ", "AF"},
    "Caucasus": {"GE", "AM", "AZ"},
    "Europe": {"GB", "FR", "DE", "ES", "IT", "PL", "UA", "RU", "SE", "RS"},
    "Latin America": {"BR", "AR", "MX", "CO", "CL", "PE", "CU", "NI", "PY", "HT"},
    "Middle East": {"IL", "PS", "IR", "TR", "SA", "QA", "JO", "LB", "IQ", "AE"},
    "North America": {"US", "CA"},
    "Pacific": {"AU", "NZ", "FJ", "PG", "WS", "SB", "VU", "TO"},
}
# ISO 3166 alpha-2, and XK, which the European Union uses for Kosovo.
COUNTRIES = set(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA
    CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA
    GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
    KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS
    MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS
    RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW
    TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
    """.split()  # noqa: SIM905  a list of 250 strings would fill a page
)
EVERYDAY = [
    "time",
    "the sun",
    "star",
    "a star",
    "nation",
    "the post",
    "standard",
    "express",
    "people",
    "dawn",
    "mirror",
]


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    table = resources.files("models.resolve").joinpath("outlets.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(table.splitlines()))


def _list(row: dict[str, str], field: str) -> list[str]:
    return [part for part in row[field].split("|") if part]


def test_table_names_each_outlet_of_a_country_once(rows):
    doubled = [key for key, n in Counter((r["name"], r["country"]) for r in rows).items() if n > 1]
    assert doubled == []


def test_table_holds_no_alias_twice(rows):
    doubled = [a for a, n in Counter(a for r in rows for a in _list(r, "aliases")).items() if n > 1]
    assert doubled == []


def test_table_gives_no_name_as_its_own_alias_or_both_free_and_strict(rows):
    wrong = [
        r["name"]
        for r in rows
        if r["name"] in _list(r, "aliases") or set(_list(r, "aliases")) & set(_list(r, "strict"))
    ]
    assert wrong == []


def test_table_gives_no_address_to_two_outlets(rows):
    doubled = [d for d, n in Counter(d for r in rows for d in _list(r, "domains")).items() if n > 1]
    assert doubled == []


def test_table_holds_addresses_that_can_be_read(rows):
    wrong = []
    for domain in (d for r in rows for d in _list(r, "domains")):
        address = read_address(domain)
        if (
            address is None
            or "/".join((address.host, *address.segments)) != domain
            or not registrable_domain(address.host)
        ):
            wrong.append(domain)
    assert wrong == []


def test_table_holds_known_countries_and_kinds(rows):
    assert {r["country"] for r in rows} <= COUNTRIES
    assert {r["kind"] for r in rows} == KINDS


def test_table_is_sorted(rows):
    keys = [(r["name"].casefold(), r["country"]) for r in rows]
    assert keys == sorted(keys)


def test_table_has_more_than_six_hundred_outlets(rows):
    assert len(rows) > 600


@pytest.mark.parametrize("countries", CONTINENTS.values(), ids=CONTINENTS.keys())
def test_table_covers_the_continent(rows, countries):
    assert countries <= {r["country"] for r in rows}


@pytest.mark.parametrize(
    ("url", "name"),
    [
        pytest.param("https://www.bbc.co.uk/news/world-1", "BBC", id="www"),
        pytest.param("https://english.news.cn/20260101/c.html", "Xinhua", id="subdomain"),
        pytest.param("https://www.IOL.co.za/the-star/news/a", "The Star", id="path decides"),
        pytest.param("https://www.iol.co.za/news/a", "IOL", id="host without that path"),
        pytest.param("https://asia.nikkei.com/a", "Nikkei Asia", id="longer host decides"),
        pytest.param("https://www.nikkei.com/a", "Nihon Keizai Shimbun", id="shorter host"),
        pytest.param("reuters.com/world", "Reuters", id="no scheme"),
        pytest.param("https://user@apnews.com:443/a?u=https://www.cnn.com", "Associated Press", id="port and query"),
    ],
)
def test_outlet_is_known_by_its_address(registry, url, name):
    assert registry.by_url(url).name == name


@pytest.mark.parametrize(
    "url",
    ["", "nothing", "https://", "http://[::1", "https://192.0.2.1/a", "https://harbour-gazette.example/a", "co.uk"],
)
def test_address_of_no_known_outlet_gives_none(registry, url):
    assert registry.by_url(url) is None


@pytest.mark.parametrize(
    ("words", "name"),
    [
        pytest.param("BBC", "BBC", id="as it stands"),
        pytest.param("the BBC's", "BBC", id="article and possessive"),
        pytest.param("BBC’s", "BBC", id="curly possessive"),
        pytest.param("Barron's", "Barron's", id="possessive that belongs to the name"),
        pytest.param("Reuters'", "Reuters", id="possessive of a plural"),
        pytest.param("reuters", "Reuters", id="lower case"),
        pytest.param("the Reuters news agency", "Reuters", id="generic noun"),
        pytest.param("El Pais", "El País", id="accent left out"),
        pytest.param("RIA-Novosti", "RIA Novosti", id="hyphen"),
        pytest.param("South China Morning Post newspaper", "South China Morning Post", id="newspaper"),
        pytest.param("AFP", "Agence France-Presse", id="short form"),
        pytest.param("Time magazine", "Time", id="everyday word with its noun"),
        pytest.param("TIME", "Time", id="everyday word in capitals"),
        pytest.param("The Sun", "The Sun", id="everyday word with its article"),
        pytest.param("“The Guardian”", "The Guardian", id="marks"),
    ],
)
def test_outlet_is_known_by_its_name(registry, words, name):
    assert registry.by_name(words).name == name


@pytest.mark.parametrize("words", [*EVERYDAY, *(w.title() for w in EVERYDAY if not w.startswith("the")), "", "'s", "—"])
def test_everyday_words_name_no_outlet(registry, words):
    assert registry.by_name(words) is None


def test_outlet_of_an_everyday_word_is_known_where_an_outlet_is_meant(registry):
    assert registry.by_mention("Time").name == "Time"
    assert registry.by_mention("time") is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("the AFP news agency", ("Agence France-Presse", "afp.com"), id="known"),
        pytest.param("Russian news agency TASS", ("TASS", "tass.com"), id="noun before the name"),
        pytest.param("MSNBC’s “Morning Joe”", ("MSNBC’s Morning Joe", None), id="programme of a station in marks"),
        pytest.param('KLM\'s "Evening Jo."', ("KLM's Evening Jo", None), id="point inside the marks"),
        pytest.param("Ada Moor’s radio show", ("Ada Moor’s radio show", None), id="show of a person"),
        pytest.param("Ada Moor of Fox News", ("Fox News", "foxnews.com"), id="somebody's outlet"),
        pytest.param("The Huffington Post", ("The Huffington Post", "huffingtonpost.com"), id="name of its time"),
        pytest.param("the Harbour Chronicle newspaper", ("Harbour Chronicle", None), id="unknown"),
        pytest.param("The Harbour Times", ("The Harbour Times", None), id="article that belongs to the name"),
        pytest.param("Harbour FM's", ("Harbour FM", None), id="unknown possessive"),
        pytest.param("state media", ("state media", None), id="generic"),
        pytest.param("the local media", ("local media", None), id="generic with article"),
        pytest.param("Russian news agencies", ("Russian news agencies", None), id="generic plural"),
        pytest.param("a Chilean newspaper", ("a Chilean newspaper", None), id="no name in it"),
        pytest.param("La Nación", ("La Nación", None), id="several bear the name"),
    ],
)
def test_mention_has_one_canonical_name(registry, words, expected):
    assert registry.canonical(words) == expected


@pytest.mark.parametrize(
    ("words", "named", "expected"),
    [
        pytest.param("The Post", ["Washington Post"], "The Washington Post", id="end of a longer name"),
        pytest.param("the Times", ["New York Times", "Washington Post"], "The New York Times", id="the one that fits"),
        pytest.param("the Post", ["Washington Post", "Bangkok Post"], "The Post", id="two that fit"),
        pytest.param("Reuters", ["Washington Post"], "Reuters", id="none that fits"),
    ],
)
def test_shortened_name_goes_to_the_outlet_named_in_full(registry, words, named, expected):
    seen = ShortForms.of(registry.by_name(n) for n in named)
    assert registry.canonical(words, seen=seen)[0] == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("He told CNN and the New York Times.", ["CNN", "New York Times"], id="two"),
        pytest.param("As The New York Times’s desk knew", ["The New York Times"], id="article and curly possessive"),
        pytest.param("The BBC World Service broadcast it", ["BBC World Service"], id="longest form"),
        pytest.param("the South\u00a0China Morning Post", ["South\u00a0China Morning Post"], id="hard space"),
        pytest.param("CNNs and McCNN, cnn", [], id="word borders and case"),
        pytest.param("The Sun rose. A Sun, the sun.", [], id="everyday words"),
        pytest.param("She wrote in The Sun that", ["The Sun"], id="article inside a sentence"),
        pytest.param("Time flies, Time magazine wrote", ["Time"], id="noun after"),
        pytest.param("he told Dawn that", ["Dawn"], id="told before"),
        pytest.param("the newspaper Sabah wrote", ["Sabah"], id="noun before"),
        pytest.param("as Bloomberg reported", ["Bloomberg"], id="reported after"),
        pytest.param("according to Perfil, it is", ["Perfil"], id="according to"),
        pytest.param("according to Capital residents", [], id="according to others"),
        pytest.param("on CBS' “This Week”", ["CBS", "This Week"], id="station before"),
        pytest.param("This Week was hard. The View is fine.", [], id="everyday words of programmes"),
        pytest.param("Michael Bloomberg ran", [], id="a surname"),
        pytest.param("Seen on CCTV footage", [], id="cameras"),
        pytest.param("", [], id="empty"),
    ],
)
def test_outlets_are_found_in_a_text(registry, text, found):
    assert [span.cut(text) for span, _ in registry.find_in(text)] == found


def test_name_of_several_outlets_stands_for_none_of_them_alone(registry):
    [(span, outlet)] = registry.find_in("speaking to La Nación")
    assert (span, outlet.name, outlet.domain, outlet.country) == (CharSpan(12, 21), "La Nación", None, None)


def test_finding_copes_with_the_longest_text(registry):
    # A minute at the very least if the cost grew with the square of the length.
    text = "So The New York Times told Time of The Star. " * 4000
    assert len(registry.find_in(text)) == 4000 * 3


def test_registry_without_outlets_knows_nothing():
    empty = Registry.of([])
    assert empty.by_url("https://bbc.com") is None
    assert empty.find_in("the BBC") == []
    assert empty.canonical("the BBC") == ("BBC", None)


def test_domain_is_that_of_the_main_address():
    outlet = Outlet(name="The Quay", domains=("news.quay.co.uk/daily", "quay.com"), country="GB", kind="newspaper")
    assert outlet.domain == "quay.co.uk"


def test_programme_is_a_broadcaster_without_an_address(registry):
    named = [registry.by_mention(name) for name in ("Morning Joe", "MSNBC", "ABC", "The Huffington Post")]
    assert [outlet.is_programme for outlet in named] == [True, False, False, False]


def test_registry_is_read_once():
    assert load_registry() is load_registry()


def test_every_outlet_is_found_by_its_own_name_or_shares_it(registry):
    shared = Counter(
        loose_key(without_article(name)) for o in registry.outlets for name in {o.name, *o.aliases, *o.strict}
    )
    lost = [
        o.name
        for o in registry.outlets
        if registry.by_mention(o.name) is not o and shared[loose_key(without_article(o.name))] == 1
    ]
    assert lost == []
