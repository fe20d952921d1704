"""API keys: who may call what lies under `/v1`; all else is open, so that probes and scrapers need no secret.

A request's key is looked at before anything of its body is read.
"""

import hmac
from collections.abc import Sequence
from functools import partial
from hashlib import sha256
from typing import Any

from apispec import APISpec, BasePlugin
from flask import Flask, g, request

from service.errors import WrongKey

GUARDED = "/v1/"
SCHEME = "key"


class AccessPlugin(BasePlugin):
    """Tells in the OpenAPI document what needs a key, and which answers stand before every guarded route."""

    def __init__(self, *, has_keys: bool) -> None:
        self.has_keys = has_keys

    def init_spec(self, spec: APISpec) -> None:
        """Declare the scheme where keys are asked for."""
        if self.has_keys:
            spec.components.security_scheme(SCHEME, {"type": "http", "scheme": "bearer"})

    def operation_helper(self, path: str | None = None, operations: dict[str, Any] | None = None, **_: Any) -> None:
        """Add to the operations of a guarded path."""
        for operation in (operations or {}).values() if path and path.startswith(GUARDED) else ():
            operation["responses"] |= {"401": "UNAUTHORIZED", "429": "TOO_MANY_REQUESTS"}
            if self.has_keys:
                operation["security"] = [{SCHEME: []}]


def ask_for_keys(app: Flask, keys: Sequence[str]) -> None:
    """Let through to guarded routes only who sends one of the keys; everybody when there are none."""
    if keys:
        app.before_request(partial(_check_key, [sha256(key.encode()).digest() for key in keys]))


def is_guarded() -> bool:
    """Whether the request at work goes to a guarded route. Flask itself answers OPTIONS, which browsers send bare."""
    return request.path.startswith(GUARDED) and request.method != "OPTIONS"


def current_caller() -> str:
    """One name a caller: a digest of the key where keys are asked for, else the address."""
    caller: str | None = g.get("caller")
    return caller or f"address:{request.remote_addr}"


def _check_key(digests: Sequence[bytes]) -> None:
    if not is_guarded():
        return
    sent = request.authorization
    token = sent.token if sent and sent.type == "bearer" else None
    digest = sha256((token or "").encode()).digest()
    # All of them are compared, whichever fits: how long it takes tells nothing of the keys.
    fits = [hmac.compare_digest(digest, known) for known in digests]
    if True not in fits:
        raise WrongKey
    g.caller = f"key:{digest.hex()}"
