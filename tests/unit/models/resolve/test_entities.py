"""Names are gathered under the one entity that they can mean, and under none where they could mean several."""

from time import process_time

import pytest

from models.decode.spans import ScoredSpan
from models.resolve.entities import gather
from models.spans import CharSpan
from tests.unit.models.stand_ins import marked_cast, marked_names, span_of


def entity_names(marked: str) -> list[str]:
    """For each name of the text, in order, the name of its entity."""
    _, cast = marked_cast(marked)
    return [cast.entities[number].name for number in cast.entity_of]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param("[Ada Moor] came. [Moor] spoke.", "Ada Moor", id="surname"),
        pytest.param("[Ada Moor] came. [Ada] spoke.", "Ada Moor", id="given name"),
        pytest.param("[Moor] spoke. Then [Ada Moor] left.", "Ada Moor", id="surname comes first"),
        pytest.param("[Dr Ada Moor] met [Mrs Moor].", "Ada Moor", id="titles"),
        pytest.param("[Ada Moor's] car and [Moor’s] cat", "Ada Moor", id="possessives"),
        pytest.param("[Sergey Lavrov], or [Sergei Lavrov]", "Sergey Lavrov", id="two spellings"),
        pytest.param("[Renée Côté] and [Cote]", "Renée Côté", id="accents left out"),
        pytest.param("[ADA MOOR]. [Ada Moor]", "ADA MOOR", id="capitals"),
        pytest.param("[Ada Moor] and [Ada Beth Moor]", "Ada Beth Moor", id="middle name"),
        pytest.param("[organization|Lake Water Authority] ([organization|LWA])", "Lake Water Authority", id="initials"),
        pytest.param("[organization|LWA] is [organization|Lake Water Authority]", "Lake Water Authority", id="first"),
        pytest.param("[organization|Mistral Rail]: [organization|Mistral]", "Mistral Rail", id="front of a company"),
        pytest.param("[organization|Hill Fund], [organization|the Hill Fund]", "Hill Fund", id="article"),
        pytest.param("[location|York] is [location|york]", "York", id="place in lower case"),
        pytest.param("[Ada Moor of Lakeland]: [Moor]", "Ada Moor", id="place after the name"),
        pytest.param("[Ada Moor (L-Lakes)]. [Moor]", "Ada Moor", id="bracket after the name"),
        pytest.param("[Omar al-Hadi], [Hadi]", "Omar al-Hadi", id="Arabic article"),
        pytest.param("[Zayd bin Khaldar] or [Ibn Khaldaar]", "Zayd bin Khaldar", id="son of, and a spelling"),
        pytest.param("[Somchai Chan-o-ri], [Somchai Chan-ori]", "Somchai Chan-o-ri", id="hyphens"),
        pytest.param("[Jean-Luc Picot] and [Jean Luc Picot]", "Jean Luc Picot", id="hyphen or space"),
        pytest.param('[Robert C. "Bob" Moor]. [Bob Moor]', 'Robert C. "Bob" Moor', id="nickname"),
        pytest.param("[Ada Moor Jr.], [Ada Moor]", "Ada Moor Jr.", id="generation"),
        pytest.param("[Karl] is [Prince Karl]", "Prince Karl", id="title that goes with a given name"),
        pytest.param("[Charlie King]. [Mr. King]", "Charlie King", id="surname that may be a title"),
        pytest.param("Sheikh [Karima] and [Karima]", "Sheikh Karima", id="title before the span"),
        pytest.param("[outlet|Hill Post] and [outlet|the Post]", "Hill Post", id="end of an outlet's name"),
        pytest.param("[Ada Linetsky] and [Linetzky]", "Ada Linetsky", id="slip in a long surname"),
        pytest.param("[Ada Beth Moor-Hill], [ABMH]", "Ada Beth Moor-Hill", id="initials of a person"),
        pytest.param("[Omar bin Hadi], [OBH]", "Omar bin Hadi", id="initials with a small word"),
        pytest.param("[organization|Lake and Hill Fund] ([organization|Lahif])", "Lake and Hill Fund", id="brackets"),
        pytest.param("[organization|Ministry of Lakes], [organization|MOL]", "Ministry of Lakes", id="initial of of"),
        pytest.param("[Ada Moor] and [organization|Moor]", "Ada Moor", id="surname taken for an organization"),
    ],
)  # fmt: skip
def test_forms_of_one_name_are_one_entity(marked: str, expected: str):
    assert entity_names(marked) == [expected, expected]


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("[Ada Moor] met [Ben Moor].", id="two people of one surname"),
        pytest.param("[Ada Moor] met [Ben Hill].", id="two people"),
        pytest.param("The [President] met the [Queen].", id="titles alone"),
        pytest.param("[Ada Paris] flew to [location|Paris].", id="person and place"),
        pytest.param("[Mistral] owns [organization|Mistral Rail].", id="person and company"),
        pytest.param("[Ada Moor] left [organization|Ada].", id="company with a given name"),
        pytest.param("[Ada Moor] told the [outlet|Moor].", id="person and outlet"),
        pytest.param("[location|York], [location|New York]", id="place and longer place"),
        pytest.param("[organization|Mistral Rail], [organization|Rail]", id="end of a company's name"),
        pytest.param("[organization|LF] and [organization|LF Lake Board]", id="acronym at the front of another name"),
        pytest.param("[Ada Hilt] and [Hill]", id="slip in a short surname"),
        pytest.param("[Ada Linetsky] and [Minetsky]", id="another first letter"),
        pytest.param("[organization|General Lakes], [organization|Lakes]", id="company with a title at its front"),
        pytest.param("[organization|Hill Fund] ([Hill])", id="person in brackets after a company"),
        pytest.param("[organization|Hill Fund], [organization|Lake]", id="company without brackets"),
        pytest.param("[organization|“”] and [organization|—]", id="marks alone"),
    ],
)
def test_names_of_several_stay_apart(marked: str):
    assert len(set(entity_names(marked))) == 2


