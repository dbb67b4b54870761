"""Reads a folder of annotated texts, and says which of them are held out."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

from benchmarks.accuracy.assertions import Assertion, annotated
from kg.model import Document
from kg.ontology import Ontology

OWN = Path(__file__).with_name("own")
_OWN_NAME = re.compile(r"own_[a-z]\d+")
_HELD_OUT = frozenset("01234")


@dataclass(frozen=True)
class Annotated:
    """A text with its annotation; `genre` by the folder's `genres.tsv`, else by the beginning of its name."""

    document: Document
    genre: str
    assertions: list[Assertion]

    @property
    def name(self) -> str:
        """The name of its file, without an ending."""
        return self.document.id

    @property
    def held_out(self) -> bool:
        """Whether it is kept aside when rules and weights are made."""
        return held_out(self.name)


def held_out(name: str) -> bool:
    """Whether a text of this name is kept aside: the same on every machine, and whatever other texts there are.

    >>> held_out("own_a03"), held_out("own_a17")
    (True, False)
    """
    mark = name[-1] if _OWN_NAME.fullmatch(name) else hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest()[0]
    return mark in _HELD_OUT


def read_folder(folder: Path) -> list[Annotated]:
    """The texts of `folder/texts` that `folder/annotations` has a file for, by name.

    Raises SystemExit that names the file if an annotation has no text, or a predicate that the ontology lacks.
    """
    genres = _genres(folder)
    return [_read(folder, path, genres) for path in sorted((folder / "annotations").glob("*.json"))]


def _read(folder: Path, path: Path, genres: dict[str, str]) -> Annotated:
    data = json.loads(path.read_text(encoding="utf-8"))
    text = folder / "texts" / f"{path.stem}.txt"
    if not text.is_file():
        raise SystemExit(f"{text}: the text of {path.name} is missing.")
    unknown = {row["p"] for row in data["assertions"]} - set(Ontology.load().predicates)
    if unknown:
        raise SystemExit(f"{path}: no predicates of the ontology: {', '.join(sorted(unknown))}.")
    document = Document(id=path.stem, text=text.read_text(encoding="utf-8"), date=data.get("date"))
    return Annotated(document, _genre(path.stem, genres), annotated(data))


def _genres(folder: Path) -> dict[str, str]:
    table = folder / "genres.tsv"
    if not table.is_file():
        return {}
    rows = table.read_text(encoding="utf-8").splitlines()[1:]
    return {prefix: genre for prefix, _, genre in (row.partition("\t") for row in rows)}


def _genre(name: str, genres: dict[str, str]) -> str:
    """What the name begins with: all but its last part, or "own_a" of "own_a01"; numbers are one genre."""
    beginning = re.sub(r"(_[^_]*|\d+)$", "", name) if not _OWN_NAME.fullmatch(name) else name.rstrip("0123456789")
    return genres.get(beginning) or ("numbered" if beginning.isdigit() else beginning) or name
