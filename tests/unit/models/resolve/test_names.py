"""Names compare by their words: titles, articles, possessives, case, accents and small slips of spelling aside."""

import pytest

from models.resolve.names import (
    bare_name,
    fold,
    initials_of,
    is_part_of,
    name_key,
    same_word,
    slips_of,
    with_first_part,
    without_tail,
)
from models.spans import CharSpan


@pytest.mark.parametrize(
    ("words", "key"),
    [
        pytest.param("Sergey Lavrov", ("sergey", "lavrov"), id="plain"),
        pytest.param("Dr. Ada Moor", ("ada", "moor"), id="title with a point"),
        pytest.param("Mr Moor", ("moor",), id="title without a point"),
        pytest.param("Prof Dr Ada Moor", ("ada", "moor"), id="two titles"),
        pytest.param("President", (), id="title alone"),
        pytest.param("the Hill Council", ("hill", "council"), id="article"),
        pytest.param("The Hill Council", ("hill", "council"), id="article in capitals"),
        pytest.param("Ada Moor's", ("ada", "moor"), id="straight possessive"),
        pytest.param("Ada Moor’s", ("ada", "moor"), id="curly possessive"),
        pytest.param("the Moors'", ("moors",), id="plural possessive"),
        pytest.param("Renée Côté", ("renee", "cote"), id="accents"),
        pytest.param("Rene\u0301e", ("renee",), id="combining accents"),
        pytest.param("Sinéad O’Brien", ("sinead", "o'brien"), id="apostrophe inside a name"),
        pytest.param("JEAN-LUC Picot", ("jeanluc", "picot"), id="hyphen and capitals"),
        pytest.param("Omar al-Hadi", ("omar", "al", "hadi"), id="Arabic article with a hyphen"),
        pytest.param("Tal-Hadi", ("talhadi",), id="no article inside a word"),
        pytest.param("Ibn Hadi", ("bin", "hadi"), id="two spellings of son of"),
        pytest.param("Maj. Gen. Ada Moor", ("ada", "moor"), id="rank of two words"),
        pytest.param("Lt. Gov. Moor", ("moor",), id="deputy of two words"),
        pytest.param("the Rev. Ada Moor", ("ada", "moor"), id="article and title"),
        pytest.param("Tan Sri Ada Moor", ("ada", "moor"), id="Malay title of two words"),
        pytest.param("Tan Moor", ("tan", "moor"), id="first word of that title alone is a surname"),
        pytest.param("Del. Ada Moor", ("ada", "moor"), id="title by its point"),
        pytest.param("Del Moor", ("del", "moor"), id="the same without the point is a name"),
        pytest.param("Mr King", ("king",), id="title that is a surname"),
        pytest.param("King Karl", ("karl",), id="the same as a title"),
        pytest.param("Ada Moor Jr.", ("ada", "moor"), id="generation"),
        pytest.param("Ada Moor Jnr", ("ada", "moor"), id="generation, spelled otherwise"),
        pytest.param("Hojjat al-Islam Reza Moor", ("reza", "moor"), id="Persian title of two words"),
        pytest.param("J.K. Moor", ("j.k", "moor"), id="initials"),
        pytest.param("Lady Gräf", ("graf",), id="umlaut"),
        pytest.param("王毅", ("王毅",), id="another script"),
        pytest.param("“”—", (), id="marks alone"),
        pytest.param("", (), id="nothing"),
    ],
)
def test_key_holds_the_words_that_compare(words: str, key: tuple[str, ...]):
    assert name_key(words) == key


def test_only_people_have_titles():
    assert name_key("General Lakes", has_titles=False) == ("general", "lakes")


@pytest.mark.parametrize(
    ("words", "bare"),
    [
        pytest.param("Mr Ada Moor", "Ada Moor", id="title"),
        pytest.param("Vice-President Moor", "Moor", id="title with a hyphen"),
        pytest.param("Foreign Minister Ada Moor", "Foreign Minister Ada Moor", id="a role is no title"),
        pytest.param("Ada Moor’s", "Ada Moor", id="possessive"),
        pytest.param("Moors'", "Moors", id="plural possessive"),
        pytest.param("the Rev. Ada Moor", "Ada Moor", id="article before a title"),
        pytest.param("the Moors", "the Moors", id="article before a name"),
        pytest.param("Sheriff Moor", "Moor", id="office before a surname"),
        pytest.param("Prince Karl", "Prince Karl", id="title that goes with a given name"),
        pytest.param("King Karl III", "King Karl III", id="title, given name and number"),
        pytest.param("Crown Prince Karl Moor", "Karl Moor", id="the same before a full name"),
        pytest.param("Mr. King", "King", id="title that is a surname"),
        pytest.param("President", "President", id="title alone"),
        pytest.param("Dr.", "Dr.", id="abbreviated title alone"),
        pytest.param("Mr President", "Mr President", id="titles alone"),
        pytest.param("“Zinc” Obi", "Zinc” Obi", id="mark before the first word"),
        pytest.param("—", "—", id="mark alone"),
    ],
)
def test_bare_name_is_cut_from_the_span(words: str, bare: str):
    text = f"then {words} spoke"
    span = CharSpan(5, 5 + len(words))

    assert bare_name(text, span).cut(text) == bare


