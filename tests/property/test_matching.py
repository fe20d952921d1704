"""Whatever the quotations are, matches keep their promises."""

from hypothesis import example, given
from hypothesis import strategies as st

from models.matching.groups import group_alike
from models.matching.likeness import are_alike
from models.matching.wording import spoken_words

WORDS = st.sampled_from(["the", "pier", "harbour", "is", "not", "safe", "40", "again", "…", "“we", "can’t”", "É"])
QUOTES = st.lists(WORDS, max_size=12).map(" ".join)


@given(st.text())
def test_words_have_no_marks_and_no_capitals(text):
    assert all(c.isalnum() for word in spoken_words(text) for c in word)


@given(QUOTES, QUOTES)
@example("the 40 the is harbour", "40 the is harbour the")
def test_likeness_does_not_depend_on_the_order(first, second):
    a, b = spoken_words(first), spoken_words(second)
    assert are_alike(a, b) == are_alike(b, a)


@given(st.text())
def test_everything_long_enough_is_like_itself(text):
    words = spoken_words(text)
    assert are_alike(words, words) == (len(words) >= 4)


@given(st.lists(st.tuples(QUOTES, st.integers(0, 3)), max_size=12))
def test_groups_are_apart_in_order_and_of_several_owners(quotes):
    texts, owners = [text for text, _ in quotes], [owner for _, owner in quotes]
    groups = group_alike(texts, owners=owners, may_join=lambda *_: True)
    members = [i for group in groups for i in group]
    assert len(members) == len(set(members))
    assert all(group == sorted(group) and len({owners[i] for i in group}) > 1 for group in groups)
    assert [group[0] for group in groups] == sorted(group[0] for group in groups)


@given(st.lists(QUOTES, max_size=8))
def test_a_text_and_its_copy_in_another_article_always_meet(texts):
    doubled = [*texts, *texts]
    owners = [0] * len(texts) + [1] * len(texts)
    grouped = {i for group in group_alike(doubled, owners=owners, may_join=lambda *_: True) for i in group}
    assert all(i in grouped for i, text in enumerate(texts) if len(spoken_words(text)) >= 4)
