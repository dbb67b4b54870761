"""Where an export goes: a path, written whole or not at all and compressed by name, or an open binary file."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from kg.errors import ExportError


@contextmanager
def opened(target: str | Path | BinaryIO) -> Iterator[BinaryIO]:
    """The file to write to. A path gets its new content when the block ends, and keeps the old one if it raises.

    Raises `ExportError` if the path cannot be written.
    """
    if not isinstance(target, str | Path):
        yield target
        return
    path = Path(target)
    try:
        if path.exists() and not path.is_file():  # a pipe or a device; a folder fails here with its reason
            with path.open("wb") as file:
                yield file
        else:
            with _replacing(path) as file:
                yield file
    except OSError as error:
        raise ExportError(f"{path}: cannot be written: {error.strerror or error}.") from error


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        with unfinished.open("wb") as file:
            if path.suffix == ".gz":
                with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as compressed:
                    yield cast(BinaryIO, compressed)
            else:
                yield file
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
