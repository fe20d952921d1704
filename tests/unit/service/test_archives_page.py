"""The page on archives: its SQL is run as it stands, over a few invented articles, and its arithmetic is done again."""

import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from service.client.rows import SCHEMA, rows_of
from tests.servers import ROOT

PAGE = (ROOT / "service" / "docs" / "archives.md").read_text(encoding="utf-8")
HARBOUR, LAKE, HILL = "The Harbour Post", "Lake Radio", "Hill Gazette"
MIRA, JON = ("Mira Holt", "person", "mayor"), ("Jon Vale", "person", None)
OPEN = "“The harbour will stay open all winter.”"
OPEN_TOO = "“The harbour will stay open all winter,”"
OPEN_IN_PART = "the harbour “will stay open all winter”"


def quotation(number: int, text: str, speaker: tuple[str, str, str | None] | None, outlet: str, relation: str | None):
    name, kind, role = speaker or (None, None, None)
    return {
        "id": f"q{number}",
        "type": "direct",
        "text": text,
        "spans": [{"start": 100 * number, "end": 100 * number + len(text), "text": text}],
        "cue": None,
        "speaker": name and {"name": name, "kind": kind, "role": role, "entity": None, "mention": None},
        "outlet": {
            "name": outlet,
            "domain": None,
            "via": "relay" if relation else "publisher",
            "relation": relation,
            "mention": None,
        },
        "confidence": 0.5,
        "confidences": {"quotation": 0.5, "speaker": 1.0, "outlet": 1.0},
    }


def rows(
    article: str, publisher: str, published_at: str, title: str, *said: tuple[Any, ...], agency: str | None = None
) -> list[dict[str, Any]]:
    """The rows of one article; `said` are a text, a speaker, an outlet and a relation each."""
    result = {
        "id": article,
        "outlet": {"name": publisher, "domain": None, "basis": "given", "confidence": 1.0, "mention": None},
        "agency": agency and {"name": agency, "domain": None, "basis": "byline", "confidence": 1.0, "mention": None},
        "quotes": [quotation(number, *told) for number, told in enumerate(said, start=1)],
        "entities": [],
        "offset_unit": "code_point",
        "model": {"name": "m", "version": "2"},
    }
    return list(rows_of({"id": article, "title": title, "published_at": published_at}, result))


PARTS = {
    "part-000000-000000": [
        *rows(
            "a1",
            HARBOUR,
            "2024-05-01",
            "Harbour vote",
            (OPEN, MIRA, HARBOUR, None),
            ("the money is there", ("a town official", "unnamed", None), HARBOUR, None),
        ),
        *rows(
            "a2",
            LAKE,
            "2024-05-02T01:00:00+02:00",  # still the first of May by UTC
            "Vote",
            (OPEN_TOO, MIRA, "Reuters", "told"),
            ("“Nobody asked the boats.”", JON, LAKE, None),
            ("boats pay too much", JON, LAKE, None),
            agency="Reuters",
        ),
    ],
    "part-000001-000000": [
        *rows(
            "a3",
            HILL,
            "2024-05-03",
            "Cold",
            (OPEN_IN_PART, MIRA, "Reuters", "reported"),
            ("the boats left", None, HILL, None),
        ),
        *rows(
            "a4",
            "Reuters",
            "2024-05-01T12:00:00Z",
            "Port",
            ("“It was full.”", ("a worker", "unnamed", None), "Reuters", None),
        ),
    ],
}


