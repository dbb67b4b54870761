"""Which version this is, and which records another one would make differently."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from kg import __version__
from kg.ontology import data_path

_PACKAGE = Path(__file__).parent
_CODE = ("model.py", "ontology.py", "knowledge.py", "lexicon.py", "names", "language", "extract")
_LIBRARIES = ("numpy", "onnxruntime", "spacy")


def versions() -> dict[str, str]:
    """The versions of this package and of the libraries that a record depends on."""
    return {"geopolitical-kg": __version__} | {name: version(name) for name in _LIBRARIES}


@cache
def extraction_key() -> str:
    """A digest of all that a record depends on beside its document and the user's model: code, data, libraries.

    Two runs with the same key make the same record of the same document.
    """
    return _key(_CODE)


@cache
def resolution_key() -> str:
    """As `extraction_key`, of all that the resolution of the same records depends on."""
    return _key((*_CODE, "resolve"))


def _key(code: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for name in _LIBRARIES:
        digest.update(f"{name} {version(name)}\n".encode())
    for path in _files(code):
        digest.update(f"{path.name} {path.stat().st_size}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(code: Iterable[str]) -> Iterator[Path]:
    for root in (*(_PACKAGE / name for name in code), data_path()):
        yield from sorted(
            path for path in [root, *root.rglob("*")] if path.is_file() and "__pycache__" not in path.parts
        )
