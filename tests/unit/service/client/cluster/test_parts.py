"""An archive is cut into the same parts each time."""

import pytest

from service.client.cluster.parts import Part, cut_into_parts, unpack
from service.client.items import Item

PROBLEM = {"title": "Unreadable article", "status": None, "detail": "Line 2 is not JSON."}


def items(*lengths: int) -> list[Item]:
    return [Item(number=n, article={"id": f"a{n}", "text": "ö" * length}) for n, length in enumerate(lengths)]


def parts(*lengths: int, max_articles: int = 3) -> list[Part]:
    return list(cut_into_parts(items(*lengths), file_number=3, max_articles=max_articles))


@pytest.mark.parametrize(
    ("lengths", "sizes"),
    [
        pytest.param([], [], id="no articles"),
        pytest.param([9, 9, 9], [3], id="a full part"),
        pytest.param([9, 9, 9, 9], [3, 1], id="and a rest"),
        pytest.param([2_000_000, 9, 9], [1, 2], id="a long text ends a part"),
        pytest.param([9, 1_999_991, 9], [2, 1], id="and so do many"),
    ],
)
def test_part_holds_so_many_articles_or_so_much_text(lengths: list[int], sizes: list[int]):
    assert [len(unpack(part.items)) for part in parts(*lengths)] == sizes


def test_parts_are_named_by_their_file_and_their_order():
    assert [part.name for part in parts(1, 1, 1, 1)] == ["part-000003-000000", "part-000003-000001"]


def test_parts_are_the_same_each_time():
    assert parts(1, 2, 3) == parts(1, 2, 3)


def test_articles_and_problems_arrive_as_they_were():
    sent = [*items(2), Item(number=1, article={"id": "line-2"}, problem=PROBLEM)]
    [part] = cut_into_parts(sent, file_number=0, max_articles=9)
    assert unpack(part.items) == sent
