import pytest

from service.schemas.messages import flatten


@pytest.mark.parametrize(
    ("messages", "flat"),
    [
        pytest.param({"text": ["Missing."]}, {"text": ["Missing."]}, id="field"),
        pytest.param({"types": {1: ["Unknown."]}}, {"types.1": ["Unknown."]}, id="member of a list"),
        pytest.param({"_schema": ["Invalid."]}, {"body": ["Invalid."]}, id="the whole body"),
        pytest.param({"a": {"_schema": ["Invalid."]}}, {"a": ["Invalid."]}, id="the whole of a field"),
        pytest.param({"k" * 999: ["Unknown."]}, {"k" * 64: ["Unknown."]}, id="endless name is cut"),
        pytest.param({"\ud800": ["Unknown."]}, {"?": ["Unknown."]}, id="name that UTF-8 cannot carry"),
    ],
)
def test_messages_stand_by_dotted_path(messages: object, flat: dict[str, list[str]]):
    assert flatten(messages) == flat
