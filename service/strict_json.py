"""Bytes → JSON values, refusing all that two readers could understand differently."""

import json
import re
from typing import Any, NoReturn

from service.errors import BadJson

_STRING = re.compile(rb'"(?:[^"\\\n]++|\\.)*+"?')
_FEW_BYTES = 65_536


def check_n_values(body: bytes, *, most: int) -> None:
    """Raises BadJson for a document, or lines of such, with more values than these: in memory each takes far more."""
    if len(body) <= _FEW_BYTES:
        return
    outside = _STRING.sub(b"", body)
    if sum(map(outside.count, (b",", b"[", b"{"))) > most:
        raise BadJson("The body holds too many values.")


def read_json(body: bytes) -> Any:
    """The value of a UTF-8 JSON document, a byte order mark before it allowed.

    Raises BadJson for broken JSON or UTF-8, a key given twice, NaN and infinities, numbers of thousands
    of digits, and nesting too deep to follow.
    """
    try:
        return json.loads(body.decode("utf-8-sig"), object_pairs_hook=_object, parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise BadJson(f"The body is not UTF-8 at byte {error.start}.") from None
    except json.JSONDecodeError as error:
        raise BadJson(f"The body is not JSON at line {error.lineno}, column {error.colno}.") from None
    except RecursionError:
        raise BadJson("The body is nested too deep.") from None
    except ValueError:
        raise BadJson("The body holds a number that is too long.") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise BadJson("The body gives the same key twice in one object.")
    return members


def _refuse_constant(_name: str) -> NoReturn:
    raise BadJson("The body holds NaN or Infinity, which are not JSON.")
