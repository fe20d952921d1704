import time

import pytest

from models.text.quote_marks import quoted_segments


def outer(text: str) -> list[str]:
    """The closed segments that stand in no other."""
    return [s.span.cut(text) for s in quoted_segments(text) if s.is_closed and not s.is_nested]


def nested(text: str) -> list[str]:
    return [s.span.cut(text) for s in quoted_segments(text) if s.is_nested]


def unclosed(text: str) -> list[str]:
    return [s.span.cut(text) for s in quoted_segments(text) if not s.is_closed]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("“Tea,” she said.", ["“Tea,”"], id="curly"),
        pytest.param("“Tea,” she said. “Now.”", ["“Tea,”", "“Now.”"], id="broken by its cue"),
        pytest.param('"Tea," she said. "Now."', ['"Tea,"', '"Now."'], id="straight"),
        pytest.param('"Tea" "Now"', ['"Tea"', '"Now"'], id="straight side by side"),
        pytest.param('"Tea!"she said', ['"Tea!"'], id="straight without space after"),
        pytest.param('she said:"Tea"', ['"Tea"'], id="straight after a colon"),
        pytest.param('("Tea")', ['"Tea"'], id="straight in brackets"),
        pytest.param("«Tea», dit-elle.", ["«Tea»"], id="guillemets"),
        pytest.param("« Tea », dit-elle.", ["« Tea »"], id="guillemets with spaces"),
        pytest.param("»Tee«, sagte sie.", ["»Tee«"], id="guillemets pointing inwards"),
        pytest.param("„Tee“, sagte sie. „Jetzt.“", ["„Tee“", "„Jetzt.“"], id="german"),
        pytest.param("„Tee,” sagte sie.", ["„Tee,”"], id="low opener, high closer"),
        pytest.param("”Te”, sade hon.", ["”Te”"], id="swedish"),
        pytest.param("‘Tea,’ she said.", ["‘Tea,’"], id="single curly"),
        pytest.param("'Tea,' she said.", ["'Tea,'"], id="single straight"),
        pytest.param("‘It’s Ann’s tea,’ she said.", ["‘It’s Ann’s tea,’"], id="apostrophes in single curly"),
        pytest.param("'It's Ann's tea,' she said.", ["'It's Ann's tea,'"], id="apostrophes in single straight"),
        pytest.param("the growers’ ‘tea day’ came", ["‘tea day’"], id="plural possessive before single"),
        pytest.param("the growers’ sons’ tea", [], id="plural possessives, curly"),
        pytest.param("the growers' sons' tea", [], id="plural possessives, straight"),
        pytest.param("’Twas in the ’90s", [], id="left-out letters, curly"),
        pytest.param("'Twas in the '90s", [], id="left-out letters, straight"),
        pytest.param("cut ’n’ dried", [], id="short and"),
        pytest.param('a 6" pot and a 5\'10" shelf', [], id="inches and feet"),
        pytest.param('a 6" pot of "green tea"', ['"green tea"'], id="inches before a quotation"),
        pytest.param("“”", ["“”"], id="nothing between curly marks"),
        pytest.param('""', ['""'], id="nothing between straight marks"),
        pytest.param('she said "', [], id="straight mark at the end"),
        pytest.param("”", [], id="closing mark alone"),
        pytest.param("", [], id="empty text"),
        pytest.param("no marks at all", [], id="no marks"),
        pytest.param("‘a’‘b’", ["‘a’", "‘b’"], id="singles side by side"),
    ],
)
def test_closed_segments(text: str, expected: list[str]):
    assert outer(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("“She said ‘go’ to me.”", ["‘go’"], id="curly"),
        pytest.param("\"She said 'go' to me.\"", ["'go'"], id="straight"),
        pytest.param("\"'Go,' she said,\" he told us.", ["'Go,'"], id="right after the outer mark"),
        pytest.param("“She said ‘stop.’”", ["‘stop.’"], id="right before the outer mark"),
        pytest.param("“Yes,” and then ‘no’.", [], id="outside the double marks"),
        pytest.param("“Left ‘over” and’ gone", [], id="across the outer border"),
        pytest.param("“Ours ‘and’ theirs", ["‘and’"], id="inside an unclosed one"),
        pytest.param("“a ‘b’ c” ‘d’ “e ‘f’”", ["‘b’", "‘f’"], id="inside, outside, inside"),
    ],
)
def test_single_marks_inside_double_ones_are_nested(text: str, expected: list[str]):
    assert nested(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("“One.\n“Two.\n“Three.”", ["“One.", "“Two."], id="reopened in each paragraph"),
        pytest.param("“No end here.\nNext line.", ["“No end here."], id="missing close"),
        pytest.param('"one\r\n"two"', ['"one'], id="carriage return ends the paragraph"),
        pytest.param("“one\u2029two”", ["“one"], id="paragraph separator"),
        pytest.param("she said “", ["“"], id="mark at the end of the text"),
        pytest.param("‘no end", [], id="a single mark is an apostrophe then"),
    ],
)
def test_missing_close_holds_to_the_end_of_the_paragraph(text: str, expected: list[str]):
    assert unclosed(text) == expected


def test_segments_come_in_order_and_a_nested_one_after_its_holder():
    text = "“a ‘b’” and “‘c’ d”"

    assert [s.span.cut(text) for s in quoted_segments(text)] == ["“a ‘b’”", "‘b’", "“‘c’ d”", "‘c’"]


def seconds_for(text: str) -> float:
    started = time.process_time()
    quoted_segments(text)
    return time.process_time() - started


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param('"', id="straight double"),
        pytest.param("'", id="straight single"),
        pytest.param("“", id="openers alone"),
        pytest.param("“a ‘b’” ", id="nested pairs"),
        pytest.param("‘a’ “b” ", id="pairs by turns"),
        pytest.param('"\n', id="a mark a paragraph"),
    ],
)
def test_time_grows_in_line_with_the_marks(unit: str):
    some = seconds_for((unit * 100_000)[:100_000])
    many = seconds_for((unit * 200_000)[:200_000])

    assert many < 5 * some + 0.5


def test_all_of_a_large_number_of_pairs_are_found():
    segments = quoted_segments("“a” " * 50_000)

    assert len(segments) == 50_000
    assert all(s.is_closed for s in segments)
