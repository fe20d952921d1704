"""Whom the headline alone names is no speaker that the text could not show."""

import pytest

from models.records import Article
from tests.model.bundled import bundled_pipeline


@pytest.mark.parametrize(
    ("title", "text"),
    [
        pytest.param("Ada Moor and Ben Moor go to court", "“We will appeal,” Moor said.", id="two of one family name"),
        pytest.param("Ada Moor and Ben Moor go to court", "“We will appeal,” she said.", id="nobody in the text"),
        pytest.param("Ada Moor goes to court", "“We will appeal,” Ben Moor said. “Soon.”", id="somebody else"),
        pytest.param("Lake Fund and Lake Board agree", "“We agree,” Lake said. The Lake Fund is old.", id="bodies"),
    ],
)
def test_speaker_is_named_in_the_text(title: str, text: str):
    [result] = bundled_pipeline().attribute([Article(text=text, title=title)])
    ids = {entity.id for entity in result.entities}
    assert result.quotations
    assert all(q.speaker is None or q.speaker.entity is None or q.speaker.entity in ids for q in result.quotations)
