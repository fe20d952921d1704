import dataclasses
import inspect

import pytest

from models import records

RECORDS = [
    kind for _, kind in inspect.getmembers(records, dataclasses.is_dataclass) if kind.__module__ == records.__name__
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_record_is_frozen_and_built_by_name(record):
    assert record.__dataclass_params__.frozen
    assert all(field.kw_only for field in dataclasses.fields(record))


def test_article_needs_its_text_alone():
    article = records.Article(text="Rain.")

    assert dataclasses.asdict(article) == {
        "text": "Rain.",
        "id": None,
        "title": None,
        "url": None,
        "outlet": None,
        "published_at": None,
    }
