import pytest

from models.corpora.naming import NamedPlaces, name_words, nearest, occurrences, outlet_occurrences
from models.spans import CharSpan
from tests.unit.models.corpora.rows import span_at


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Ana Petrova", {"ana", "petrova"}, id="person"),
        pytest.param("The Bank of Oslo", {"bank", "oslo"}, id="small words left out"),
        pytest.param("Petrova’s", {"petrova"}, id="possessive"),
        pytest.param("Anne-Marie O'Neil", {"anne-marie", "o'neil"}, id="hyphen and apostrophe"),
        pytest.param("the", set(), id="nothing left"),
    ],
)
def test_name_words(name: str, expected: set[str]):
    assert name_words(name) == expected


TEXT = "Ana Petrova met Ivan Petrov and Lena Petrov at the Harbour Workers Union. Ana spoke; Petrov and HWU did not."
PERSONS = ("Ana Petrova", "Ivan Petrov", "Lena Petrov")
PLACES = NamedPlaces(
    text=TEXT,
    persons=(
        *(span_at(TEXT, name) for name in PERSONS),
        span_at(TEXT, "Ana", after="Union."),
        span_at(TEXT, "Petrov", after="spoke;"),
    ),
    organizations=(span_at(TEXT, "Harbour Workers Union"), span_at(TEXT, "HWU")),
)


def words_at(spans: tuple[CharSpan, ...]) -> list[str]:
    return [span.cut(TEXT) for span in spans]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Ana Petrova", ["Ana Petrova", "Ana"], id="in full and in part"),
        pytest.param("Ivan Petrov", ["Ivan Petrov"], id="shared surname counts for neither"),
        pytest.param("Lena Petrov", ["Lena Petrov"], id="shared surname counts for neither, the other"),
        pytest.param("Mr Ivan S. Petrov", ["Ivan Petrov"], id="fuller name than the text's"),
        pytest.param("Olga Petrova", [], id="somebody else"),
        pytest.param("", [], id="no name"),
    ],
)
def test_person_is_found_by_full_and_partial_names(name: str, expected: list[str]):
    assert words_at(PLACES.of_person(name)) == expected


def test_fuller_name_of_the_same_person_is_no_rival():
    text = "Ana Maria Petrova came. Petrova spoke."
    fuller, short = span_at(text, "Ana Maria Petrova"), span_at(text, "Petrova", after="came.")

    assert NamedPlaces(text=text, persons=(fuller, short), organizations=()).of_person("Ana Petrova") == (short,)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Harbour Workers Union", ["Harbour Workers Union", "HWU"], id="in full and by initials"),
        pytest.param("the Harbour Workers Union of Delta", ["Harbour Workers Union"], id="in part"),
        pytest.param("Delta Council", [], id="another one"),
    ],
)
def test_organization_is_found_by_name_and_initials(name: str, expected: list[str]):
    assert words_at(PLACES.of_organization(name)) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Norland", ["Norland"], id="in full"),
        pytest.param("the Norland", ["Norland"], id="with its article"),
        pytest.param("North Norland", [], id="part of another name"),
    ],
)
def test_country_that_speaks_is_found_by_its_whole_name(name: str, expected: list[str]):
    text = "Norland said no."
    places = NamedPlaces(text=text, persons=(), organizations=(), locations=(span_at(text, "Norland"),))

    assert [span.cut(text) for span in places.of_organization(name)] == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        pytest.param("person", [], id="person"),
        pytest.param("organization", ["Harbour Workers Union", "HWU"], id="organization"),
        pytest.param("unnamed", [], id="somebody without a name"),
        pytest.param("document", [], id="document"),
    ],
)
def test_names_are_looked_for_by_kind(kind: str, expected: list[str]):
    assert words_at(PLACES.of("Harbour Workers Union", kind=kind)) == expected


@pytest.mark.parametrize(
    ("phrase", "ignore_case", "expected"),
    [
        pytest.param("mayor", False, [(4, 9)], id="whole word alone"),
        pytest.param("mayor", True, [(4, 9), (20, 25)], id="any case"),
        pytest.param("a.b", False, [], id="no pattern"),
        pytest.param(" ", False, [], id="white space"),
        pytest.param("", False, [], id="empty"),
    ],
)
def test_occurrences_are_whole_words(phrase: str, ignore_case: bool, expected: list[tuple[int, int]]):
    found = occurrences("The mayor, mayoral: Mayor axb", phrase, ignore_case=ignore_case)

    assert [(span.start, span.end) for span in found] == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        pytest.param("Lake Wire and Lake Wire wrote.", "Lake Wire", ["Lake Wire"] * 2, id="every time"),
        pytest.param("He told The Lake Wire so.", "The Lake Wire", ["Lake Wire"], id="without its article"),
        pytest.param("On “Dawn Talk” she", "Dawn Talk", ["Dawn Talk"], id="between marks"),
        pytest.param('On "Dawn Talk" she', "Dawn Talk", ["Dawn Talk"], id="between straight marks"),
        pytest.param("On HTV’s “Dawn Talk” she", "HTV's Dawn Talk", ["HTV’s “Dawn Talk”"], id="marks inside"),
        pytest.param(
            'On HTV\'s "Dawn Talk" she', "HTV's Dawn Talk", ['HTV\'s "Dawn Talk"'], id="straight marks inside"
        ),
        pytest.param("“Dawn Talk” of HTV", "HTV's Dawn Talk", ["Dawn Talk"], id="its programme alone"),
        pytest.param("HTV showed it.", "HTV's Dawn Talk", ["HTV"], id="its station alone"),
        pytest.param("Lake Wires, a Lake\nWire", "Lake Wire", [], id="whole words of one line alone"),
        pytest.param("Hill Post", "Lake Wire", [], id="another one"),
        pytest.param("Lake Wire", "—", [], id="no letters"),
        pytest.param("Lake Wire", "", [], id="empty"),
    ],
)
def test_outlet_is_found_whatever_marks_stand_in_its_name(text: str, name: str, expected: list[str]):
    assert [span.cut(text) for span in outlet_occurrences(text, name)] == expected


@pytest.mark.parametrize(
    ("within", "expected"),
    [
        pytest.param(2, (CharSpan(10, 12), CharSpan(14, 15)), id="the nearest pair"),
        pytest.param(1, None, id="all too far"),
    ],
)
def test_nearest_pair_stands_within_reach(within: int, expected: tuple | None):
    spans, places = [CharSpan(0, 2), CharSpan(10, 12)], [CharSpan(5, 6), CharSpan(14, 15)]

    assert nearest(spans, places, within=within) == expected


def test_overlapping_spans_are_nearest():
    assert nearest([CharSpan(0, 5)], [CharSpan(4, 9)], within=0) == (CharSpan(0, 5), CharSpan(4, 9))


def test_nothing_is_nearest_to_nothing():
    assert nearest([], [CharSpan(0, 1)], within=99) is None
