"""What counts as the same words: tables of wordings that are alike and of those that are not."""

import pytest

from models.matching.likeness import likeness
from models.matching.wording import Wording, spoken_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("“We’re HERE,” …", "we are here", id="marks, case, contraction"),
        pytest.param("She can't; she won’t.", "she can not she will not", id="denials written out"),
        pytest.param("Labour’s colourful centre organised it", "labors colorful center organized it", id="spelling"),
        pytest.param("Our size, our rise, fourfold", "our size our rise fourfold", id="words that only look British"),
        pytest.param("[The] São Paulo café", "the sao paulo cafe", id="brackets and accents"),
        pytest.param("40,000 in 2024", "40000 in 2024", id="numbers"),
        pytest.param("40 000 of 1 234 567", "40000 of 1234567", id="thousands apart"),
        pytest.param("twelve boats, forty men", "12 boats 40 men", id="numbers in letters"),
        pytest.param("5% or 5 per cent & more", "5 percent or 5 percent and more", id="signs"),
        pytest.param("—…!", "", id="nothing"),
    ],
)
def test_words_are_what_is_said(text, words):
    assert " ".join(spoken_words(text)) == words


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("We told Ana Ruiz that it was done in Vigo", {"ana", "ruiz", "vigo"}, id="capitals"),
        pytest.param("The pier is safe", set(), id="a small word begins it"),
        pytest.param("PIER IS SAFE AGAIN", set(), id="all in capitals"),
        pytest.param("New Pier Opens To All", set(), id="a headline"),
    ],
)
def test_names_are_words_with_a_capital(text, names):
    assert Wording.of(text).names == names


def test_dots_for_words_left_out_are_no_words():
    assert Wording.of("we will […] rebuild . . . it").words == ("we", "will", "rebuild", "it")


def test_of_a_very_long_quotation_the_beginning_is_looked_at():
    assert len(Wording.of("word " * 5000).words) == 1000


def _are_alike(first: str, second: str) -> bool:
    alike = likeness(Wording.of(first), Wording.of(second))
    return alike is not None and not alike.contradict


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("We will rebuild the harbour.", "we will rebuild the harbor", id="spelling and marks"),
        pytest.param("the pier is safe again", "I can tell you the pier is safe again, all of it", id="cut ends"),
        pytest.param("[The pier] can’t wait for us", "It cannot wait for us", id="brackets"),
        pytest.param(
            "We will rebuild the pier and the road before winter",
            "We will rebuild the pier, whatever it costs, and the road before winter",
            id="words left out",
        ),
        pytest.param("Sergei Vidal was there with us", "Sergey Vidal was there with us", id="a name spelt two ways"),
        pytest.param(
            "The crews have waited far too long", "The crews have waited much too long", id="a word exchanged"
        ),
        pytest.param(
            "He told Ana Ruiz about the leak", "[Vidal] told Ana Ruiz about the leak", id="a name for a pronoun"
        ),
        pytest.param("it cost 40,000 crowns in all", "it cost 40 000 crowns in all", id="one number written two ways"),
        pytest.param(
            "We have two boats … and nobody aboard knows the way",
            "We have two boats and, counting all hands, 31 men, and nobody aboard knows the way",
            id="a number among many words left out",
        ),
        pytest.param(
            "Vigo and Porto had agreed to “open a new line for the ferries of both ports by May”",
            "the two cities agreed to “open a new line for the ferries of both ports by May”",
            id="other words of the reporter round the same quoted ones",
        ),
        pytest.param(
            "There was a council of the coast, the CPC [Council of Ports and Crews of the whole coast]",
            "There was a council of the coast, the CPC, and it has met no more than twice",
            id="an explanation in brackets where the other goes on",
        ),
    ],
)
def test_same_words_are_alike(first, second):
    assert _are_alike(first, second)
    assert _are_alike(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("we will win", "we will win", id="too short"),
        pytest.param("the pier will open this year", "the pier will not open this year", id="denied"),
        pytest.param("it will cost 40 million in all", "it will cost 50 million in all", id="another number"),
        pytest.param(
            "it will cost two crowns in all", "it will cost nine crowns in all", id="another number in letters"
        ),
        pytest.param("it will cost 4 million in all", "it will cost 4 billion in all", id="another size of number"),
        pytest.param("we support the plan as it stands", "we oppose the plan as it stands", id="the opposite"),
        pytest.param(
            "all of us on the quay believe that Ruiz will win the vote on Sunday",
            "all of us on the quay believe that Vidal will win the vote on Sunday",
            id="another name",
        ),
        pytest.param(
            "Ruiz will surely win the vote on Sunday, all of us on the quay believe",
            "Vidal will surely win the vote on Sunday, all of us on the quay believe",
            id="another name at the beginning",
        ),
        pytest.param("the ferry was late again today", "nobody told the crews about it", id="other words"),
        pytest.param(
            "this is a very good day",
            "this is what we feared, and a long way from the good news that the day began with",
            id="words scattered over a long one",
        ),
        pytest.param(
            "at the end of the day what matters to us is the harbour",
            "at the end of the day what matters to us is whether schools have heating",
            id="a stock phrase in front of both",
        ),
        pytest.param(
            "the two cities had not agreed to “open a new line for the ferries of both ports by May”",
            "the two cities agreed to “open a new line for the ferries of both ports by May”",
            id="denied outside the marks",
        ),
        pytest.param("", "", id="empty"),
    ],
)
def test_other_words_are_not_alike(first, second):
    assert not _are_alike(first, second)


def test_contradictions_are_told_from_other_words():
    denied = likeness(Wording.of("the pier will open this year"), Wording.of("the pier will not open this year"))
    assert denied is not None
    assert denied.contradict
    assert likeness(Wording.of("the pier will open this year"), Wording.of("nobody told the crews about it")) is None


def test_likeness_tells_how_much_of_the_longer_the_shorter_is():
    alike = likeness(Wording.of("the pier is safe"), Wording.of("the pier is safe and so is the old road"))
    assert alike is not None
    assert (alike.kept, alike.covered) == (1.0, 0.4)
