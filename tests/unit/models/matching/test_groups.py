"""Groups of wordings: who meets whom, and what keeps them apart."""

from collections.abc import Sequence

import pytest

from models.matching.features import Features
from models.matching.groups import group_alike
from models.matching.wording import Wording


def _groups(*texts: str, speakers: Sequence[str | None] = (), owners: Sequence[int] = ()) -> list[list[int]]:
    features, wordings = Features(), [Wording.of(text) for text in texts]
    for i, wording in enumerate(wordings):
        features.add(wording, owner=owners[i] if owners else i, speaker=speakers[i] if speakers else None)
    return list(group_alike(features, wordings))


WHOLE = "We will rebuild the harbour before the winter comes, whatever it may cost the town"


@pytest.mark.parametrize(
    "variant",
    [
        pytest.param("rebuild the harbour before the winter comes, whatever it may cost the town", id="cut beginning"),
        pytest.param("We will rebuild the harbour before the winter", id="cut end"),
        pytest.param("rebuild the harbour before the winter", id="cut both"),
        pytest.param("We will rebuild the [old] harbour before the winter comes, whatever it may cost", id="bracket"),
        pytest.param("We will rebuild the harbour … whatever it may cost the town", id="ellipsis"),
        pytest.param("«We will “rebuild” the harbour before the winter comes, whatever it may cost»", id="marks"),
        pytest.param("We will rebuild the harbor before the winter comes whatever it may cost", id="spelling"),
        pytest.param("We will rebuild our harbour before the winter comes, whatever it costs", id="small edits"),
    ],
)
def test_edited_quotation_meets_the_whole(variant):
    assert _groups(WHOLE, "The ferry company owes its crews a fair wage", variant) == [[0, 2]]


def test_texts_of_one_owner_are_not_grouped():
    assert _groups(WHOLE, WHOLE, owners=[4, 4]) == []


def test_nothing_gives_no_groups():
    assert _groups() == []


def test_a_stock_phrase_does_not_hide_the_same_words():
    trees = ["oak", "elm", "ash", "fir", "yew", "box", "bay", "fig"]
    stock = [f"at the end of the day nobody counts crate {tree}" for tree in trees * 20]
    same = "at the end of the day the pier belongs to those who fish there"
    assert [0, 161] in _groups(same, *stock, same)


def test_a_stock_phrase_quoted_alone_does_not_join_what_holds_it():
    stock = "we will stand by the people of this coast for as long as it takes"
    first = f"{stock}, and the new hospital will open its doors to everyone here in the first days of May"
    second = f"Let nobody doubt it: the ferries sail again, every pilot is paid, and {stock}"
    [group] = _groups(first, second, stock)
    assert len(group) == 2
    assert 2 in group


def test_a_cut_form_does_not_join_statements_that_contradict_each_other():
    many, few = (
        "the storm took 40 boats and every net that we had left",
        "the storm took 14 boats and every net that we had left",
    )
    [group] = _groups(many, few, "every net that we had left")
    assert len(group) == 2


@pytest.mark.parametrize(
    ("speakers", "groups"),
    [
        pytest.param(["Ana Ruiz", "Jo Park"], [], id="two people"),
        pytest.param(["Ana Ruiz", "Eva Ruiz"], [], id="a shared surname"),
        pytest.param(["Ana Ruiz", "Mayor Ruiz"], [[0, 1]], id="a title"),
        pytest.param(["Sergey Lavin", "Foreign Minister Sergei Lavin"], [[0, 1]], id="spelling"),
        pytest.param(["Volodymyr Zelensk", "Zelenskk"], [[0, 1]], id="surname spelt two ways"),
        pytest.param(["Ana Ruiz", None], [[0, 1]], id="somebody"),
        pytest.param(["Ana Ruiz", "Jo Park", "Ruiz", "Park"], [[0, 2], [1, 3]], id="two pairs"),
    ],
)
def test_few_words_are_grouped_by_speaker(speakers, groups):
    assert _groups(*["We will win today"] * len(speakers), speakers=speakers) == groups


def test_somebody_does_not_bring_two_people_together():
    [group] = _groups(*["We will win today"] * 3, speakers=["Ana Ruiz", None, "Jo Park"])
    assert len(group) == 2


def test_two_people_do_not_meet_in_a_long_quotation_of_somebody():
    long = "We will win today, and tomorrow the whole of this coast will be ours"
    [group] = _groups(long, "We will win today", "and tomorrow the whole", speakers=[None, "Ana Ruiz", "Jo Park"])
    assert len(group) == 2


def test_thousands_of_copies_cost_no_more_than_their_share():
    letters = "bdfgklmnprstvz"
    people = [f"{a}a{b}o{a}ek {b}i{a}u{b}on" for a in letters for b in letters]
    speakers = [person for person in people for _ in range(10)]
    groups = _groups(*["thank you all very much for coming"] * len(speakers), speakers=speakers)
    assert groups == [list(range(start, start + 10)) for start in range(0, len(speakers), 10)]
