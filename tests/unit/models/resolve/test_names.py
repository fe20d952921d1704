"""Names compare by their words: titles, articles, possessives, case, accents and small slips of spelling aside."""

import pytest

from models.resolve.names import bare_name, fold, initials_of, is_part_of, name_key, same_word
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
        pytest.param("JEAN-LUC Picot", ("jean-luc", "picot"), id="hyphen and capitals"),
        pytest.param("J.K. Moor", ("j.k", "moor"), id="initials"),
        pytest.param("Lady Gräf", ("graf",), id="umlaut"),
        pytest.param("王毅", ("王毅",), id="another script"),
        pytest.param("“”—", (), id="marks alone"),
        pytest.param("", (), id="nothing"),
    ],
)
def test_key_holds_the_words_that_compare(words: str, key: tuple[str, ...]):
    assert name_key(words) == key


@pytest.mark.parametrize(
    ("words", "bare"),
    [
        pytest.param("Mr Ada Moor", "Ada Moor", id="title"),
        pytest.param("Vice-President Moor", "Moor", id="title with a hyphen"),
        pytest.param("Foreign Minister Ada Moor", "Foreign Minister Ada Moor", id="a role is no title"),
        pytest.param("Ada Moor’s", "Ada Moor", id="possessive"),
        pytest.param("Moors'", "Moors", id="plural possessive"),
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
        pytest.param("council of elders", "", id="no capitals"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_initials_are_the_capitals_that_begin_words(words: str, initials: str):
    assert initials_of(words) == initials


@pytest.mark.parametrize("words", ["ÉCOLE", "e\u0301cole", "École"])
def test_fold_takes_case_and_accents_off(words: str):
    assert fold(words) == "ecole"
