"""What the words of a mention tell by themselves: whose name its head is, or what kind of speaker has no name."""

from time import process_time

import pytest

from models.network.speaker_features import MENTION_FORMS
from models.records import SpeakerKind
from models.resolve.entities import Cast
from models.resolve.mentions import (
    PRONOUN,
    head_name,
    head_of,
    is_body,
    mention_form,
    speaks_without_name,
    unnamed_kind,
)
from models.spans import CharSpan
from tests.unit.models.stand_ins import marked_cast, span_of


def mentioned(marked: str) -> tuple[str, CharSpan, Cast]:
    """The text, what stands between braces in it, and the entities of its names."""
    text, cast = marked_cast(marked.replace("{", "<").replace("}", ">"))
    return text, CharSpan(text.index("<") + 1, text.index(">")), cast


def named_head(marked: str) -> str | None:
    """The name that is the head of what stands between braces."""
    text, mention, cast = mentioned(marked)
    number = head_name(text, mention, cast)
    return None if number is None else cast.entities[number].name


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param("{[Ada Moor]} spoke.", "Ada Moor", id="name alone"),
        pytest.param("[Ada Moor] came. {[Moor]} spoke.", "Ada Moor", id="surname of a full name"),
        pytest.param("{Lake Minister [Ada Moor]} spoke.", "Ada Moor", id="role before"),
        pytest.param("{[Moor], the warden} spoke.", "Moor", id="role behind a comma"),
        pytest.param("{[Moor] (52)} spoke.", "Moor", id="brackets behind"),
        pytest.param("{[Moor] – a warden –} spoke.", "Moor", id="dash behind"),
        pytest.param("{[Ada Moor]’s driver} spoke.", None, id="possessive"),
        pytest.param("{a friend of [Ada Moor]} spoke.", None, id="preposition before"),
        pytest.param("{An aide TO [Ada Moor]} spoke.", None, id="capitals too"),
        pytest.param("{[Ada Moor] and [Ben Hill]} spoke.", None, id="two people"),
        pytest.param("{a tired baker} spoke to [Ada Moor].", None, id="name outside"),
        pytest.param("{a tired baker} spoke.", None, id="no name"),
    ],
)
def test_person_is_the_head_unless_somebody_else_may_be(marked: str, expected: str | None):
    assert named_head(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param("{[organization|Hill Fund]} spoke.", "Hill Fund", id="organization"),
        pytest.param("{The [organization|Hill Fund]} spoke.", "Hill Fund", id="article"),
        pytest.param("{[organization|Hill Fund],} it said.", "Hill Fund", id="comma"),
        pytest.param("{[location|Norland]} spoke.", "Norland", id="place"),
        pytest.param("{[outlet|Hill Post]} spoke.", "Hill Post", id="outlet"),
        pytest.param("{the [organization|Hill Fund] (HF)} spoke.", "Hill Fund", id="short form in brackets"),
        pytest.param("{the [organization|Hill Fund] ([organization|HF])} spoke.", "Hill Fund", id="short form a name"),
        pytest.param("{state news agency [outlet|WHN]} said.", "WHN", id="kind of outlet before"),
        pytest.param("{the [outlet|Heron] newspaper} said.", "Heron", id="kind of outlet behind"),
        pytest.param("{the editor of newspaper [outlet|Heron]} said.", None, id="somebody of the outlet"),
        pytest.param("{the [outlet|Heron] newspaper’s owner} said.", None, id="its owner"),
        pytest.param("{the [outlet|Heron] (H) newspaper} said.", "Heron", id="both behind"),
        pytest.param("{[location|Norland] (its ministry)} spoke.", None, id="other words in brackets"),
        pytest.param("{a court and newspaper [outlet|Heron]} said.", None, id="somebody else beside it"),
        pytest.param("{state agency [organization|WHN]} said.", None, id="agency of another kind"),
        pytest.param("{[organization|Hill Fund] officials} spoke.", None, id="its people"),
        pytest.param("{a [location|Norland] court} spoke.", None, id="its court"),
        pytest.param("{the old [organization|Hill Fund]} spoke.", None, id="word before"),
    ],
)
def test_body_is_the_head_of_a_mention_that_is_its_name_and_no_more(marked: str, expected: str | None):
    assert named_head(marked) == expected


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        pytest.param("the annual report of the bank", "document", id="report of a body"),
        pytest.param("a statement", "document", id="statement"),
        pytest.param("two studies from the north", "document", id="studies"),
        pytest.param("a study published last year", "document", id="participle behind"),
        pytest.param("the lawsuit", "document", id="lawsuit"),
        pytest.param("the ministry", "organization", id="ministry"),
        pytest.param("police in the north", "organization", id="police"),
        pytest.param("the organisation", "organization", id="British spelling"),
        pytest.param("a bank clerk", "unnamed", id="person of a body"),
        pytest.param("officials at the ministry", "unnamed", id="officials of a body"),
        pytest.param("a reporter, who left", "unnamed", id="relative clause"),
        pytest.param("the statement's author", "unnamed", id="author"),
        pytest.param("Hill Fund", "organization", id="name of a body"),
    ],
)
def test_head_of_a_description_tells_its_kind(words: str, kind: SpeakerKind):
    text, cast = marked_cast(f"Then {words} spoke.".replace("Hill Fund", "[organization|Hill Fund]"))
    assert unnamed_kind(text, span_of(text, words), cast) == kind


