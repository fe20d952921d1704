"""What the drivers send and when, and how they read what comes back."""

import json

import pytest

from tests.load.traffic import (
    BATCH,
    FULL,
    KINDS,
    LINES,
    MIDDLE,
    SHORT,
    Client,
    Kind,
    Writer,
    arrival_times,
    read_answer,
)

REFUSED = {"error": {"status": 503}}
WRONG = {"error": {"status": 422}}


def lines(*entries: dict) -> bytes:
    return "".join(f"{json.dumps(entry)}\n" for entry in entries).encode()


def test_shares_of_the_kinds_make_a_whole():
    assert sum(kind.share for kind in KINDS) == pytest.approx(1.0)


def test_text_has_the_words_of_its_kind():
    text = json.loads(Writer(seed=1).write(MIDDLE).body)["text"]

    assert len(text.split()) == 600


def test_full_text_has_as_many_characters_as_are_allowed():
    assert len(json.loads(Writer(seed=1).write(FULL).body)["text"]) == 200_000


def test_texts_differ():
    writer = Writer(seed=1)

    assert writer.write(SHORT).body != writer.write(SHORT).body


def test_same_seed_writes_the_same():
    first, second = ([Writer(seed=3).write_any().body for _ in range(3)] for _ in range(2))

    assert first == second


def test_batch_holds_its_articles():
    assert len(json.loads(Writer(seed=1).write(BATCH).body)["articles"]) == 8


def test_lines_hold_an_article_each():
    body = Writer(seed=1).write(LINES).body

    assert [list(json.loads(line)) for line in body.splitlines()] == [["text"]] * 8


def test_mean_words_weigh_the_kinds_by_their_shares():
    kinds = [Kind(name="a", share=0.75, n_words=100), Kind(name="b", share=0.25, n_words=300)]

    # 0.75 * 100 + 0.25 * 300
    assert Writer(seed=1, kinds=kinds).mean_words() == 150.0


def test_arrivals_come_at_their_rate_and_end_in_time():
    times = list(arrival_times(rate_per_s=10.0, seconds=1000.0, seed=5))

    assert times == sorted(times)
    assert times[-1] < 1000.0
    # 10 000 expected, with a standard deviation of 100
    assert 9500 < len(times) < 10_500


@pytest.mark.parametrize(
    "url",
    ["http://localhost:8000", "http://10.0.0.1", "http://127.0.0.1.example", "https://127.0.0.1", "http://a@b.example"],
)
def test_client_refuses_any_host_but_loopback(url: str):
    with pytest.raises(ValueError, match=r"127\.0\.0\.1"):
        Client(url)


@pytest.mark.parametrize(
    ("kind", "body", "expected"),
    [
        pytest.param(SHORT, b'{"quotes": []}', {"n_refused": 0, "fault": None}, id="one result"),
        pytest.param(SHORT, b'{"quotes": [', {"fault": "answer cannot be read"}, id="cut short"),
        pytest.param(SHORT, b"{}", {"fault": "answer cannot be read"}, id="no result"),
        pytest.param(LINES, lines(*[{}] * 7), {"fault": "7 entries"}, id="a line too few"),
        pytest.param(LINES, lines(*[{}] * 6, REFUSED, REFUSED), {"n_refused": 2, "fault": None}, id="refused lines"),
        pytest.param(LINES, lines(*[{}] * 7, WRONG), {"n_refused": 0, "fault": "entries with [422]"}, id="wrong line"),
        pytest.param(
            BATCH, json.dumps({"results": [{}] * 8}).encode(), {"n_refused": 0, "fault": None}, id="whole batch"
        ),
    ],
)
def test_answer_is_read_for_what_it_hides(kind: Kind, body: bytes, expected: dict):
    assert read_answer(kind, body) == expected
