"""What stands before a dateline's dash is a place; other names keep their kind."""

import pytest

from models.decode.datelines import placed_datelines
from tests.unit.models.stand_ins import marked_names


@pytest.mark.parametrize(
    ("marked", "kinds"),
    [
        pytest.param("[HILLTON] — The council met.", ["location"], id="person"),
        pytest.param("[organization|BÉZIERS] – The agency", ["location"], id="body with an accent"),
        pytest.param("[HILLTON, Lakes] (LW) -- A bridge", ["location"], id="credit after the place"),
        pytest.param("[HILLTON], May 3 ([outlet|LW]) - “Rain,”", ["location", "outlet"], id="date and credit"),
        pytest.param("Bridge opens\nBy [Ada Moor]\n\n[HILLTON] — It", ["person", "location"], id="after a byline"),
        pytest.param("[HILLTON] — [Ada Moor] came.", ["location", "person"], id="what follows the dash stays"),
        pytest.param("[outlet|HILL POST] — The council", ["outlet"], id="outlet"),
        pytest.param("[Ada Moor] — The council", ["person"], id="small letters"),
        pytest.param("[organization|LWB] — which met", ["organization"], id="the sentence goes on"),
        pytest.param("[HILLTON] met [LAKETON] — The", ["location", "location"], id="both before the dash"),
        pytest.param("a\nb\nc\nd\n[HILLTON] — The", ["person"], id="deep in the text"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_names_before_the_dash_are_places(marked: str, kinds: list[str]):
    text, names = marked_names(marked)

    placed = placed_datelines(text, names)

    assert [name.kind for name in placed] == kinds
    assert [name.span for name in placed] == [name.span for name in names]