def sql_under(heading: str) -> str:
    """The first block of SQL after this heading."""
    found = re.search(rf"^#+ {re.escape(heading)}\n.*?^```sql\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    assert found is not None, heading
    return found[1]


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A database in a folder that holds the parts under the name that the page gives them."""
    (tmp_path / "quotes").mkdir()
    for name, part in PARTS.items():
        pq.write_table(pa.Table.from_pylist(part, schema=SCHEMA), tmp_path / "quotes" / f"{name}.parquet")
    monkeypatch.chdir(tmp_path)
    with duckdb.connect() as connection:
        connection.execute(sql_under("Five questions"))
        yield connection


ANSWERS = {
    "Who said what about a topic": [
        (date(2024, 5, 1), "Mira Holt", "mayor", OPEN, HARBOUR),
        (date(2024, 5, 1), "a town official", None, "the money is there", HARBOUR),
        (date(2024, 5, 1), "Mira Holt", "mayor", OPEN_TOO, LAKE),
        (date(2024, 5, 3), "Mira Holt", "mayor", OPEN_IN_PART, HILL),
    ],
    "Who is quoted most, by outlet": [
        (HILL, "Mira Holt", 1, 1),
        (LAKE, "Jon Vale", 2, 1),
        (LAKE, "Mira Holt", 1, 1),
        (HARBOUR, "Mira Holt", 1, 1),
    ],
    "Who relays an agency": [(LAKE, 1, 0, 3), (HILL, 0, 1, 0)],
    "Where a quotation was seen first": [(OPEN, HARBOUR, datetime(2024, 5, 1), 3, [HILL, LAKE, HARBOUR])],
    "How many sources have no name, by outlet": [
        ("Reuters", 1, 1, 100.0),
        (HARBOUR, 2, 1, 50.0),
        (HILL, 1, 0, 0.0),
        (LAKE, 3, 0, 0.0),
    ],
}


@pytest.mark.parametrize("question", ANSWERS)
def test_question_has_the_answer_that_was_worked_out_by_hand(database: duckdb.DuckDBPyConnection, question: str):
    assert database.execute(sql_under(question)).fetchall() == ANSWERS[question]


def match(text: str, outlets: list[str], published_at: str | None) -> dict[str, Any]:
    return {
        "id": "m1",
        "text": text,
        "speaker": None,
        "outlets": outlets,
        "quotes": [{"article": f"a{n}", "quote": "q1"} for n, _ in enumerate(outlets)],
        "earliest": published_at and {"article": "a0", "published_at": published_at},
    }


def test_matches_are_read_too(database: duckdb.DuckDBPyConnection, tmp_path: Path):
    matches = [match("“We sail.”", [LAKE, HILL], None), match(OPEN, [HARBOUR, LAKE, HILL], "2024-05-01")]
    (tmp_path / "matches.jsonl").write_text("".join(json.dumps(m) + "\n" for m in matches), encoding="utf-8")
    [question] = re.findall(r"^```sql\n([^`]*'matches.jsonl'.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)

    assert database.execute(question).fetchall() == [
        (OPEN, HARBOUR, "2024-05-01", 3, [HARBOUR, LAKE, HILL]),
        ("“We sail.”", LAKE, None, 2, [LAKE, HILL]),
    ]


def test_there_are_no_other_questions():
    asked = PAGE.partition("## Five questions")[2]
    assert re.findall(r"^### (.*)$", asked, re.MULTILINE) == list(ANSWERS)


def test_rows_can_be_had_in_the_order_of_the_input(database: duckdb.DuckDBPyConnection):
    told = database.execute(sql_under("What it reads and writes")).fetchall()
    article_id, quote_id = map(SCHEMA.names.index, ("article_id", "quote_id"))
    assert [(row[article_id], row[quote_id]) for row in told] == [
        ("a1", "q1"),
        ("a1", "q2"),
        ("a2", "q1"),
        ("a2", "q2"),
        ("a2", "q3"),
        ("a3", "q1"),
        ("a3", "q2"),
        ("a4", "q1"),
    ]


def test_parts_can_be_made_into_large_files(database: duckdb.DuckDBPyConnection, tmp_path: Path):
    [command] = re.findall(r"^```sql\n(COPY .*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    database.execute(command)
    assert pq.read_table(tmp_path / "quotes-large").num_rows == 8


def number(words: str) -> float:
    return float(words.replace(" ", ""))


def test_arithmetic_is_right():
    formula = r"([\d ]+) × (\d+) ÷ ([\d .]+) = (\d+) million {0}seconds = ([\d ]+) {0}hours = ([\d ]+) {0}days"
    shown = re.search(formula.format("processor "), PAGE)
    assert shown is not None
    n_articles, n_words, speed, millions, hours, days = map(number, shown.groups())
    seconds = n_articles * n_words / speed
    assert (round(seconds / 1e6), round(seconds / 3600, -2), round(seconds / 86400)) == (millions, hours, days)


@pytest.mark.parametrize("shown", re.findall(r"([\d ]+) ÷ (\d+) = (\d+) \|", PAGE), ids=" ".join)
def test_division_is_right(shown: tuple[str, str, str]):
    dividend, divisor, quotient = map(number, shown)
    assert abs(dividend / divisor - quotient) < 1
