"""A folder whose content is replaced in one step, while others may be reading it.

Each writing makes a numbered folder of its own; the file `CURRENT` names the one that holds, and renaming a file is
atomic. A writing that is killed leaves a folder that nothing names. The generation before the current one is kept
until the next writing, for those that still read it.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import GraphError

FORMAT = 1
_CURRENT = "CURRENT"
_DIGITS = 8


def current(root: Path) -> Path:
    """The folder that holds. Raises `GraphError` if there is none, or one of another format."""
    try:
        found = json.loads((root / _CURRENT).read_text(encoding="utf-8"))
        number, format_ = int(found["generation"]), found["format"]
    except FileNotFoundError:
        raise GraphError(f"{root}: there is no graph here; make one with kg build.") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GraphError(f"{root}: the graph cannot be opened ({error}); make it again with kg build.") from error
    if format_ != FORMAT:
        raise GraphError(f"{root}: the graph is of format {format_}, this version reads {FORMAT}; make it again.")
    return _folder(root, number)


@contextmanager
def replacement(root: Path) -> Iterator[Path]:
    """A new empty folder that becomes the current one when the block ends, and is deleted if it raises."""
    root.mkdir(parents=True, exist_ok=True)
    old = _number(root)
    for path in _folders(root):
        if path != _folder(root, old):
            shutil.rmtree(path)
    new = _folder(root, old + 1)
    new.mkdir()
    try:
        yield new
        _name(root, old + 1)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise


def _name(root: Path, number: int) -> None:
    pointer = root / f"{_CURRENT}.new"
    with pointer.open("w", encoding="utf-8") as file:
        json.dump({"format": FORMAT, "generation": number}, file)
        file.flush()
        os.fsync(file.fileno())
    pointer.replace(root / _CURRENT)


def _number(root: Path) -> int:
    """The current generation; 0 if there is none, or none that can be read."""
    try:
        return int(json.loads((root / _CURRENT).read_text(encoding="utf-8"))["generation"])
    except (OSError, ValueError, KeyError, TypeError):
        return max((int(path.name) for path in _folders(root)), default=0)


def _folder(root: Path, number: int) -> Path:
    return root / f"{number:0{_DIGITS}d}"


def _folders(root: Path) -> list[Path]:
    return sorted(
        path for path in root.iterdir() if path.is_dir() and path.name.isdecimal() and len(path.name) == _DIGITS
    )
