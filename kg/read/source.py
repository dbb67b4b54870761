"""Where documents come from: files, folders, globs and standard input, as a list of sources in a fixed order."""

from __future__ import annotations

import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kg.errors import ReadError
from kg.model import Document

STDIN = "stdin"
_IN_MEMORY = 16 * 2**20
_WILDCARD = re.compile(r"[*?[]")


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or standard input where `path` is None. `id` is for its document, `place` is how errors name it."""

    id: str
    place: str
    path: Path | None

    def open(self) -> IO[bytes]:
        """Its bytes, from the start, in a stream that can be rewound."""
        return self.path.open("rb") if self.path else _standard_input()


@dataclass(frozen=True, slots=True)
class Placed:
    """A document and where it stands: a file, or a file and a line (`articles.jsonl:7`)."""

    place: str
    document: Document


def sources(
    inputs: Iterable[str], exclude: str | os.PathLike[str] | None = None
) -> tuple[list[Source], list[ReadError]]:
    """The sources that inputs stand for, sorted by id and place, and what of the inputs leads to none.

    A file that is reached by several ways (given twice, given beside its folder, linked to) is one source, named by
    the longest of its ids. What lies in the folder `exclude` is left out; to name such a file itself is an error.
    """
    left_out = Path(os.path.realpath(exclude)) if exclude is not None else None
    found: dict[str, Source] = {}
    errors: dict[str, ReadError] = {}
    for name in sorted(set(inputs)):
        if left_out is not None and Path(os.path.realpath(name)).is_relative_to(left_out):
            errors[name] = ReadError(_printable(name), "it lies where the graph is kept, which is no input")
            continue
        for item in _expand(name):
            if isinstance(item, ReadError):
                errors[item.name] = item
                continue
            key = os.path.realpath(item.path) if item.path else STDIN
            if left_out is not None and left_out in Path(key).parents:
                continue
            found[key] = min(found.get(key, item), item, key=_preference)
    return sorted(found.values(), key=lambda s: (s.id, s.place)), [errors[name] for name in sorted(errors)]


def _preference(source: Source) -> tuple[int, str, str]:
    return -source.id.count("/"), source.id, source.place


def _expand(name: str) -> Iterator[Source | ReadError]:
    path = Path(name)
    if name == "-":
        yield Source(STDIN, STDIN, None)
    elif path.is_dir():
        yield from _folder(path)
    elif os.path.lexists(path):
        yield _file(path, path.name)
    elif _WILDCARD.search(name):
        yield from _glob(name)
    else:
        yield ReadError(_printable(name), "there is no such file or folder")


def _glob(pattern: str) -> Iterator[Source | ReadError]:
    """What a pattern matches, hidden files left out; ids are relative to the last folder before its first wildcard."""
    base = Path(_WILDCARD.split(pattern, maxsplit=1)[0] + "x").parent
    try:
        matches = sorted(base.glob(str(Path(pattern).relative_to(base))))
    except (ValueError, NotImplementedError) as error:
        yield ReadError(_printable(pattern), f"it is not a pattern: {error}")
        return
    found = False
    for match in matches:
        if any(part.startswith(".") for part in match.relative_to(base).parts):
            continue
        for item in _files(match, base) if match.is_dir() else [_file(match, _relative(match, base))]:
            found = True
            yield item
    if not found:
        yield ReadError(_printable(pattern), "no file matches this pattern")


def _folder(root: Path) -> Iterator[Source | ReadError]:
    empty = True
    for item in _files(root, root):
        empty = False
        yield item
    if empty:
        yield ReadError(_printable(str(root)), "the folder holds no file (hidden ones are left out)")


def _files(root: Path, base: Path) -> Iterator[Source | ReadError]:
    """All files below a folder, but hidden ones. Links are followed last and no folder twice, so that loops end."""
    pending, links, seen = [root], list[Path](), set[str]()
    while pending or links:
        folder = pending.pop() if pending else links.pop(0)
        real = os.path.realpath(folder)
        if real in seen:
            continue
        seen.add(real)
        try:
            entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
        except OSError as error:
            yield ReadError(_printable(str(folder)), f"the folder cannot be opened: {error.strerror}")
            continue
        for entry in entries:
            if not entry.is_dir():
                yield _file(entry, _relative(entry, base))
            elif entry.is_symlink():
                links.append(entry)
            else:
                pending.append(entry)


def _relative(path: Path, base: Path) -> str:
    return path.relative_to(base).as_posix()


def _file(path: Path, name: str) -> Source | ReadError:
    place = _printable(str(path))
    if place != str(path):
        return ReadError(place, "its name is not valid Unicode")
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return ReadError(place, f"it cannot be opened: {error.strerror}")
    if not stat.S_ISREG(mode):
        return ReadError(place, "it is not a regular file; for a pipe, give - and use standard input")
    return Source(name, place, path)


def _printable(name: str) -> str:
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _standard_input() -> IO[bytes]:
    """Standard input, copied so that it can be rewound; large input goes to a temporary file."""
    copy = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - the caller closes it
    shutil.copyfileobj(sys.stdin.buffer, copy)
    copy.seek(0)
    return copy
