"""Paths and URIs of a cluster's inputs and outputs → Arrow's filesystems, and the few things asked of them."""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from pyarrow import fs

from service.client.writing.disk import UNFINISHED, replace_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A file or folder on a filesystem that every machine of the cluster reaches."""

    filesystem: fs.FileSystem
    path: str

    @classmethod
    def of(cls, name: str) -> "Place":
        """The place of a URI or a local path; raises ValueError or OSError for a URI that Arrow does not know."""
        address = name if "://" in name else os.path.abspath(name)
        filesystem, path = fs.FileSystem.from_uri(address)
        return cls(filesystem=filesystem, path=path.rstrip("/") or "/")

    def under(self, name: str) -> "Place":
        """What has this name in the folder."""
        return Place(filesystem=self.filesystem, path=f"{self.path}/{name}")

    @property
    def is_local(self) -> bool:
        """Whether the machines see it as a path of their own."""
        return isinstance(self.filesystem, fs.LocalFileSystem)

    @property
    def is_folder(self) -> bool:
        """Whether there is a folder of this name."""
        return bool(self.filesystem.get_file_info(self.path).type == fs.FileType.Directory)

    def files(self, *, recursive: bool = False) -> dict[str, int]:
        """The names of all files in the folder, in order, with their bytes; none where there is no folder."""
        chosen = fs.FileSelector(self.path, allow_not_found=True, recursive=recursive)
        infos = sorted(self.filesystem.get_file_info(chosen), key=lambda info: str(info.path))
        return {info.path[len(self.path) + 1 :]: info.size for info in infos if info.is_file}

    def read(self) -> bytes | None:
        """The content of the file; None where there is none."""
        try:
            with self.filesystem.open_input_stream(self.path) as stream:
                content: bytes = stream.read()
        except FileNotFoundError:
            return None
        return content

    def write(self, content: bytes) -> None:
        """The file holds this instead of what it held, all of it or none, also where two write it at once."""
        writer = f".{uuid4().hex}"
        if self.is_local:
            replace_file(Path(self.path), content, writer=writer)
        else:
            new = self.path + writer + UNFINISHED
            with self.filesystem.open_output_stream(new) as stream:
                stream.write(content)
            self.filesystem.move(new, self.path)

    def remove(self) -> None:
        """There is no file of this name any more."""
        with suppress(FileNotFoundError):
            self.filesystem.delete_file(self.path)

    def make_folder(self) -> None:
        """There is a folder of this name."""
        self.filesystem.create_dir(self.path, recursive=True)
