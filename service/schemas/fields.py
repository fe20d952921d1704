"""Field types and limits that several schemas share."""

import re
from collections.abc import Iterator, Mapping, Sized
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields

from service.context import current_context

_DATE_WIDTH = len("2024-04-09")
_LIMITS: ContextVar[Mapping[str, int] | None] = ContextVar("limits", default=None)
_TIME = re.compile(r"(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?", re.ASCII | re.IGNORECASE)


class StrictSchema(Schema):
    """Refuses fields that it does not know."""

    class Meta:
        unknown = RAISE


class Text(fields.String):
    """A string that can be written as UTF-8; JSON can hold halves of surrogate pairs, which cannot."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise ValidationError(f"Half a surrogate pair at position {error.start}.") from None
        return text


class Number(fields.Float):
    """A JSON number; the text of a number or a truth value is none."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        if isinstance(value, str | bool):
            raise self.make_error("invalid")
        return super()._deserialize(value, attr, data, **kwargs)


class Flag(fields.Boolean):
    """A JSON truth value; words and numbers that could stand for one are none."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return super()._deserialize(value, attr, data, **kwargs)


class Unchecked(fields.Raw):
    """Any JSON value, null too, for a later check."""

    def deserialize(self, value: Any, *_args: Any, **_kwargs: Any) -> Any:
        """The value itself."""
        return value


class ShortList(fields.List[Any]):
    """A list whose length is checked before its members are: of a hostile one none is looked at."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> list[Any]:
        if isinstance(value, list):
            self._validate(value)
        return super()._deserialize(value, attr, data, **kwargs)


@contextmanager
def limits_given(**limits: int) -> Iterator[None]:
    """Where no app is at work: check lengths against these limits, named as in Settings."""
    token = _LIMITS.set(limits)
    try:
        yield
    finally:
        _LIMITS.reset(token)


class LimitedBySetting:
    """A length check against a setting of the app at work; OpenAPI shows it like any other.

    apispec reads `min`, `max` and `equal`.

    setting: name of the field of Settings that gives the greatest length
    """

    equal = None

    def __init__(self, setting: str, *, min: int = 0) -> None:
        self.setting = setting
        self.min = min

    @property
    def max(self) -> int:
        """The greatest length; needs an app context or `limits_given`."""
        given = _LIMITS.get()
        limit: int = getattr(current_context().settings, self.setting) if given is None else given[self.setting]
        return limit

    def __call__(self, value: Sized) -> None:
        """Raises ValidationError when the value is too short or too long."""
        if not self.min <= len(value) <= self.max:
            raise ValidationError(f"Length must be {self.min} to {self.max}, not {len(value)}.")


def check_date(value: str) -> None:
    """Raises ValidationError unless the value is an ISO 8601 date, with or without a time."""
    try:
        date.fromisoformat(value[:_DATE_WIDTH])
    except ValueError:
        raise ValidationError("Not an ISO 8601 date.") from None
    if not _TIME.fullmatch(value, _DATE_WIDTH):
        raise ValidationError("Not an ISO 8601 time after the date.")
