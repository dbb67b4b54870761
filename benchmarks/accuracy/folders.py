"""Reads a folder of annotated texts."""

from __future__ import annotations

import json
import re
from pathlib import Path

from benchmarks.accuracy.annotated import OWN_NAME, Annotated, held_out
from benchmarks.accuracy.assertions import annotated
from benchmarks.accuracy.sentences import read_sentences
from kg.model import Document
from kg.ontology import Ontology

__all__ = ["FRESH", "OWN", "Annotated", "held_out", "read_folder"]

OWN = Path(__file__).with_name("own")
FRESH = Path(__file__).with_name("fresh")


def read_folder(folder: Path) -> list[Annotated]:
    """The texts of `folder/texts` that `folder/annotations` has a file for, by name.

    A folder with `sentences.tsv` has single sentences, each a text of its own. Raises SystemExit that names the file if
    an annotation has no text, or a predicate that the ontology lacks.
    """
    if (folder / "sentences.tsv").is_file():
        return read_sentences(folder)
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
    beginning = re.sub(r"(_[^_]*|\d+)$", "", name) if not OWN_NAME.fullmatch(name) else name.rstrip("0123456789")
    return genres.get(beginning) or ("numbered" if beginning.isdigit() else beginning) or name