def test_shared_surname_is_one_of_its_bearers():
    assert entity_names("[Ada Moor] met [Ben Moor]. [Moor] spoke.") == ["Ada Moor", "Ben Moor", "Ada Moor"]


def test_shared_surname_stays_apart_where_only_the_headline_names_its_bearers():
    text, names = marked_names("[Moor] spoke.")

    cast = gather(text, names, headline_people=["Ada Moor", "Ben Moor"])

    assert cast.entities[cast.entity_of[0]].name == "Moor"


def test_shared_name_of_organizations_has_its_bearers_for_rivals():
    _, cast = marked_cast("[organization|Lake Fund] and [organization|Lake Board]. [organization|Lake] paid.")

    shared = cast.entities[cast.entity_of[2]]

    assert shared.name == "Lake"
    assert {cast.entities[number].name for number in shared.rivals} == {"Lake Fund", "Lake Board"}


def test_only_shared_names_have_rivals():
    _, cast = marked_cast("[Ada Moor] met [Ben Moor]. [Ada] spoke.")
    assert [entity.rivals for entity in cast.entities] == [(), ()]


def test_one_outlet_span_makes_the_entity_an_outlet():
    _, cast = marked_cast("[organization|Hill Post] grew. [outlet|Hill Post] wrote. [organization|Mistral Rail] ran.")
    assert {entity.name: entity.is_outlet for entity in cast.entities} == {"Hill Post": True, "Mistral Rail": False}


def test_mentions_are_in_text_order():
    _, cast = marked_cast("[Moor] spoke, then [Ada Moor] left, then [Mr Moor] slept.")
    assert [entity.mentions for entity in cast.entities] == [[0, 1, 2]]


@pytest.mark.parametrize(
    ("headline", "name"),
    [
        pytest.param(["Ada Moor"], "Ada Moor", id="fuller"),
        pytest.param(["Moor"], "Moor", id="the same"),
        pytest.param(["Ben Hill"], "Moor", id="of somebody else"),
    ],
)
def test_fuller_name_of_the_headline_is_the_name(headline: list[str], name: str):
    text, names = marked_names("[Moor] spoke.")

    cast = gather(text, names, headline_people=headline)

    assert cast.entities[cast.entity_of[0]].name == name


@pytest.mark.parametrize(
    ("written", "headline", "name"),
    [
        pytest.param("Ada Moor", "Ada Moor Visits", "Ada Moor", id="holds the text's full name"),
        pytest.param("Ada Moor", "Ada Beth Moor", "Ada Beth Moor", id="holds its words apart"),
        pytest.param("al-Moor", "Karim al-Moor", "Karim al-Moor", id="holds a surname alone"),
        pytest.param("Ben Hill", "Ben Hill Visits", "Ben Hill", id="given name that may be a particle"),
        pytest.param("Ben Hill", "Foreign Minister Ben Hill", "Ben Hill", id="title behind a word"),
    ],
)
def test_name_of_the_headline_is_narrowed_to_the_full_name_that_it_holds(written: str, headline: str, name: str):
    text, names = marked_names(f"[{written}] spoke.")

    cast = gather(text, names, headline_people=[headline])

    assert [entity.name for entity in cast.entities] == [name]


