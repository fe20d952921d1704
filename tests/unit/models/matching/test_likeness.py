"""What counts as the same words: tables of wordings that are alike and of those that are not."""

import pytest

from models.matching.groups import group_alike
from models.matching.likeness import are_alike
from models.matching.wording import shingles, spoken_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("“We’re HERE,” …", "we are here", id="marks, case, contraction"),
        pytest.param("She can't; she won’t.", "she can not she will not", id="denials written out"),
        pytest.param("Labour’s colourful centre organised it", "labors colorful center organized it", id="spelling"),
        pytest.param("Our size, our rise, four more", "our size our rise four more", id="words that only look British"),
        pytest.param("[The] São Paulo café", "the sao paulo cafe", id="brackets and accents"),
        pytest.param("40,000 in 2024", "40 000 in 2024", id="numbers"),
        pytest.param("—…!", "", id="nothing"),
    ],
)
def test_words_are_what_is_said(text, words):
    assert " ".join(spoken_words(text)) == words


def test_shingles_are_the_runs_of_words():
    assert shingles(("a", "b", "c"), size=2) == {("a", "b"), ("b", "c")}
    assert shingles(("a",), size=2) == frozenset()


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
    ],
)
def test_same_words_are_alike(first, second):
    assert are_alike(spoken_words(first), spoken_words(second))
    assert are_alike(spoken_words(second), spoken_words(first))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("we will win", "we will win", id="too short"),
        pytest.param("the pier will open this year", "the pier will not open this year", id="denied"),
        pytest.param("it will cost 40 million in all", "it will cost 50 million in all", id="another number"),
        pytest.param("we support the plan as it stands", "we oppose the plan as it stands", id="the opposite"),
        pytest.param("the ferry was late again today", "nobody told the crews about it", id="other words"),
        pytest.param(
            "this is a very good day",
            "this is what we feared, and a long way from the good news that the day began with",
            id="words scattered over a long one",
        ),
        pytest.param("", "", id="empty"),
    ],
)
def test_other_words_are_not_alike(first, second):
    assert not are_alike(spoken_words(first), spoken_words(second))


def test_texts_of_one_owner_are_not_grouped():
    text = "the pier is safe again"
    assert group_alike([text, text], owners=["a", "a"], may_join=lambda *_: True) == []


def test_pairs_that_may_not_join_stay_apart():
    text = "the pier is safe again"
    assert group_alike([text, text], owners=["a", "b"], may_join=lambda *_: False) == []


def test_a_stock_phrase_does_not_hide_the_same_words():
    trees = ["oak", "elm", "ash", "fir", "yew", "box", "bay", "fig"]
    stock = [f"at the end of the day nobody counts crate {tree}" for tree in trees * 20]
    same = "at the end of the day the pier belongs to those who fish there"
    texts = [same, *stock, same]
    groups = group_alike(texts, owners=range(len(texts)), may_join=lambda *_: True)
    assert [0, len(texts) - 1] in groups
