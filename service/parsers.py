"""Request bodies → plain values, before any schema sees them."""

from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any, NoReturn

from flask import Request
from marshmallow import Schema, ValidationError
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import ClientDisconnected

from service.context import current_context
from service.errors import BadJson, FieldsWrong, NotJson, Unfinished
from service.schemas.messages import flatten
from service.strict_json import check_n_values, read_json

JSON_TYPE = "application/json"
NDJSON_TYPE = "application/x-ndjson"
_UTF_8 = ("utf-8", "utf8")
_MAX_VALUES = 100_000
_MAX_VALUES_AN_ARTICLE = 16


class StrictParser(FlaskParser):
    """Takes JSON that is declared as JSON, and tells wrong fields by their path."""

    def load_json(self, req: Request, _schema: Schema) -> Any:
        """The body's value; raises NotJson, Unfinished or BadJson."""
        check_headers(req, JSON_TYPE)
        return read_json(_read_body(req))

    def handle_error(self, error: ValidationError, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Raises FieldsWrong; webargs has put the messages under the name of the place they come from."""
        [messages] = error.messages_dict.values()
        raise FieldsWrong(messages=flatten(messages))


class BatchParser(StrictParser):
    """Takes NDJSON too, an article a line, as a batch whose unreadable articles are the errors that they gave."""

    def load_json(self, req: Request, _schema: Schema) -> Any:
        """The body's value; raises NotJson or Unfinished, or BadJson where the whole body is one document."""
        if req.mimetype != NDJSON_TYPE:
            return super().load_json(req, _schema)
        check_headers(req, NDJSON_TYPE)
        # One more than allowed, so that the schema can tell; the rest of a hostile body is not even parsed.
        limit = 1 + current_context().settings.max_batch_articles
        return {"articles": list(islice(_read_lines(_read_body(req)), limit))}


def check_headers(req: Request, content_type: str) -> None:
    """Raises NotJson for another type, another encoding of letters, or a packed body: none is unpacked here."""
    packing = req.headers.get("Content-Encoding", "").strip().lower()
    if packing not in ("", "identity"):
        raise NotJson(messages={"Content-Encoding": ["The body must be sent as it is, not packed."]})
    if req.mimetype != content_type:
        raise NotJson(messages={"Content-Type": [f"Must be {content_type}."]})
    if req.mimetype_params.get("charset", _UTF_8[0]).lower() not in _UTF_8:
        raise NotJson(messages={"Content-Type": ["The charset must be utf-8."]})


def _read_body(req: Request) -> bytes:
    try:
        body = req.get_data(cache=False)
        if req.content_length is None:
            # Of a body sent in chunks, werkzeug gives what is within the limit, and tells only who reads on.
            req.stream.read(1)
    except ClientDisconnected:
        raise Unfinished from None
    # gunicorn gives what came of a body that broke off as if it were all; half a batch must not pass for one.
    if len(body) < (req.content_length or 0):
        raise Unfinished
    check_n_values(body, most=_MAX_VALUES + _MAX_VALUES_AN_ARTICLE * current_context().settings.max_batch_articles)
    return body


def _read_lines(body: bytes) -> Iterator[Any]:
    for line in BytesIO(body):
        if line.strip():
            yield _read_line(line)


def _read_line(line: bytes) -> Any:
    try:
        return read_json(line)
    except BadJson as error:
        return error
