import pytest

from models.spans import CharSpan
from models.text.pieces import CASE_SHAPES, LINE_BREAKS, QUOTE_MARKS, QUOTE_STATES, PieceCutter
from tests.unit.models.text.cutters import real_cutter, word_pieces


@pytest.fixture(scope="module")
def cutter() -> PieceCutter:
    return real_cutter()


def words_of(cutter: PieceCutter, text: str) -> list[str]:
    """What the pieces cut from the text."""
    pieces = cutter.cut(text)
    return [text[start:end] for start, end in zip(pieces.starts, pieces.ends, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The mayor said", ["The", "mayor", "said"], id="plain"),
        pytest.param("Zürich's", ["Zürich", "'", "s"], id="accent and possessive"),
        pytest.param("E\u0301tude now", ["E\u0301t", "ude", "now"], id="combining mark"),
        pytest.param("👩🏽\u200d🚒 won", ["👩🏽\u200d🚒", "won"], id="emoji of several code points"),
        pytest.param("a\u00a0b", ["a", "b"], id="non-breaking space"),
        pytest.param("co\u00adop", ["co\u00adop"], id="soft hyphen"),
        pytest.param("\u200bx\ufeffy", ["x", "y"], id="characters without width"),
        pytest.param("北京 says", ["北", "京", "says"], id="chinese"),
        pytest.param("한국 says", ["한", "국", "says"], id="korean syllables stay whole"),
        pytest.param("a\x00b", ["a\x00b"], id="null"),
        pytest.param("İstanbul", ["İstanbul"], id="letter that grows in lower case"),
        pytest.param("x" * 300, ["x" * 300], id="endless word"),
        pytest.param("“Hi”", ["“", "Hi", "”"], id="quotation marks"),
        pytest.param("a [MASK] b", ["a", "[", "MASK", "]", "b"], id="special piece as written"),
        pytest.param(" \n\u00a0\t", [], id="white space"),
        pytest.param("", [], id="empty"),
    ],
)
def test_pieces_keep_the_words_of_the_text(cutter: PieceCutter, text: str, expected: list[str]):
    assert words_of(cutter, text) == expected


def test_whole_article_is_cut(cutter: PieceCutter):
    assert len(cutter.cut("word " * 3000)) == 3000


def test_special_pieces_written_in_a_text_are_not_special(cutter: PieceCutter):
    specials = {cutter.special_id(token) for token in ("[CLS]", "[SEP]", "[PAD]", "[MASK]")}

    assert specials.isdisjoint(cutter.cut("[CLS] [SEP] [PAD] [MASK]").ids.tolist())


def test_unknown_special_piece_is_a_key_error(cutter: PieceCutter):
    with pytest.raises(KeyError, match=r"\[NONE\]"):
        cutter.special_id("[NONE]")


def feature(cutter: PieceCutter, text: str, column: int, names: tuple[str, ...]) -> list[str]:
    return [names[value] for value in cutter.cut(text).features[:, column]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("it", "lower", id="lower"),
        pytest.param("Paris", "title", id="title"),
        pytest.param("USA", "upper", id="upper"),
        pytest.param("É", "upper", id="one capital with an accent"),
        pytest.param("iPhone", "mixed", id="capital inside"),
        pytest.param("McCain", "mixed", id="two capitals"),
        pytest.param("7", "digit", id="number"),
        pytest.param("3rd", "digit", id="digit and letters"),
        pytest.param("北", "other", id="letter without case"),
        pytest.param(",", "none", id="no letter"),
    ],
)
def test_case_shape(cutter: PieceCutter, text: str, expected: str):
    assert feature(cutter, text, 0, CASE_SHAPES) == [expected]


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        pytest.param("“", "open double", id="curly opener"),
        pytest.param("„", "open double", id="low opener"),
        pytest.param("«", "open double", id="guillemet opener"),
        pytest.param("”", "close double", id="curly closer"),
        pytest.param("»", "close double", id="guillemet closer"),
        pytest.param('"', "straight double", id="straight double"),
        pytest.param("‘", "open single", id="single opener"),
        pytest.param("’", "close single", id="single closer"),
        pytest.param("'", "straight single", id="straight single"),
        pytest.param("a", "none", id="letter"),
    ],
)
def test_quotation_mark(cutter: PieceCutter, mark: str, expected: str):
    assert feature(cutter, mark, 1, QUOTE_MARKS) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "so “tea ‘now’” go",
            ["outside", "at opening", "inside", *["inside nested"] * 3, "at closing", "outside"],
            id="nested",
        ),
        pytest.param("“tea now", ["at opening", "inside", "inside"], id="unclosed"),
        pytest.param("“tea\ngo", ["at opening", "inside", "outside"], id="unclosed, next paragraph"),
    ],
)
def test_quotation_state(cutter: PieceCutter, text: str, expected: list[str]):
    assert feature(cutter, text, 2, QUOTE_STATES) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("tea go", ["paragraph", "none"], id="one line"),
        pytest.param("tea\ngo", ["paragraph", "line"], id="line"),
        pytest.param("tea\r\ngo", ["paragraph", "line"], id="line with a carriage return"),
        pytest.param("tea\n \ngo", ["paragraph", "paragraph"], id="blank line"),
        pytest.param("tea\u2029go", ["paragraph", "line"], id="paragraph separator"),
    ],
)
def test_line_break_before_a_piece(cutter: PieceCutter, text: str, expected: list[str]):
    assert feature(cutter, text, 3, LINE_BREAKS) == expected


def test_text_without_pieces_has_features_without_rows(cutter: PieceCutter):
    assert cutter.cut(" ").features.shape == (0, 4)


def test_pieces_carry_the_quoted_segments(cutter: PieceCutter):
    [segment] = cutter.cut("so “tea” go").quoted

    assert segment.span == CharSpan(3, 8)


def test_span_reaches_from_the_first_piece_to_the_last():
    assert word_pieces("so much tea").span(first=1, last=2) == CharSpan(3, 11)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param(0, 2, range(1), id="one word"),
        pytest.param(1, 4, range(2), id="parts of two words"),
        pytest.param(2, 3, range(1, 1), id="white space"),
        pytest.param(2, 4, range(1, 2), id="white space and a letter"),
        pytest.param(0, 11, range(3), id="everything"),
        pytest.param(11, 12, range(3, 3), id="behind the last piece"),
    ],
)
def test_within_gives_the_pieces_that_share_a_code_point(start: int, end: int, expected: range):
    assert word_pieces("so much tea ").within(CharSpan(start, end)) == expected
