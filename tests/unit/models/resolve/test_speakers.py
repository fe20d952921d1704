"""The written mention and the links together tell who speaks; where they do not, nobody is better than a guess."""

from collections.abc import Mapping
from time import process_time

import pytest

from models.decode.links import Answer
from models.decode.quotations import FoundQuotation
from models.records import SpeakerKind
from models.resolve.entities import Cast
from models.resolve.speakers import PRONOUN, SpeakerChoice, choose_speakers, unnamed_kind
from tests.unit.models.stand_ins import NO_LINKS, HandMadeLinks, marked_cast, points_to, quotation, span_of

Links = Mapping[tuple[str, str], Answer]


def choose(text: str, cast: Cast, *quotations: FoundQuotation, links: Links = NO_LINKS) -> list[SpeakerChoice]:
    return choose_speakers(text, quotations, cast=cast, table=HandMadeLinks(text, links))


def name_of(choice: SpeakerChoice, text: str, cast: Cast) -> str | None:
    """The entity's name or the describing words; None for nobody."""
    if choice.entity is not None:
        return cast.entities[choice.entity].name
    return choice.words.cut(text) if choice.words else None


def names_chosen(marked: str, *quotations: tuple[str, str | None], links: Links = NO_LINKS) -> list[str | None]:
    """Who speaks the contents of (content, mention) pairs; links point at names by their number in the text."""
    text, cast = marked_cast(marked)
    found = [quotation(text, content, mention=mention) for content, mention in quotations]
    return [name_of(choice, text, cast) for choice in choose(text, cast, *found, links=links)]


@pytest.mark.parametrize(
    ("marked", "mention", "expected"),
    [
        pytest.param("[Ada Moor] came. “Rain,” said [Moor].", "Moor.", "Ada Moor", id="surname gives the full name"),
        pytest.param("“Rain,” said Minister [Ada Moor].", "Minister Ada Moor", "Ada Moor", id="role before the name"),
        pytest.param("“Rain,” said [Ada Moor] of the Hill Fund.", "Ada Moor", "Ada Moor", id="full name"),
    ],
)
def test_named_mention_is_the_speaker_whatever_the_links_say(marked: str, mention: str, expected: str):
    assert names_chosen(marked, ("“Rain,”", mention.rstrip("."))) == [expected]


def test_named_mention_wins_over_a_link_to_somebody_else():
    marked = "[Ben Hill] listened. “Rain,” said [Ada Moor]."
    assert names_chosen(marked, ("“Rain,”", "Ada Moor"), links={("speaker", "“Rain,”"): points_to(0)}) == ["Ada Moor"]


@pytest.mark.parametrize("pronoun", ["she", "he", "they", "I", "it", "She", "himself"])
def test_pronoun_is_the_one_it_points_back_to(pronoun: str):
    marked = f"[Ada Moor] met [Ben Hill]. “Rain,” {pronoun} said."
    links = {("antecedent", pronoun): points_to(1), ("speaker", "“Rain,”"): points_to(1)}
    assert names_chosen(marked, ("“Rain,”", pronoun), links=links) == ["Ben Hill"]


def test_pronoun_that_points_nowhere_goes_on_from_the_speaker_before():
    marked = "“Rain,” said [Ada Moor]. “Snow,” she added."
    assert names_chosen(marked, ("“Rain,”", "Ada Moor"), ("“Snow,”", "she")) == ["Ada Moor", "Ada Moor"]


def test_bare_quotation_is_of_the_one_its_content_points_to():
    marked = "[Ada Moor] met [Ben Hill].\n“Rain.”"
    assert names_chosen(marked, ("“Rain.”", None), links={("speaker", "“Rain.”"): points_to(0)}) == ["Ada Moor"]


def test_bare_quotation_that_points_nowhere_goes_on_from_the_speaker_before():
    marked = "“Rain,” said [Ada Moor].\n“Snow.”\n“Hail.”"
    chosen = names_chosen(marked, ("“Rain,”", "Ada Moor"), ("“Snow.”", None), ("“Hail.”", None))
    assert chosen == ["Ada Moor"] * 3


def test_first_bare_quotation_that_points_nowhere_is_nobodys():
    assert names_chosen("[Ada Moor] slept. “Rain.”", ("“Rain.”", None)) == [None]


def test_speaker_taken_over_is_less_sure():
    text, cast = marked_cast("“Rain,” said [Ada Moor].\n“Snow.”")
    found = [quotation(text, "“Rain,”", mention="Ada Moor"), quotation(text, "“Snow.”")]

    named, carried = choose(text, cast, *found, links={("speaker", "“Rain,”"): points_to(0)})

    assert carried.probability < named.probability


