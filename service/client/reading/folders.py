"""A folder → its files of some endings, in a fixed order, and the articles of those that hold text or HTML."""

import os
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NoReturn

from service.client.items import Item
from service.client.reading.articles import MAX_ID_CHARS, item_of
from service.client.reading.faults import BadArticle, InputFault
from service.client.reading.lines import BYTE_ORDER_MARK, MAX_LINE_BYTES

TEXT_ENDINGS = (".txt",)
PAGE_ENDINGS = (".html", ".htm")


def files_in(folder: str, *, endings: tuple[str, ...]) -> Iterator[Path]:
    """The files of a folder by name, then those of the folders in it; raises InputFault where there are none.

    Links to folders are not followed, so that no loop is without an end.
    """
    is_empty = True
    for place, folders, names in os.walk(folder, onerror=_refuse):
        folders.sort()
        for name in sorted(name for name in names if name.lower().endswith(endings)):
            is_empty = False
            yield Path(place, name)
    if is_empty:
        raise InputFault(f"{folder} holds no files that end in {', '.join(endings)}.")


def _refuse(error: OSError) -> NoReturn:
    raise InputFault(f"The folder {error.filename} cannot be read: {error.strerror}.") from error


def read_folder(folder: str, *, start: int, most: int = MAX_LINE_BYTES) -> Iterator[Item]:
    """An item a file, from the one with this number on; those before are not opened."""
    files = files_in(folder, endings=TEXT_ENDINGS + PAGE_ENDINGS)
    for number, path in enumerate(islice(files, start, None), start):
        name = _name_in(folder, path)
        is_page = path.name.lower().endswith(PAGE_ENDINGS)
        read = _page if is_page else _text
        place = name if len(name) <= MAX_ID_CHARS else f"file-{number + 1}"
        told = partial(_told, partial(read, path, most), name)
        yield item_of(told, number=number, place=place, keeps_text=is_page)


def count_files(folder: str) -> int:
    """The number of articles in the folder."""
    return sum(1 for _ in files_in(folder, endings=TEXT_ENDINGS + PAGE_ENDINGS))


def _name_in(folder: str, path: Path) -> str:
    """The path in the folder; bytes of it that are not UTF-8 are spelt out."""
    return os.fsencode(path.relative_to(folder).as_posix()).decode(errors="backslashreplace")


def _told(read: Callable[[], Mapping[str, str]], name: str) -> Mapping[str, str]:
    return {**read(), "id": name}


def _text(path: Path, most: int) -> Mapping[str, str]:
    try:
        return {"text": _bytes(path, most).removeprefix(BYTE_ORDER_MARK).decode()}
    except UnicodeDecodeError as error:
        raise BadArticle(f"The file is not UTF-8 at byte {error.start}.") from None


def _page(path: Path, most: int) -> Mapping[str, str]:
    # Reading HTML takes long to load, and not every archive has any.
    from service.client.reading.pages import read_page

    return read_page(_bytes(path, most))


def _bytes(path: Path, most: int) -> bytes:
    try:
        if not path.is_file():  # a pipe would wait for somebody to write, a loop of links has no end
            raise BadArticle("There is no file behind this name.")
        with path.open("rb") as file:
            body = file.read(most + 1)
    except OSError as error:
        raise BadArticle(f"The file cannot be read: {error.strerror}.") from None
    if len(body) > most:
        raise BadArticle(f"The file has more than {most} bytes.")
    return body
