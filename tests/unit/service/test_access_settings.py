"""The settings of keys, rates, proxies and origins: what is taken, and that a refusal keeps secrets to itself."""

import pytest

from service.settings import SettingsError, read_settings

LONG = "k3y-of-the-first-caller"
OTHER = "k3y/of+the~second.caller=="
pytestmark = pytest.mark.usefixtures("own_environment")


def test_nothing_is_asked_of_callers_by_default():
    settings = read_settings()

    assert (settings.api_keys, settings.rate_limit, settings.cors_origins, settings.trusted_proxies) == ((), "", (), 0)


def test_several_keys_are_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("QUOTES_API_KEYS", f" {LONG}, {OTHER} ")

    assert read_settings().api_keys == (LONG, OTHER)


def test_sixteen_characters_are_enough(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("QUOTES_API_KEYS", "sixteen-letters.")

    assert read_settings().api_keys == ("sixteen-letters.",)


def test_no_repr_holds_a_secret(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("QUOTES_API_KEYS", LONG)
    monkeypatch.setenv("QUOTES_RATE_STORAGE_URL", "redis://:hidden-password@127.0.0.1")

    shown = repr(read_settings())

    assert LONG not in shown
    assert "hidden-password" not in shown


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("", id="empty"),
        pytest.param("  ", id="blank"),
        pytest.param(f"{LONG},", id="a comma too many"),
        pytest.param(f"{LONG}, ,{OTHER}", id="a blank one among good ones"),
        pytest.param("fifteen-symbols", id="too short"),
        pytest.param(f"{LONG} {OTHER}", id="a space in it"),
        pytest.param(f"{LONG}é", id="not fit for a header"),
        pytest.param(f"{LONG}=a", id="sign of equality inside"),
    ],
)
def test_unfit_keys_are_a_fault_that_does_not_show_them(monkeypatch: pytest.MonkeyPatch, value: str):
    monkeypatch.setenv("QUOTES_API_KEYS", value)

    with pytest.raises(SettingsError) as caught:
        read_settings()

    assert list(caught.value.faults) == ["QUOTES_API_KEYS"]
    assert "caller" not in str(caught.value)
    assert "fifteen" not in str(caught.value)


@pytest.mark.parametrize("value", ["60 per minute", "5/second; 1000/day", "1 per 2 hour", "", " "])
def test_rate_is_taken(monkeypatch: pytest.MonkeyPatch, value: str):
    monkeypatch.setenv("QUOTES_RATE_LIMIT", value)

    assert read_settings().rate_limit == value


@pytest.mark.parametrize(
    "value", ["sixty per minute", "60", "60 per fortnight", "0 per minute", "5/second, or so", "-1/day"]
)
def test_what_is_no_rate_is_a_fault(monkeypatch: pytest.MonkeyPatch, value: str):
    monkeypatch.setenv("QUOTES_RATE_LIMIT", value)

    with pytest.raises(SettingsError, match="QUOTES_RATE_LIMIT"):
        read_settings()


@pytest.mark.parametrize("value", ["memory://", "redis://127.0.0.1:6379/1", "rediss://:word@cache.example"])
def test_storage_is_taken(monkeypatch: pytest.MonkeyPatch, value: str):
    monkeypatch.setenv("QUOTES_RATE_STORAGE_URL", value)

    assert read_settings().rate_storage_url == value


@pytest.mark.parametrize("value", ["", "redis", "memcached://hidden-word@127.0.0.1", "redis://"])
def test_other_storage_is_a_fault(monkeypatch: pytest.MonkeyPatch, value: str):
    monkeypatch.setenv("QUOTES_RATE_STORAGE_URL", value)

    with pytest.raises(SettingsError, match="QUOTES_RATE_STORAGE_URL") as caught:
        read_settings()

    assert "hidden-word" not in str(caught.value)


def test_redis_without_its_client_is_a_fault_that_names_the_remedy(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("service.setting_checks.find_spec", lambda _name: None)
    monkeypatch.setenv("QUOTES_RATE_STORAGE_URL", "redis://127.0.0.1")

    with pytest.raises(SettingsError, match=r"quote-attribution\[redis\]"):
        read_settings()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("*", ("*",), id="any"),
        pytest.param(
            "https://a.example, http://localhost:3000", ("https://a.example", "http://localhost:3000"), id="two"
        ),
        pytest.param("http://[::1]:3000", ("http://[::1]:3000",), id="IPv6"),
        pytest.param("", (), id="off"),
    ],
)
def test_origins_are_taken(monkeypatch: pytest.MonkeyPatch, value: str, expected: tuple[str, ...]):
    monkeypatch.setenv("QUOTES_CORS_ORIGINS", value)

    assert read_settings().cors_origins == expected


@pytest.mark.parametrize(
    "value",
    ["https://a.example/", "a.example", "https://a.example/page", "https://*.example", "*, https://a.example", "null"],
)
def test_what_no_browser_sends_as_origin_is_a_fault(monkeypatch: pytest.MonkeyPatch, value: str):
    monkeypatch.setenv("QUOTES_CORS_ORIGINS", value)

    with pytest.raises(SettingsError, match="QUOTES_CORS_ORIGINS"):
        read_settings()


def test_proxies_are_not_fewer_than_none(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("QUOTES_TRUSTED_PROXIES", "-1")

    with pytest.raises(SettingsError, match="QUOTES_TRUSTED_PROXIES"):
        read_settings()
