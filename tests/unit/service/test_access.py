"""Keys: who is let through to what, and what those hear who are not."""

from base64 import b64encode

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from tests.fakes import FakePipeline, make_settings

NEW = "n3w-key-of-all-callers"
OLD = "0ld-key-of-all-callers"
ASK = {"text": "“We won,” said Mia."}
OPEN = ("/", "/livez", "/readyz", "/openapi.json")


@pytest.fixture(scope="module")
def app():
    return create_app(make_settings(api_keys=(NEW, OLD)), FakePipeline())


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


@pytest.mark.parametrize("key", [NEW, OLD])
def test_any_of_the_keys_opens(client: FlaskClient, key: str):
    assert client.post("/v1/quotes", json=ASK, headers=bearer(key)).status_code == 200


def test_scheme_is_known_in_any_case(client: FlaskClient):
    assert client.get("/v1/model", headers={"Authorization": f"bearer {NEW}"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="none"),
        pytest.param({"Authorization": ""}, id="empty"),
        pytest.param({"Authorization": NEW}, id="without its scheme"),
        pytest.param({"Authorization": "Bearer"}, id="scheme alone"),
        pytest.param(bearer("another-key-of-nobody"), id="unknown"),
        pytest.param(bearer(NEW[:-1]), id="all but its last character"),
        pytest.param(bearer(f"{NEW}x"), id="a character too many"),
        pytest.param(bearer(NEW.upper()), id="in other case"),
        pytest.param(bearer(f"{NEW},{OLD}"), id="all at once"),
        pytest.param(bearer(f"key={NEW}"), id="as a parameter"),
        pytest.param(bearer("k\xe9y-of-all-callers"), id="not ASCII"),
        pytest.param({"Authorization": "Basic " + b64encode(f":{NEW}".encode()).decode()}, id="as a password"),
        pytest.param({"X-Api-Key": NEW}, id="in another header"),
    ],
)
def test_anything_else_is_refused_with_a_challenge(client: FlaskClient, headers: dict[str, str]):
    response = client.post("/v1/quotes", json=ASK, headers=headers)

    assert response.status_code == 401
    assert response.mimetype == "application/problem+json"
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert "key" not in str(response.get_json(force=True)["errors"])


@pytest.mark.parametrize("path", OPEN)
def test_open_route_asks_for_no_key(client: FlaskClient, path: str):
    assert client.get(path).status_code == 200


def test_every_route_is_open_by_name_or_asks_for_a_key(app, client: FlaskClient):
    closed = set()
    for rule in app.url_map.iter_rules():
        for method in rule.methods - {"OPTIONS"}:
            if client.open(rule.rule, method=method).status_code == 401:
                closed.add(rule.rule)

    assert closed == {rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/v1/")}
    assert closed >= {"/v1/quotes", "/v1/quotes/batch", "/v1/model"}


@pytest.mark.parametrize("path", ["/v1/nothing", "/v1/quotes/", "/v1/quotes/../model"])
def test_without_a_key_nobody_learns_what_there_is(client: FlaskClient, path: str):
    assert client.get(path).status_code == 401


@pytest.mark.parametrize("path", ["//v1/model", "/v1//model", "/./v1/model", "/%76%31/model", "/V1/model"])
def test_no_other_spelling_of_an_address_leads_past_the_key(client: FlaskClient, path: str):
    assert client.get(path, follow_redirects=True).status_code in {401, 404}


def test_key_is_looked_at_before_the_body(client: FlaskClient):
    class Unreadable:
        def read(self, *_args: object) -> bytes:
            raise AssertionError("the body was read")

    response = client.post(
        "/v1/quotes",
        content_type="application/json",
        headers=bearer(OLD[1:]),
        environ_overrides={"wsgi.input": Unreadable(), "CONTENT_LENGTH": "50"},
    )

    assert response.status_code == 401


def test_document_says_what_needs_a_key(client: FlaskClient):
    document = client.get("/openapi.json").get_json()
    secured = {
        path: "security" in operation for path, item in document["paths"].items() for operation in [*item.values()]
    }

    assert document["components"]["securitySchemes"] == {"key": {"type": "http", "scheme": "bearer"}}
    assert secured == {path: path.startswith("/v1/") for path in document["paths"]}


def test_document_of_a_service_without_keys_asks_for_none():
    client = create_app(make_settings(), FakePipeline()).test_client()

    document = client.get("/openapi.json").get_json()

    assert "securitySchemes" not in document["components"]
    assert "security" not in document["paths"]["/v1/quotes"]["post"]


def test_guarded_routes_document_their_refusals(client: FlaskClient):
    paths = client.get("/openapi.json").get_json()["paths"]
    told = {path: {"401", "429"} <= set(op["responses"]) for path, item in paths.items() for op in item.values()}

    assert told == {path: path.startswith("/v1/") for path in paths}


def test_all_keys_are_compared_whichever_fits(app, client: FlaskClient, monkeypatch: pytest.MonkeyPatch):
    compared = []

    def compare(one: bytes, other: bytes) -> bool:
        compared.append(other)
        return one == other

    monkeypatch.setattr("service.access.hmac.compare_digest", compare)
    client.get("/v1/model", headers=bearer(NEW))

    assert len(compared) == 2
