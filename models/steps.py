"""Work that stops after every step, so that who runs it can turn to something else or let it be."""

from collections.abc import Generator
from typing import Literal, TypeVar

Stage = Literal["cut", "encode", "decode", "link", "resolve"]
"""What a step does: texts to pieces, pieces to states, states to spans, spans to each other, spans to records."""

Value = TypeVar("Value")


def finish(steps: Generator[object, None, Value]) -> Value:
    """What the work comes to, all its steps taken at once."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            value: Value = end.value
            return value
