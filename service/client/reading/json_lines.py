"""JSON Lines → articles, one a line that is not blank."""

import json
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import islice
from typing import Any, BinaryIO

from service.client.items import Item
from service.client.reading.articles import item_of
from service.client.reading.faults import BadArticle
from service.client.reading.lines import MAX_LINE_BYTES, Line, read_lines


def read_json_lines(
    stream: BinaryIO, *, start: int = 0, most: int = MAX_LINE_BYTES, folder_place: str = ""
) -> Iterator[Item]:
    """An item a line, from the one with this number on; those before are not parsed.

    folder_place: the file's name and a colon before the place of a line, where it is one file of several
    """
    for number, line in enumerate(islice(json_lines(stream, most=most), start, None), start):
        yield item_of(partial(_told, line, most), number=number, place=f"{folder_place}line-{line.number}")


def json_lines(stream: BinaryIO, *, most: int = MAX_LINE_BYTES) -> Iterator[Line]:
    """The lines that are not blank."""
    return (line for line in read_lines(stream, most=most) if line.is_too_long or not line.body.isspace())


def _told(line: Line, most: int) -> Mapping[str, Any]:
    if line.is_too_long:
        raise BadArticle(f"Line {line.number} has more than {most} bytes.")
    try:
        told = json.loads(line.body.decode())
    except UnicodeDecodeError as error:
        raise BadArticle(f"Line {line.number} is not UTF-8 at byte {error.start}.") from None
    except (ValueError, RecursionError):
        raise BadArticle(f"Line {line.number} is not JSON.") from None
    if not isinstance(told, dict):
        raise BadArticle(f"Line {line.number} is no JSON object.")
    return told
