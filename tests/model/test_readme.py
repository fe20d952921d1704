"""The answer that the README shows is the one that the bundled model gives."""

import json
import re
from typing import Any

from models.evaluation.loading import BUNDLED_WEIGHTS
from models.records import Article
from models.wire import result_to_wire
from tests.model.bundled import bundled_pipeline

README = (BUNDLED_WEIGHTS.parents[1] / "README.md").read_text("utf-8")


def shown(pattern: str) -> dict[str, Any]:
    found = re.search(pattern, README, re.DOTALL)
    assert found is not None
    block: dict[str, Any] = json.loads(found[1])
    return block


def without_confidences(answer: dict[str, Any]) -> dict[str, Any]:
    quotes = [{k: v for k, v in q.items() if not k.startswith("confidence")} for q in answer["quotes"]]
    return {**answer, "quotes": quotes}


def test_shown_answer_is_given():
    article = Article(**shown(r"-d '\n(\{.*?\})\n'"))
    pipeline = bundled_pipeline()
    [result] = pipeline.attribute([article])
    given = result_to_wire(result, article=article, model=pipeline.model)
    expected = shown(r"```json\n(.*?)\n```")
    assert without_confidences(json.loads(json.dumps(given))) == without_confidences(expected)
    for ours, theirs in zip(given["quotes"], expected["quotes"], strict=True):
        assert abs(ours["confidence"] - theirs["confidence"]) < 0.02
