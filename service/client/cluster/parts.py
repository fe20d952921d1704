"""An archive cut into parts of some hundred articles, the same ones each time: what a machine does at a time.

A part is told by the number of its file among those of the archive and its own number in that file; its results bear
its name. So it does not matter who makes it, how often it is begun, nor in which order.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from service.client.items import Item

_MAX_PART_CHARS = 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some articles of one file, in order, as bytes that travel between machines."""

    name: str
    items: bytes


def cut_into_parts(items: Iterable[Item], *, file_number: int, max_articles: int) -> Iterator[Part]:
    """The parts of one file: so many articles each, fewer where their texts are long."""
    for number, chunk in enumerate(_chunks(items, max_articles)):
        yield Part(name=f"part-{file_number:06d}-{number:06d}", items=_pack(chunk))


def _chunks(items: Iterable[Item], max_articles: int) -> Iterator[list[Item]]:
    chunk: list[Item] = []
    n_chars = 0
    for item in items:
        n_chars += len(item.article.get("text", ""))
        chunk.append(item)
        if len(chunk) >= max_articles or n_chars >= _MAX_PART_CHARS:
            yield chunk
            chunk, n_chars = [], 0
    if chunk:
        yield chunk


def _pack(items: Iterable[Item]) -> bytes:
    told = [{"number": i.number, "article": i.article, "problem": i.problem} for i in items]
    return json.dumps(told, ensure_ascii=False).encode()


def unpack(items: bytes) -> list[Item]:
    """The articles that `cut_into_parts` packed."""
    return [Item(**told) for told in json.loads(items)]
