"""Whoever may have said a quotation is on its slate, and nobody always is, at the end."""

from collections.abc import Sequence
from time import process_time

import numpy as np
import pytest

from models.network.speaker_features import N_SPEAKER_FEATURES
from tests.unit.models.resolve.slate_cases import Article, Asked, asked, said
from tests.unit.models.resolve.speaker_cases import NOWHERE, Points

MET = "[Ada Moor] met [Ben Hill]. “Rain,” she said. A guard slept."
ADA: Points = {0: 0.5}
GUARD: Points = {"A guard": 0.5}


@pytest.mark.parametrize(
    ("content", "source"),
    [
        pytest.param(asked("“Rain,”", near=ADA, far=NOWHERE), asked("she"), id="content, near"),
        pytest.param(asked("“Rain,”", near=NOWHERE, far=ADA), asked("she"), id="content, far"),
        pytest.param(asked("“Rain,”"), asked("she", near=ADA, far=NOWHERE), id="source, near"),
        pytest.param(asked("“Rain,”"), asked("she", near=NOWHERE, far=ADA), id="source, far"),
    ],
)
def test_one_look_alone_makes_a_candidate(content: Asked, source: Asked):
    assert Article(MET, said(content, mention=source)).candidates() == ["Ada Moor", None]


def test_speaker_without_a_name_is_a_candidate_by_its_wording():
    article = Article(MET, said(asked("“Rain,”", GUARD)), others=["A guard"])
    assert article.candidates() == ["a guard", None]


@pytest.mark.parametrize(
    ("sure", "expected"), [pytest.param(0.002, [None], id="less"), pytest.param(0.004, ["Ada Moor", None], id="more")]
)
def test_whom_every_look_holds_for_most_unlikely_is_no_candidate(sure: float, expected: list[str | None]):
    assert Article(MET, said(asked("“Rain,”", {0: sure}))).candidates() == expected


@pytest.mark.parametrize(
    ("marked", "mention", "guesses", "expected"),
    [
        pytest.param("“Rain,” said [Ada Moor].", "Ada Moor", [None], "Ada Moor", id="the written name"),
        pytest.param("“Rain,” said [Ada Moor], a baker.", "Ada Moor, a baker", [None], "Ada Moor", id="and more"),
        pytest.param("“Rain,” said the old baker.", "the old baker", [None], "old baker", id="the written words"),
        pytest.param("[Ada Moor] came. “Rain,”", None, ["Ada Moor"], "Ada Moor", id="the rules' guess"),
    ],
)
def test_whom_no_look_means_is_a_candidate_by_other_signs(
    marked: str, mention: str | None, guesses: Sequence[str | None], expected: str
):
    assert expected in Article(marked, said(asked("“Rain,”"), mention=mention)).candidates(guesses=guesses)


def test_guess_before_is_a_candidate_and_no_other_guess_round_about():
    marked = "[Ada Moor], [Ben Hill], [Cy Lund]. “Rain,” then “snow,” then “hail,” then “ice.”"
    article = Article(marked, *(said(asked(words)) for words in ("“Rain,”", "“snow,”", "“hail,”", "“ice.”")))
    guesses = ["Cy Lund", "Ada Moor", None, "Ben Hill"]
    assert article.candidates(2, guesses=guesses) == ["Ada Moor", None]


@pytest.mark.parametrize("pronoun", ["she", "They", "who"])
def test_pronoun_itself_is_no_candidate(pronoun: str):
    assert Article(f"“Rain,” {pronoun} said.", said(asked("“Rain,”"), mention=pronoun)).candidates() == [None]


@pytest.mark.parametrize("mention", ["Nobody", "no one", "No-one", "none"])
def test_where_nobody_is_said_to_speak_there_is_no_other_candidate(mention: str):
    says: Points = {0: 0.9, 1: 0.1}
    article = Article(
        f"[Ada Moor] met [Ben Hill]. “Rain,” {mention} said.",
        said(asked("“Rain,”", says), mention=asked(mention, says)),
    )
    assert article.candidates(guesses=["Ada Moor"]) == [None]


def test_everybody_is_on_a_slate_once_and_nobody_last():
    says: Points = {0: 0.3, 1: 0.2, 2: 0.1, 3: 0.2, "the guard": 0.1}
    article = Article(
        "[Ada Moor], [Cy Moor] and [Ben Hill] met. Mrs [Moor] wept. “Rain,” said the guard.",
        said(asked("“Rain,”", says), mention=asked("the guard", says)),
    )
    *named, last = article.candidates(guesses=["Ada Moor"])
    assert (sorted(map(str, named)), last) == (["Ada Moor", "Ben Hill", "Cy Moor", "guard"], None)


