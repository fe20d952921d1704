import time

import pytest

from models.decode.contents import content_spans
from tests.unit.models.decode.scores import bracketed


@pytest.mark.parametrize(
    ("sketch", "expected"),
    [
        pytest.param("[“We need rain now,”] she said.", ["“We need rain now,”"], id="marks and tags agree"),
        pytest.param("[“We need rain now,]” she said.", ["“We need rain now,”"], id="closing mark left out"),
        pytest.param("“[We need rain now,”] she said.", ["“We need rain now,”"], id="opening mark left out"),
        pytest.param("“We [need rain now”] she said.", ["“We need rain now”"], id="first word left out"),
        pytest.param("[“We need rain now,” she] said.", ["“We need rain now,” she"], id="word too many stays"),
        pytest.param("[“We need] [rain now”]", ["“We need rain now”"], id="two tagged parts are one"),
        pytest.param("[“We need rain] and” [“sun]” now", ["“We need rain and”", "“sun”"], id="two quoted segments"),
        pytest.param("so “we need rain [now” and] go", ["and"], id="little of the segment: only what is outside"),
        pytest.param("she [said “we] need rain now” so", ["said"], id="little of the segment, from the left"),
        pytest.param("a “very [big] old tree” fell", [], id="little in the middle of a segment"),
        pytest.param("a “tree” fell", [], id="nothing tagged"),
        pytest.param("he [would “fight on” for all]", ["would “fight on” for all"], id="mixed"),
        pytest.param("[that rain would come soon]", ["that rain would come soon"], id="indirect"),
        pytest.param("“We like [‘red’] hats best of all”", [], id="nested marks are not looked at"),
        pytest.param("[“We need rain] now", ["“We need rain"], id="unclosed marks are not looked at"),
        pytest.param("[“We need rain.\n“We need sun.”]", ["“We need rain.", "“We need sun.”"], id="two paragraphs"),
        pytest.param("", [], id="empty"),
    ],
)
def test_contents_agree_with_the_marks(sketch: str, expected: list[str]):
    text, pieces, chain = bracketed(sketch)

    assert [content.span.cut(text) for content in content_spans(chain, pieces)] == expected


def test_content_is_as_sure_as_its_pieces():
    _, pieces, chain = bracketed("[“We need rain]” now")

    [content] = content_spans(chain, pieces)

    assert content.confidence == pytest.approx((4 * 0.95 + 0.1) / 5)


def test_many_segments_take_time_in_line_with_their_number():
    _, pieces, chain = bracketed("[“a”] " * 20_000)

    started = time.process_time()
    contents = content_spans(chain, pieces)

    assert len(contents) == 20_000
    assert time.process_time() - started < 10