@pytest.mark.parametrize(
    ("mention", "kind"),
    [
        pytest.param("a tired baker", "unnamed", id="one person"),
        pytest.param("residents", "unnamed", id="people"),
        pytest.param("the report", "document", id="document"),
    ],
)
def test_description_that_points_nowhere_is_the_speaker_without_a_name(mention: str, kind: SpeakerKind):
    text, cast = marked_cast(f"[Ada Moor] slept. “Rain,” said {mention}.")

    [choice] = choose(text, cast, quotation(text, "“Rain,”", mention=mention))

    assert (name_of(choice, text, cast), choice.entity, choice.kind) == (mention, None, kind)


def test_description_that_points_to_a_name_is_its_bearer():
    marked = "[Ada Moor] became minister. “Rain,” said the minister."
    links = {("antecedent", "the minister"): points_to(0), ("speaker", "“Rain,”"): points_to(0)}
    assert names_chosen(marked, ("“Rain,”", "the minister"), links=links) == ["Ada Moor"]


def test_bearer_of_a_name_inside_a_description_is_not_the_speaker():
    marked = "“Rain,” said [Ada Moor]'s driver."
    assert names_chosen(marked, ("“Rain,”", "Ada Moor's driver")) == ["Ada Moor's driver"]


NAMESAKES = "[organization|Lake Fund] met [organization|Lake Board]. “Rain,” said the [organization|Lake]!"


@pytest.mark.parametrize(
    ("mass", "expected"),
    [
        pytest.param({}, None, id="no sign"),
        pytest.param({0: 0.4, 1: 0.4}, None, id="both alike"),
        pytest.param({0: 0.1, 1: 0.8}, "Lake Board", id="one clearly likelier"),
    ],
)
def test_shared_short_name_is_the_clearly_likelier_bearers_or_nobodys(mass: dict[int, float], expected: str | None):
    links = {("speaker", "“Rain,”"): Answer(mass=mass, none=1.0 - sum(mass.values()))}
    assert names_chosen(NAMESAKES, ("“Rain,”", "the Lake"), links=links) == [expected]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        pytest.param("[Ada Moor]", "person", id="person"),
        pytest.param("[organization|Hill Fund]", "organization", id="organization"),
        pytest.param("[outlet|Hill Post]", "organization", id="outlet"),
        pytest.param("[location|Norland]", "organization", id="a place speaks for its government"),
    ],
)
def test_kind_of_a_named_speaker_is_its_entitys(name: str, kind: SpeakerKind):
    text, cast = marked_cast(f"{name} said: “Rain.”")

    [choice] = choose(text, cast, quotation(text, "“Rain.”"), links={("speaker", "“Rain.”"): points_to(0)})

    assert choice.kind == kind


@pytest.mark.parametrize("mention", [None, "she", "Ada Moor", "the baker"])
@pytest.mark.parametrize("probability", [0.0, 0.3, 0.5, 1.0])
def test_probability_stays_in_bounds(mention: str | None, probability: float):
    text, cast = marked_cast("[Ada Moor] met [Ben Hill] and the baker. “Rain,” she said.")
    links = {("speaker", "“Rain,”"): points_to(1, probability)}

    [choice] = choose(text, cast, quotation(text, "“Rain,”", mention=mention), links=links)

    assert 0.0 <= choice.probability <= 1.0


def test_article_without_quotations_has_no_choices():
    text, cast = marked_cast("[Ada Moor] slept.")
    assert choose(text, cast) == []


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        pytest.param("the annual report of the bank", "document", id="report of a body"),
        pytest.param("a statement", "document", id="statement"),
        pytest.param("two studies from the north", "document", id="studies"),
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
        pytest.param("her mother", False, id="possessive before a noun"),
        pytest.param("Shea", False, id="name that begins like one"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_pronoun_is_a_whole_word_alone(words: str, is_pronoun: bool):
    assert (PRONOUN.fullmatch(words) is not None) is is_pronoun


def test_choosing_takes_time_in_line_with_the_quotations():
    small, large = (_seconds(n_quotations=n) for n in (1_000, 4_000))
    assert large < 9 * small


def _seconds(*, n_quotations: int) -> float:
    """Processor time for quotations that nobody is known to have said, which look back the farthest."""
    text, cast = marked_cast("[Ada Moor] slept. “Rain.”")
    found = [quotation(text, "“Rain.”")] * n_quotations
    before = process_time()
    choose(text, cast, *found)
    return process_time() - before


def test_description_full_of_spaces_is_read_in_linear_time():
    text, cast = marked_cast(f"“Rain,” said the{' ' * 50_000}baker.")
    before = process_time()

    assert unnamed_kind(text, span_of(text, f"the{' ' * 50_000}baker"), cast) == "unnamed"

    assert process_time() - before < 1.0
