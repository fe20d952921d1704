"""How often one caller may ask, who counts as one, and that counting never stops the service."""

import socket
import time

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from tests.fakes import FakePipeline, make_settings

KEYS = ("key-of-the-first-caller", "key-of-the-second-one")


def client_of(**settings) -> FlaskClient:
    return create_app(make_settings(**settings), FakePipeline()).test_client()


def ask(client: FlaskClient, *, key: str = "", address: str = "192.0.2.1", forwarded: str = "") -> int:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    headers |= {"X-Forwarded-For": forwarded} if forwarded else {}
    return client.get("/v1/model", headers=headers, environ_overrides={"REMOTE_ADDR": address}).status_code


def test_without_a_rate_nobody_is_counted():
    client = client_of()

    assert {ask(client) for _ in range(50)} == {200}


def test_one_too_many_is_told_when_to_come_back():
    client = client_of(rate_limit="1 per minute")
    client.get("/v1/model")

    response = client.get("/v1/model")

    assert response.status_code == 429
    assert response.mimetype == "application/problem+json"
    assert list(response.get_json(force=True)) == ["type", "title", "status", "detail", "errors", "request_id"]
    assert 55 <= int(response.headers["Retry-After"]) <= 61


def test_caller_may_go_on_after_the_time_it_was_told():
    client = client_of(rate_limit="1 per second")
    client.get("/v1/model")
    wait_s = int(client.get("/v1/model").headers["Retry-After"])
    time.sleep(wait_s)

    assert client.get("/v1/model").status_code == 200


def test_all_guarded_routes_count_together():
    client = client_of(rate_limit="2 per minute")

    paths = ("/v1/quotes", "/v1/quotes/batch", "/v1/quotes")

    assert [client.post(path, json={}).status_code for path in paths] == [422, 422, 429]


def test_the_tightest_of_several_rates_holds():
    client = client_of(rate_limit="3 per minute; 2 per hour")

    assert [ask(client) for _ in range(3)] == [200, 200, 429]


@pytest.mark.parametrize("path", ["/", "/livez", "/readyz", "/openapi.json"])
def test_open_routes_count_for_nobody(path: str):
    client = client_of(rate_limit="1 per minute")

    assert {client.get(path).status_code for _ in range(3)} == {200}


def test_addresses_are_counted_apart():
    client = client_of(rate_limit="1 per minute")

    assert [ask(client, address=a) for a in ("192.0.2.1", "192.0.2.2", "192.0.2.1")] == [200, 200, 429]


def test_keys_are_counted_apart_wherever_they_come_from():
    client = client_of(rate_limit="1 per minute", api_keys=KEYS)

    assert [ask(client, key=key) for key in KEYS] == [200, 200]
    assert ask(client, key=KEYS[0], address="192.0.2.9") == 429


def test_key_that_nobody_asked_for_makes_no_other_caller():
    client = client_of(rate_limit="1 per minute")

    assert [ask(client, key=key) for key in KEYS] == [200, 429]


def test_wrong_keys_use_up_nobodys_rate():
    client = client_of(rate_limit="1 per minute", api_keys=KEYS)

    assert [ask(client), ask(client, key="key-of-nobody-at-all"), ask(client, key=KEYS[0])] == [401, 401, 200]


@pytest.mark.parametrize(
    ("proxies", "expected"),
    [
        pytest.param(0, [200, 429, 429], id="none is trusted"),
        pytest.param(1, [200, 200, 429], id="the last hop's word counts"),
        pytest.param(2, [200, 429, 200], id="the word of the hop before"),
    ],
)
def test_address_is_what_trusted_proxies_say(proxies: int, expected: list[int]):
    client = client_of(rate_limit="1 per minute", trusted_proxies=proxies)
    forwarded = ("198.51.100.7, 203.0.113.1", "198.51.100.7, 203.0.113.2", "198.51.100.8, 203.0.113.1")

    assert [ask(client, forwarded=words) for words in forwarded] == expected


@pytest.fixture
def dead_storage() -> str:
    """The address of a Redis that is not there."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return f"redis://127.0.0.1:{listener.getsockname()[1]}"


def test_storage_that_is_away_is_replaced_by_memory(dead_storage: str):
    client = client_of(rate_limit="2 per minute", rate_storage_url=dead_storage)

    assert [ask(client) for _ in range(3)] == [200, 200, 429]


def test_storage_that_hangs_holds_a_request_for_a_moment_only():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        client = client_of(rate_limit="2 per minute", rate_storage_url=f"redis://127.0.0.1:{listener.getsockname()[1]}")
        began_s = time.monotonic()
        statuses = [ask(client) for _ in range(3)]

    assert statuses == [200, 200, 429]
    assert time.monotonic() - began_s < 5