@pytest.mark.parametrize(
    ("words", "is_pronoun"),
    [
        pytest.param("She", True, id="capital"),
        pytest.param("who", True, id="relative"),
        pytest.param("which", True, id="relative of things"),
        pytest.param("her mother", False, id="possessive before a noun"),
        pytest.param("Shea", False, id="name that begins like one"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_pronoun_is_a_whole_word_alone(words: str, is_pronoun: bool):
    assert (PRONOUN.fullmatch(words) is not None) is is_pronoun


@pytest.mark.parametrize(
    ("words", "head"),
    [
        pytest.param("the baker", "the baker", id="nothing follows"),
        pytest.param("the ministry of lakes, which objected", "the ministry", id="preposition"),
        pytest.param("the baker, a tall man", "the baker", id="comma"),
        pytest.param("the baker  who slept", "the baker", id="relative clause behind two spaces"),
        pytest.param("the head\nof the board", "the head", id="line break"),
        pytest.param("officials close to the board", "officials close", id="first preposition ends it"),
        pytest.param("the offer", "the offer", id="letters of a preposition"),
        pytest.param("those of", "those of", id="preposition at the end"),
        pytest.param("of the baker", "of the baker", id="preposition at the front"),
        pytest.param(", a baker", "", id="nothing before the comma"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_head_is_what_stands_before_the_first_addition(words: str, head: str):
    assert head_of(words) == head


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("the ministry", True, id="body"),
        pytest.param("The Party", True, id="capitals"),
        pytest.param("the company's board", True, id="body of a body"),
        pytest.param("the agency for lakes", True, id="addition"),
        pytest.param("the organisation", True, id="British spelling"),
        pytest.param("an official of the ministry", False, id="its official"),
        pytest.param("the ministry's driver", False, id="its driver"),
        pytest.param("a bank clerk", False, id="noun before a noun"),
        pytest.param("the embankment", False, id="end of a longer word"),
        pytest.param("it", False, id="pronoun"),
    ],
)
def test_body_is_told_by_the_last_word_of_its_head(words: str, expected: bool):
    assert is_body(words) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("a baker", True, id="a"),
        pytest.param("An old guard", True, id="an, capital"),
        pytest.param("some", True, id="some alone"),
        pytest.param("two bakers from Norland", True, id="number"),
        pytest.param("another", True, id="another"),
        pytest.param("the report of the board", True, id="document"),
        pytest.param("the baker", False, id="the"),
        pytest.param("the author of a report", False, id="author of a document"),
        pytest.param("andrew", False, id="letters of an article"),
        pytest.param("she", False, id="pronoun"),
        pytest.param("the other baker", False, id="indefinite word later"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_indefinite_words_and_documents_speak_without_a_name(words: str, expected: bool):
    assert speaks_without_name(words) is expected


FORMS = [
    pytest.param("{He} spoke.", "he", id="he"),
    pytest.param("{him} they heard", "he", id="him"),
    pytest.param("{SHE} spoke.", "she", id="she in capitals"),
    pytest.param("{her} they heard", "she", id="her"),
    pytest.param("{they} spoke.", "they", id="they"),
    pytest.param("{It} spoke.", "it", id="it"),
    pytest.param("{I} spoke.", "i", id="I"),
    pytest.param("{We} spoke.", "i", id="we are the writers too"),
    pytest.param("a baker {who} spoke.", "who", id="who"),
    pytest.param("a report {which} said", "pronoun", id="which"),
    pytest.param("{nobody} spoke.", "pronoun", id="nobody"),
    pytest.param("{None} spoke.", "pronoun", id="none is a word too"),
    pytest.param("{[Ada Moor]} spoke.", "name", id="person"),
    pytest.param("{Lake Minister [Ada Moor], a poet,} spoke.", "name", id="person with a role"),
    pytest.param("{the [organization|Hill Fund]} spoke.", "name", id="organization"),
    pytest.param("{the state news agency [outlet|WHN]} said", "name", id="outlet with its kind"),
    pytest.param("{the report} said", "document", id="document"),
    pytest.param("{a statement by [Ada Moor]} said", "document", id="document of somebody named"),
    pytest.param("{a baker} spoke.", "indefinite", id="one of many"),
    pytest.param("{some ministry} spoke.", "indefinite", id="some body"),
    pytest.param("{an aide to [Ada Moor]} spoke.", "indefinite", id="one of somebody's"),
    pytest.param("{the ministry} spoke.", "body", id="body"),
    pytest.param("{the board of the [organization|Hill Fund]} spoke.", "body", id="body of a body"),
    pytest.param("{[Ada Moor]’s driver} spoke.", "holds a name", id="somebody's"),
    pytest.param("{[Ada Moor] and [Ben Hill]} spoke.", "holds a name", id="two people"),
    pytest.param("{[organization|Hill Fund] officials} spoke.", "holds a name", id="people of a body"),
    pytest.param("{the tired baker} heard [Ada Moor].", "description", id="no name inside"),
    pytest.param("{her mother} spoke.", "description", id="pronoun before a noun"),
]


@pytest.mark.parametrize(("marked", "form"), FORMS)
def test_form_of_a_mention_is_told_by_its_words_and_the_names_in_it(marked: str, form: str):
    assert mention_form(*mentioned(marked)) == form


def test_quotation_without_a_mention_has_a_form_of_its_own():
    text, cast = marked_cast("“Rain,” and [Ada Moor] slept.")
    assert mention_form(text, None, cast) == "none"


def test_forms_are_those_that_the_ranker_tells_apart():
    found = {mention_form(*mentioned(str(param.values[0]))) for param in FORMS}
    assert {"none", *found} == set(MENTION_FORMS)


def test_description_full_of_spaces_is_read_in_linear_time():
    text, cast = marked_cast(f"“Rain,” said the{' ' * 50_000}baker.")
    before = process_time()

    assert unnamed_kind(text, span_of(text, f"the{' ' * 50_000}baker"), cast) == "unnamed"

    assert process_time() - before < 1.0
