"""Whatever the quotations are, matches keep their promises."""

from hypothesis import example, given
from hypothesis import strategies as st

from models.matching.differences import differences
from models.matching.features import Features
from models.matching.groups import group_alike
from models.matching.likeness import likeness
from models.matching.people import may_be_one, reconcile
from models.matching.wording import Wording, spoken_words

WORDS = st.sampled_from(
    ["the", "pier", "harbour", "is", "not", "safe", "40", "again", "…", "“we", "can’t”", "É", "Ruiz"]
)
QUOTES = st.lists(WORDS, max_size=12).map(" ".join)
NAMES = st.sampled_from(
    ["Ana Ruiz", "Ruiz", "Mayor Ruiz", "Jo Park", "Park", "Sergey Lavin", "Sergei Lavin", "WHO", "the", ""]
)


def _group(texts: list[str], owners: list[int], speakers: list[str] | None = None) -> list[list[int]]:
    features, wordings = Features(), [Wording.of(text) for text in texts]
    for i, wording in enumerate(wordings):
        features.add(wording, owner=owners[i], speaker=speakers[i] if speakers else None)
    return list(group_alike(features, wordings))


@given(st.text())
def test_words_have_no_marks_and_no_capitals(text):
    assert all(c.isalnum() for word in spoken_words(text) for c in word)


@given(st.text())
def test_wording_has_the_spoken_words_but_dots(text):
    wording = Wording.of(text)
    assert wording.names <= {*wording.words}
    if "…" not in text and "." not in text:
        assert wording.words == spoken_words(text)[:1000]


@given(QUOTES, QUOTES)
@example("the 40 the is harbour", "40 the is harbour the")
def test_likeness_does_not_depend_on_the_order(first, second):
    a, b = Wording.of(first), Wording.of(second)
    assert likeness(a, b) == likeness(b, a)


@given(st.text())
def test_everything_long_enough_is_like_itself(text):
    wording = Wording.of(text)
    alike = likeness(wording, wording)
    assert (alike is not None and not alike.contradict) == (len(wording.words) >= 4)


@given(st.lists(st.tuples(QUOTES, st.integers(0, 3), NAMES), max_size=12))
def test_groups_are_apart_in_order_and_of_several_owners(quotes):
    owners = [owner for _, owner, _ in quotes]
    groups = _group([text for text, _, _ in quotes], owners, [speaker for *_, speaker in quotes])
    members = [i for group in groups for i in group]
    assert len(members) == len(set(members))
    assert all(group == sorted(group) and len({owners[i] for i in group}) > 1 for group in groups)
    assert [group[0] for group in groups] == sorted(group[0] for group in groups)


@given(st.lists(st.tuples(QUOTES, NAMES), max_size=12))
def test_few_words_in_one_group_are_never_of_two_people(quotes):
    texts, speakers = [text for text, _ in quotes], [speaker for _, speaker in quotes]
    for group in _group(texts, [*range(len(texts))], speakers):
        few = [speakers[i] for i in group if len(spoken_words(texts[i])) < 8 and speakers[i]]
        assert all(may_be_one(a, b) for a in few for b in few)


@given(st.lists(QUOTES, max_size=8))
def test_a_text_and_its_copy_in_another_article_always_meet(texts):
    grouped = {i for group in _group([*texts, *texts], [0] * len(texts) + [1] * len(texts)) for i in group}
    assert all(i in grouped for i, text in enumerate(texts) if len(Wording.of(text).words) >= 4)


@given(st.text())
def test_nothing_differs_from_itself(text):
    assert differences(text, text) == []


@given(st.lists(NAMES.filter(bool), max_size=6))
def test_the_name_given_is_one_of_those_that_came(names):
    forms = reconcile(names)
    assert bool(forms) == bool(names)
    assert all(any(form in name for name in names) for form in forms)