def test_organization_keeps_the_title_at_its_front():
    text = "then General Lakes' plant"
    assert bare_name(text, CharSpan(5, 19), has_titles=False).cut(text) == "General Lakes"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        pytest.param("Ada Moor (L-Lakes)", "Ada Moor", id="bracket"),
        pytest.param("Ada Moor, L-Lakes", "Ada Moor", id="comma"),
        pytest.param("Ada Moor, Jr.", "Ada Moor, Jr.", id="generation after a comma"),
        pytest.param("Ada Moor, Jnr", "Ada Moor, Jnr", id="generation, spelled otherwise"),
        pytest.param("Ada Moor - herself", "Ada Moor", id="dash"),
        pytest.param("Ada Moor-Hill", "Ada Moor-Hill", id="hyphen"),
        pytest.param("Ada Moor and Ben Hill", "Ada Moor", id="two people"),
        pytest.param("Ada Moor\nHill", "Ada Moor", id="another line"),
        pytest.param("Ada Moor’s first campaign", "Ada Moor", id="what is theirs"),
        pytest.param("Ada Moor’s", "Ada Moor’s", id="possessive alone"),
        pytest.param("Rep. Ada Moor of Lakeland", "Rep. Ada Moor", id="place"),
        pytest.param("Ada of Lakeland", "Ada of Lakeland", id="place that is part of the name"),
        pytest.param("Queen Ada of Lakeland", "Queen Ada of Lakeland", id="place and title"),
        pytest.param("(Moor)", "(Moor)", id="nothing before the bracket"),
    ],
)
def test_what_follows_a_persons_name_is_cut_off(words: str, name: str):
    text = f"then {words}"
    assert without_tail(text, CharSpan(5, 5 + len(words))).cut(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("then Sheikh Karima", "Sheikh Karima", id="before the name"),
        pytest.param("then Sheikha Karima", "Sheikha Karima", id="of a woman"),
        pytest.param("a sheikh Karima", "Karima", id="in lower case"),
        pytest.param("then Karima", "Karima", id="none"),
    ],
)
def test_sheikh_before_a_name_belongs_to_it(text: str, name: str):
    assert with_first_part(text, CharSpan(text.index("Karima"), len(text))).cut(text) == name


@pytest.mark.parametrize(
    ("left", "right", "is_same"),
    [
        pytest.param("sergey", "sergei", True, id="last letter"),
        pytest.param("mohammed", "mohamed", True, id="doubled letter"),
        pytest.param("zelensky", "zelenskyy", True, id="longer ending"),
        pytest.param("yelena", "elena", True, id="a letter more in front"),
        pytest.param("harry", "arry", False, id="too short for a letter more"),
        pytest.param("moor", "moor", True, id="short and the same"),
        pytest.param("moor", "moon", False, id="short and nearly the same"),
        pytest.param("kerry", "perry", False, id="another first letter"),
        pytest.param("martin", "martha", False, id="another name"),
    ],
)
def test_long_words_may_differ_a_little(left: str, right: str, is_same: bool):
    assert same_word(left, right) is is_same
    assert same_word(right, left) is is_same


@pytest.mark.parametrize(
    ("part", "whole", "is_part"),
    [
        pytest.param("Lavrov", "Sergey Lavrov", True, id="surname"),
        pytest.param("Sergey", "Sergey Lavrov", True, id="given name"),
        pytest.param("Sergei Lavrov", "Sergey Lavrov", True, id="spelling of a full name"),
        pytest.param("Sergei", "Sergey Lavrov", False, id="one word must be the same to the letter"),
        pytest.param("Ada Moor", "Ada Beth Moor", True, id="middle name left out"),
        pytest.param("Moor Ada", "Ada Beth Moor", False, id="other order"),
        pytest.param("Ben Moor", "Ada Moor", False, id="same surname alone"),
        pytest.param("A. B. Moor", "Ada Beth Moor", True, id="initials of given names"),
        pytest.param("C. Moor", "Ada Beth Moor", False, id="another initial"),
        pytest.param("A", "Ada Moor", False, id="one letter alone"),
        pytest.param("Moor", "Omar al-Moor", True, id="without the Arabic article"),
        pytest.param("Ada Moor", 'Adelaide C. "Ada" Moor', True, id="nickname between the names"),
        pytest.param("Adelaide Moor", 'Adelaide C. "Ada" Moor', True, id="given name before a nickname"),
        pytest.param("Ada Beth Moor", "Ada Moor", False, id="longer than the whole"),
        pytest.param("", "Ada Moor", False, id="nothing"),
    ],
)
def test_part_of_a_name_has_its_words_in_order(part: str, whole: str, is_part: bool):
    assert is_part_of(name_key(part), name_key(whole)) is is_part


@pytest.mark.parametrize(
    ("words", "initials"),
    [
        pytest.param("Lake Water Authority", "LWA", id="every word"),
        pytest.param("Bank of the Lakes", "BL", id="small words left out"),
        pytest.param("Lake-Hill Fund", "LHF", id="after a hyphen"),
        pytest.param("council of elders", "", id="no capitals"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_initials_are_the_capitals_that_begin_words(words: str, initials: str):
    assert initials_of(words) == initials


def test_initials_may_count_small_words():
    assert initials_of("Omar bin Hadi", with_small_words=True) == "OBH"


def test_slips_are_the_word_with_a_letter_less():
    assert slips_of("hill") == {"hill", "ill", "hll", "hil"}


@pytest.mark.parametrize("words", ["ÉCOLE", "e\u0301cole", "École"])
def test_fold_takes_case_and_accents_off(words: str):
    assert fold(words) == "ecole"
