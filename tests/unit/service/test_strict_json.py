import pytest

from service.errors import BadJson
from service.strict_json import read_json


@pytest.mark.parametrize(
    ("body", "value"),
    [
        pytest.param(b'{"text": "a"}', {"text": "a"}, id="object"),
        pytest.param("“é😀”".encode().join([b'"', b'"']), "“é😀”", id="words beyond ASCII"),
        pytest.param(b'\xef\xbb\xbf"a"', "a", id="byte order mark"),
        pytest.param(rb'"\u0000"', "\x00", id="NUL"),
        pytest.param(rb'"\ud83d\ude00"', "😀", id="surrogate pair"),
    ],
)
def test_json_is_read(body: bytes, value: object):
    assert read_json(body) == value


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param(b"", "not JSON", id="empty"),
        pytest.param(b'{"text": ', "not JSON at line 1, column 10", id="cut off"),
        pytest.param(b'"\xff"', "not UTF-8 at byte 1", id="broken UTF-8"),
        pytest.param('"é"'.encode("utf-16"), "not UTF-8", id="UTF-16"),
        pytest.param('"é"'.encode("latin-1"), "not UTF-8", id="Latin-1"),
        pytest.param(b'{"a": 1, "a": 2}', "same key twice", id="key given twice"),
        pytest.param(b'[{"b": {"a": 1, "a": 1}}]', "same key twice", id="key given twice further in"),
        pytest.param(b"NaN", "NaN", id="not a number"),
        pytest.param(b"[-Infinity]", "Infinity", id="infinity"),
        pytest.param(b"[" * 100_000, "nested too deep", id="deep list"),
        pytest.param(b'{"a":' * 100_000, "nested too deep", id="deep object"),
        pytest.param(b"9" * 5000, "number that is too long", id="endless number"),
    ],
)
def test_what_is_no_json_for_all_is_refused(body: bytes, reason: str):
    with pytest.raises(BadJson, match=reason):
        read_json(body)


def test_refusal_does_not_repeat_the_body():
    with pytest.raises(BadJson) as caught:
        read_json(b'{"text": "secret words" "more"}')

    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None
