"""Which names may be one person's."""

import pytest

from models.matching.people import may_be_one, reconcile


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("Sergey Lavin", "Sergei Lavin", id="given name spelt two ways"),
        pytest.param("Volodymyr Zelenko", "Volodymyr Zelenkko", id="surname spelt two ways"),
        pytest.param("Lavin", "Foreign Minister Sergey Lavin", id="surname and title"),
        pytest.param("President Ana Ruiz", "Ana María Ruiz", id="another title and a middle name"),
        pytest.param("A. Ruiz", "Ana Ruiz", id="initial"),
        pytest.param("Kim Jong-mu", "Kim Jong Mu", id="hyphen"),
        pytest.param("José Núñez", "Jose Nunez", id="accents"),
        pytest.param("HSO", "Harbour Safety Office", id="initials of an organization"),
    ],
)
def test_one_person_has_several_names(first, second):
    assert may_be_one(first, second)
    assert may_be_one(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("Ana Ruiz", "Jo Park", id="others"),
        pytest.param("Ana Ruiz", "Eva Ruiz", id="relatives"),
        pytest.param("John Vidal", "John Ortega", id="a shared given name"),
        pytest.param("Li", "Lu", id="short names of one letter less"),
        pytest.param("President Ruiz", "President Park", id="a shared title"),
        pytest.param("Quay Office", "Harbour Office", id="offices"),
    ],
)
def test_two_people_have_two_names(first, second):
    assert not may_be_one(first, second)
    assert not may_be_one(second, first)


@pytest.mark.parametrize(
    ("names", "forms"),
    [
        pytest.param(
            ["Lavin", "Sergei Lavin", "Sergey Lavin", "Sergey Lavin", "Jo Park"],
            ["Sergey Lavin", "Sergei Lavin", "Lavin"],
            id="usual spelling of the fullest form of most",
        ),
        pytest.param(["Mayor Ana Ruiz", "Ruiz"], ["Ana Ruiz", "Ruiz"], id="without title"),
        pytest.param([], [], id="none"),
    ],
)
def test_forms_of_a_name_are_given_best_first(names, forms):
    assert reconcile(names) == forms