def test_article_without_names_has_no_entities():
    assert gather("nobody", []).entities == ()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("Foreign Minister Ada Moor", "Ada Moor", id="ends with the name"),
        pytest.param("Ada Moor", "Ada Moor", id="is the name"),
        pytest.param("Ada Moor's aide", None, id="goes on after the name"),
        pytest.param("She", None, id="holds no name"),
    ],
)
def test_name_that_ends_a_mention_is_its_head(words: str, expected: str | None):
    text, cast = marked_cast("Foreign Minister [Ada Moor] came with [Ada Moor]'s aide. She spoke.")

    number = cast.name_ending(span_of(text, words))

    assert (None if number is None else cast.entities[number].name) == expected


def test_mention_has_a_name_where_they_overlap():
    text, cast = marked_cast("Minister [Ada Moor] came. She spoke.")
    assert cast.has_name(span_of(text, "Minister Ada"))
    assert not cast.has_name(span_of(text, "She spoke"))


@pytest.mark.parametrize("kind", ["person", "organization"])
@pytest.mark.parametrize(
    "form",
    [
        pytest.param("Ada{} Moor", id="one surname for all"),
        pytest.param("Ada Moor{}", id="one given name for all"),
        pytest.param("Ada Beth Moor Hill", id="one name for all"),
        pytest.param("A{0} B{0} C{0} D{0}", id="long names"),
    ],
)
def test_gathering_takes_time_in_line_with_the_names(form: str, kind: str):
    small, large = (_seconds_to_gather(form, kind, n_names=n) for n in (1_000, 4_000))
    # four times the names; sixteen times the work would be quadratic
    assert large < 9 * small


def _seconds_to_gather(form: str, kind: str, *, n_names: int) -> float:
    """Processor time, the best of two."""
    text, names = marked_names(". ".join(f"[{kind}|{form.format(number)}]" for number in range(n_names)))
    return min(_seconds(text, names) for _ in range(2))


def _seconds(text: str, names: list[ScoredSpan]) -> float:
    before = process_time()
    gather(text, names)
    return process_time() - before


def test_word_in_everybodys_name_tells_nobody_apart():
    family = [f"[{first}{last} Moor]" for first in "ABCDEFGH" for last in "aeiouy"]
    _, cast = marked_cast(", ".join([*family, "[Moor]"]))

    assert cast.entities[cast.entity_of[-1]].name == "Moor"
    assert cast.entities[cast.entity_of[-1]].rivals == ()


def test_short_name_of_the_headline_hides_no_fuller_name_of_the_text():
    text, names = marked_names("[Ada Moor] spoke. [Moor] left.")

    cast = gather(text, names, headline_people=["Moor"])

    assert [cast.entities[number].name for number in cast.entity_of] == ["Ada Moor", "Ada Moor"]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param("[Ada Moor Visits] Lake Ferry Today\n[Ada Moor] came.", "Ada Moor", id="verb behind a full name"),
        pytest.param("Lake Ferry Shows [Poor Ada Moor]\n[Ada Moor] came.", "Ada Moor", id="word before the name"),
        pytest.param("[Ada Beth Moor] Visits Lake Ferry\n[Ada Moor] came.", "Ada Beth Moor", id="a fuller name"),
        pytest.param("[Ada Moor] Visits Lake Ferry Today\n[Moor] came.", "Ada Moor", id="surname alone in the text"),
        pytest.param("[Ada Moor] Visits Lake Ferry Today\n[Ada] came.", "Ada Moor", id="given name alone in the text"),
        pytest.param("[Ada Moor Visits]\n[Ada Moor] came.", "Ada Moor Visits", id="too short a line to tell"),
    ],
)
def test_headline_in_title_case_makes_no_name_longer(marked: str, expected: str):
    assert entity_names(marked) == [expected, expected]


def test_surname_in_a_headline_is_no_given_name_of_another():
    assert entity_names("[Moor Hill] Visits Lake Ferry Today\n[Ada Moor] came.") == ["Moor Hill", "Ada Moor"]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param("“[Poor Ada Moor]!” [Ada Moor] left.", ["Ada Moor", "Ada Moor"], id="taunt"),
        pytest.param("“[Ada Moor]!” [Moor] left.", ["Ada Moor", "Ada Moor"], id="full name in a quotation alone"),
        pytest.param(
            "“[organization|Hill Fund Trust]!” [organization|Hill Fund]",
            ["Hill Fund Trust", "Hill Fund Trust"],
            id="an organization’s full name",
        ),
    ],
)
def test_speakers_words_for_others_are_narrowed_to_the_reporters(marked: str, expected: list[str]):
    text, names = marked_names(marked)
    quoted = CharSpan(text.index("“"), text.index("”") + 1)

    cast = gather(text, names, contents=[quoted])

    assert [cast.entities[number].name for number in cast.entity_of] == expected