LAKES = "[organization|Lake Fund] met [organization|Lake Board]. “Rain,” said the [organization|Lake]!"


@pytest.mark.parametrize(
    ("says", "mention"),
    [
        pytest.param({2: 0.9}, None, id="the looks mean it"),
        pytest.param(NOWHERE, "the Lake", id="it is written"),
        pytest.param({0: 0.4, 2: 0.5}, "the Lake", id="one is meant as well"),
    ],
)
def test_shared_name_stands_for_those_who_share_it(says: Points, mention: str | None):
    article = Article(LAKES, said(asked("“Rain,”", says), mention=mention))
    named = {who for who in article.candidates() if who is not None}
    assert {"Lake Fund", "Lake Board"} <= named
    assert "Lake" not in named


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        pytest.param("[Moor] ate.", {"Ada Moor", "Cy Moor"}, id="somebody is called by the shared part"),
        pytest.param("She ate.", {"Ada Moor"}, id="nobody is"),
    ],
)
def test_namesakes_of_a_candidate_are_candidates(last: str, expected: set[str]):
    marked = f"[Ada Moor], [Cy Moor] and [Ben Hill] met. {last} “Rain,”"
    *named, nobody = Article(marked, said(asked("“Rain,”", ADA))).candidates()
    assert (sorted(map(str, named)), nobody) == (sorted(expected), None)


def test_of_a_crowd_the_likeliest_are_candidates_and_the_written_one_still_is():
    crowd = [
        f"{first} {last}" for first in ("Ada", "Ben", "Cy", "Di", "Ed") for last in ("Moor", "Hill", "Lund", "Roe")
    ]
    says: Points = {number: 0.03 + 0.001 * number for number in range(len(crowd))}
    marked = "; ".join(f"[{name}]" for name in crowd)
    article = Article(f"{marked}. “Rain,” said the judge.", said(asked("“Rain,”", says), mention="the judge"))
    own, *likely, nobody = article.candidates()
    assert (own, nobody) == ("judge", None)
    assert 10 <= len(likely) < len(crowd)
    assert set(likely) == set(crowd[-len(likely) :])


def test_candidates_of_one_quotation_are_not_those_of_the_next():
    marked = "[Ada Moor] met [Ben Hill]. “Rain,” then “snow,” and “hail.”"
    article = Article(
        marked, said(asked("“Rain,”", {0: 0.9}), asked("“snow,”", {0: 0.9})), said(asked("“hail.”", {1: 0.9}))
    )
    assert [article.candidates(number) for number in (0, 1)] == [["Ada Moor", None], ["Ben Hill", None]]


def test_article_without_quotations_has_no_slate():
    assert Article("[Ada Moor] slept.").slates() == []


def test_every_candidate_has_all_numbers_and_each_is_finite():
    everybody: Points = {0: 0.4, 1: 0.3, 2: 0.1, "the guard": 0.1}
    article = Article(
        "[Ada Moor], a baker, met [organization|Hill Fund].\n“Rain,” she said.\n“Snow,” and the guard told [York].",
        said(asked("“Rain,”", everybody), mention=asked("she", everybody), cue="said"),
        said(asked("“Snow,”", everybody), mention="the guard"),
        roles={"Ada Moor": "baker"},
    )
    for slate in article.slates(["Ada Moor", "guard"]):
        assert slate.features.shape == (5, N_SPEAKER_FEATURES)
        assert slate.features.dtype == np.float32
        assert np.isfinite(slate.features).all()


def seconds_for(n_quotations: int) -> float:
    """Processor time for the slates of so many quotations, each with a written source of its own."""
    line = "“Rain {number:05},” a {number:05} baker told [Ada Moor], [Ben Hill] and [organization|Hill Fund].\n"
    numbers = range(n_quotations)
    says: list[Points] = [dict.fromkeys((0, 3 * n, 3 * n + 1, 3 * n + 2), 0.2) for n in numbers]
    quotations = [said(asked(f"“Rain {n:05},”", says[n]), mention=f"a {n:05} baker") for n in numbers]
    article = Article("".join(line.format(number=n) for n in numbers), *quotations)
    before = process_time()
    slates = article.slates()
    taken = process_time() - before
    assert len(slates) == n_quotations
    return taken


def test_time_grows_with_the_number_of_quotations_and_no_faster():
    few, many = (min(seconds_for(n) for _ in range(3)) for n in (250, 1000))
    assert many < 8 * few
