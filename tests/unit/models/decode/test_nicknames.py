"""Given name, nickname in marks and surname are one name, whatever the tags make of the marks."""

from dataclasses import replace

import pytest

from models.decode.nicknames import joined_nicknames
from tests.unit.models.stand_ins import marked_names


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param('[Ada C.] "[Addie" Moor] won', ['Ada C. "Addie" Moor'], id="the mark inside the second part"),
        pytest.param("[Ada] “[Addie]” [Moor] won", ["Ada “Addie” Moor"], id="three parts"),
        pytest.param('[Ada C. "Addie]" [Moor] won', ['Ada C. "Addie" Moor'], id="the mark inside the first part"),
        pytest.param('[Ida], [Ada] "[Addie" Moor], [Ben]', ["Ida", 'Ada "Addie" Moor', "Ben"], id="between others"),
        pytest.param('[Ada "Addie" Moor] won', ['Ada "Addie" Moor'], id="one span already"),
        pytest.param('[Ada] said "[Moor" Hill]', ["Ada", 'Moor" Hill'], id="a word between"),
        pytest.param("[Ada] [Moor]", ["Ada", "Moor"], id="no nickname"),
        pytest.param('[Ada] "[organization|Addie]" [Moor]', ["Ada", "Addie", "Moor"], id="not of a person"),
        pytest.param('[Ada] "[Addie]"', ["Ada", "Addie"], id="no surname"),
        pytest.param("", [], id="no names"),
    ],
)
def test_parts_of_a_name_with_a_nickname_are_joined(marked: str, expected: list[str]):
    text, names = marked_names(marked)

    joined = joined_nicknames(text, names)

    assert [name.span.cut(text) for name in joined] == expected
    assert [(name.pieces.first, name.pieces.last + 1) for name in joined] == [
        (name.span.start, name.span.end) for name in joined
    ]


def test_joined_name_is_as_sure_as_its_least_sure_part():
    text, names = marked_names('[Ada] "[Addie" Moor]')

    [joined] = joined_nicknames(text, [names[0], replace(names[1], confidence=0.25)])

    assert joined.confidence == 0.25
