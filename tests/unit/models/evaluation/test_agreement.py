import pytest

from models.evaluation.agreement import half_the_same, name_words, same_outlet, same_role, same_speaker, same_surname
from models.evaluation.readings import SpeakerReading

NOBODY = SpeakerReading()


def person(name: str) -> SpeakerReading:
    return SpeakerReading(name=name, kind="person")


def crowd(name: str) -> SpeakerReading:
    return SpeakerReading(name=name, kind="unnamed")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("The Bank of Ñandú’s", ["bank", "nandu"], id="little-words-accents-possessive"),
        pytest.param("Abd al-Rahman", ["abd", "al", "rahman"], id="hyphen-parts-words"),
        pytest.param(None, [], id="no-name"),
    ],
)
def test_name_words_keep_what_tells_names_apart(name: str | None, words: list[str]) -> None:
    assert name_words(name) == words


@pytest.mark.parametrize(
    ("gold", "given", "expected"),
    [
        pytest.param(person("Inés Okafor"), person("Ines OKAFOR"), True, id="case-and-accent"),
        pytest.param(person("Inés Okafor"), person("Minister Inés Okafor’s"), True, id="title-and-possessive"),
        pytest.param(person("Inés Okafor"), person("Okafor"), False, id="surname-alone"),
        pytest.param(person("Inés Okafor"), person("Okafor Inés"), False, id="order-counts"),
        pytest.param(person("Inés Okafor"), NOBODY, False, id="nobody-given"),
        pytest.param(NOBODY, NOBODY, True, id="nobody-at-all"),
        pytest.param(NOBODY, crowd("residents"), False, id="somebody-for-nobody"),
        pytest.param(person("President"), person("President"), False, id="a-title-is-no-name"),
        pytest.param(crowd("two port workers"), crowd("port workers"), True, id="two-of-three-words"),
        pytest.param(crowd("a port official"), crowd("an official source"), False, id="one-of-three-words"),
        pytest.param(crowd("the report"), crowd("a report"), True, id="articles-aside"),
    ],
)
def test_speaker_is_the_same(gold: SpeakerReading, given: SpeakerReading, expected: bool) -> None:
    assert same_speaker(gold, given) is expected


@pytest.mark.parametrize(
    ("gold", "given", "expected"),
    [
        pytest.param(person("Inés Okafor"), person("Minister Okafor"), True, id="title-and-surname"),
        pytest.param(person("Inés Okafor"), person("Inés"), False, id="first-name-alone"),
        pytest.param(crowd("port workers union"), crowd("union"), False, id="only-for-persons"),
        pytest.param(crowd("port workers"), crowd("port workers"), True, id="whoever-is-the-same-anyway"),
    ],
)
def test_surname_is_enough_for_a_person(gold: SpeakerReading, given: SpeakerReading, expected: bool) -> None:
    assert same_surname(gold, given) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param("AFP", "Agence France-Presse", True, id="short-form"),
        pytest.param("Reuters news agency", "Reuters", True, id="kind-of-outlet-aside"),
        pytest.param("The News", "News", True, id="nothing-but-kind-words"),
        pytest.param("News Asia", "NewsAsia", False, id="kind-word-is-dropped-before-joining"),
        pytest.param("East Asia Post", "EastAsiaPost", True, id="written-together"),
        pytest.param("South Post", "North Post", False, id="one-word-of-three"),
        pytest.param(None, None, False, id="nothing-is-not-the-same-as-nothing"),
        pytest.param("Xinhua", None, False, id="nothing-given"),
    ],
)
def test_outlet_is_the_same(one: str | None, other: str | None, expected: bool) -> None:
    assert same_outlet(one, other) is expected


@pytest.mark.parametrize(
    ("gold", "given", "expected"),
    [
        pytest.param("Minister of Public Health", "health minister", True, id="two-of-three-words"),
        pytest.param("Minister of Public Health", "minister", False, id="one-of-three-words"),
        pytest.param("mayor", None, False, id="no-role-given"),
        pytest.param("the", "the", False, id="no-role-in-gold"),
    ],
)
def test_role_is_the_same_with_half_of_its_words(gold: str, given: str | None, expected: bool) -> None:
    assert same_role(gold, given) is expected


def test_two_empty_names_do_not_agree() -> None:
    assert half_the_same("the", "of") is False
