"""The files of an archive, wherever Arrow reaches them → their articles, as a run without a cluster reads them."""

from collections.abc import Iterator
from io import BufferedReader
from pathlib import PurePath

import pyarrow as pa
import pyarrow.parquet as pq

from service.client.cluster.places import Place
from service.client.endings import LINES, ending_of
from service.client.items import Item
from service.client.reading.articles import item_of
from service.client.reading.faults import InputFault, problem_of
from service.client.reading.json_lines import read_json_lines
from service.client.reading.parquet import told_of_rows
from service.client.reading.streams import decompressed

_TABLES = (".parquet",)
_BUFFER_BYTES = 1 << 20


def archive_files(source: Place) -> dict[str, int]:
    """The files by their names in the folder, in order, with their bytes; a single file has the name "".

    Raises InputFault where there is nothing to read.
    """
    if not source.is_folder:
        size = source.filesystem.get_file_info(source.path).size
        if size is None or not is_readable(source.path):
            raise InputFault(f"{source.path} is no file of JSON Lines or Parquet, nor a folder of them.")
        return {"": size}
    found = {name: size for name, size in source.files(recursive=True).items() if is_readable(name)}
    if not found:
        raise InputFault(f"{source.path} holds no files of JSON Lines or Parquet.")
    return found


def is_readable(name: str) -> bool:
    """Whether a file of this name is read: JSON Lines, compressed or not, or Parquet."""
    return ending_of(name) in LINES or PurePath(name.lower()).suffix in _TABLES


def read_file(source: Place, name: str) -> Iterator[Item]:
    """The articles of one file of the archive; what of it cannot be read is one more item, with the problem."""
    file = source.under(name) if name else source
    place, number = f"{name}:" if name else "", 0
    try:
        for item in _lines(file, place) if ending_of(file.path) in LINES else _rows(file, place):
            yield item
            number = item.number + 1
    except (InputFault, OSError) as error:
        # Of thousands of files one may be cut off; the others shall not wait for it.
        problem = problem_of(f"The file cannot be read to its end: {error}")
        yield Item(number=number, article={"id": f"{place}end"}, problem=problem)


def _lines(file: Place, place: str) -> Iterator[Item]:
    with file.filesystem.open_input_stream(file.path, compression=None) as stream:
        buffered = BufferedReader(stream, _BUFFER_BYTES)
        yield from read_json_lines(decompressed(buffered, source=file.path), folder_place=place)


def _rows(file: Place, place: str) -> Iterator[Item]:
    with file.filesystem.open_input_file(file.path) as stream, _table(stream, file) as table:
        for number, told in told_of_rows(file.path, table, 0):
            yield item_of(told, number=number, place=f"{place}row-{number + 1}")


def _table(stream: pa.NativeFile, file: Place) -> pq.ParquetFile:
    try:
        return pq.ParquetFile(stream, buffer_size=_BUFFER_BYTES, pre_buffer=False)
    except pa.ArrowException as error:
        raise InputFault(f"{file.path} is no Parquet file, or a damaged one.") from error
