"""Whatever the text, positions in each unit cut the very words that are given beside them."""

from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from models.records import Article
from models.spans import CharSpan
from models.wire import OffsetUnit, Ruler, result_to_wire
from tests.fakes import MODEL, FakePipeline, full_result

ENCODING = {"utf16": "utf-16-le", "utf8": "utf-8"}
UNIT_BYTES = {"utf16": 2, "utf8": 1}

# All that UTF-8 can carry, with more of what takes several units than chance would give.
texts = st.text(st.characters(codec="utf-8") | st.sampled_from("“”’é\u0301\u00a0\u00ad\x00\r\n👩🏽‍🚒𝔸")).filter(len)
units = st.sampled_from(["code_point", "utf16", "utf8"])


def cut(text: str, *, start: int, end: int, unit: OffsetUnit) -> str:
    """What a caller that counts in this unit reads between two positions."""
    if unit == "code_point":
        return text[start:end]
    width = UNIT_BYTES[unit]
    return text.encode(ENCODING[unit])[start * width : end * width].decode(ENCODING[unit])


def places(value: Any) -> Iterator[dict[str, Any]]:
    """Every object with positions in an answer."""
    if isinstance(value, dict):
        if "start" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for member in value:
            yield from places(member)


@given(text=texts, ends=st.tuples(st.integers(0), st.integers(0)), unit=units)
def test_placed_span_is_cut_by_its_positions(text: str, ends: tuple[int, int], unit: OffsetUnit):
    start, end = sorted((ends[0] % (len(text) + 1), ends[1] % (len(text) + 1)))
    span = CharSpan(start=start, end=end) if start < end else CharSpan(start=0, end=len(text))

    placed = Ruler.of(text, unit=unit).place(span)

    assert cut(text, start=placed["start"], end=placed["end"], unit=unit) == placed["text"] == span.cut(text)


@given(text=texts.filter(lambda text: len(text) >= 10), unit=units)
def test_every_place_of_an_answer_is_cut_by_its_positions(text: str, unit: OffsetUnit):
    answer = result_to_wire(full_result(text), article=Article(text=text), model=MODEL, unit=unit)

    found = list(places(answer))

    assert len(found) == 8
    assert all(cut(text, start=p["start"], end=p["end"], unit=unit) == p["text"] for p in found)


@given(text=texts)
def test_units_differ_in_positions_alone(text: str):
    article = Article(text=text)
    [result] = FakePipeline().attribute([article])

    words = [
        [place["text"] for place in places(result_to_wire(result, article=article, model=MODEL, unit=unit))]
        for unit in ("code_point", "utf16", "utf8")
    ]

    assert words[0] == words[1] == words[2]
