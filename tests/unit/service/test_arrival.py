"""When nothing more of a request has to be waited for."""

import pytest

from service.arrival import Arrival

GET = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: a\r\n"
SIZED = POST + b"Content-Length: 5\r\n\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"


def arrival_of(*parts: bytes, max_body_bytes: int = 10) -> Arrival:
    arrival = Arrival(max_body_bytes=max_body_bytes, deadline_s=0.0)
    for part in parts:
        arrival.add(part)
    return arrival


@pytest.mark.parametrize(
    "request_bytes",
    [
        pytest.param(GET, id="no body"),
        pytest.param(SIZED + b"abcde", id="length"),
        pytest.param(POST + b"content-length:5\r\n\r\nabcde", id="length in small letters"),
        pytest.param(CHUNKED + b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", id="chunks"),
        pytest.param(CHUNKED + b"3;a=b\r\nabc\r\n00\r\n\r\n", id="chunk with an extension"),
        pytest.param(CHUNKED + b"A\r\n\r\n0\r\n\r\n0\r\n\r\n0\r\n\r\n", id="chunk that looks like the end"),
        pytest.param(CHUNKED + b"3\r\nabc\r\n0\r\nDigest: x\r\n\r\n", id="trailers"),
    ],
)
def test_request_is_whole_with_its_last_byte_and_not_before(request_bytes: bytes):
    one_by_one = [request_bytes[i : i + 1] for i in range(len(request_bytes))]

    assert not arrival_of(*one_by_one[:-1]).is_over
    assert arrival_of(*one_by_one).is_whole
    assert arrival_of(request_bytes).is_over


def test_what_follows_a_request_is_kept():
    arrival = arrival_of(SIZED + b"abcde" + GET)

    assert arrival.is_whole
    assert arrival.received.endswith(GET)


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param([POST + b"Content-Length: 11\r\n\r\n"], id="length over the limit"),
        pytest.param([CHUNKED + b"b\r\n"], id="chunk over the limit"),
        pytest.param([CHUNKED + b"6\r\nabcdef\r\n", b"6\r\n"], id="chunks over the limit together"),
        pytest.param([CHUNKED + b"x\r\n"], id="no chunk size"),
        pytest.param([CHUNKED + b"\r\n"], id="empty chunk size"),
        pytest.param([CHUNKED + b"1" * 9_000], id="endless chunk size"),
        pytest.param([CHUNKED + b"0\r\n" + b"a" * 9_000], id="endless trailer"),
        pytest.param([b"GET / HTTP/1.1\r\n", b"a: b\r\n" * 30_000], id="endless head"),
    ],
)
def test_what_will_be_refused_is_not_waited_for(parts: list[bytes]):
    arrival = arrival_of(*parts)

    assert arrival.is_over
    assert not arrival.is_whole


def test_caller_that_asks_before_it_sends_is_invited():
    head = POST + b"Expect: 100-continue\r\nContent-Length: 5\r\n\r\n"

    assert arrival_of(head).must_be_invited
    assert not arrival_of(head, b"a").must_be_invited
    assert not arrival_of(head.replace(b"5", b"11")).must_be_invited
    assert not arrival_of(SIZED).must_be_invited
