"""What a file holds: quads, or lines."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, cast

import pyoxigraph as ox

from kg.errors import ExportError, ReadError
from kg.export import format_of
from kg.rdf import unreified

LINES = "jsonl"

_RDF = {
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}


def importable(path: Path) -> str:
    """The name of a file's format. Raises `ReadError` if it is none that a graph can be taken back from."""
    try:
        name = format_of(path)
    except ExportError:
        name = ""
    if name != LINES and name not in _RDF:
        raise ReadError(str(path), f"a graph is taken back from {', '.join([*_RDF, LINES])}, by the suffix of the file")
    return name


def read_quads(path: Path, format_: str) -> Iterator[ox.Quad]:
    """The quads of an RDF file, in its order, reifiers of RDF 1.2 as statements.

    Raises `ReadError` if the file cannot be read or is not of this format.
    """
    with opened(path) as file:
        try:
            yield from unreified(ox.parse(cast(IO[bytes], file), _RDF[format_]))
        except (SyntaxError, ValueError) as error:
            raise ReadError(str(path), f"it is not {format_}: {error}") from error


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The file, unpacked if its name ends with `.gz`. Raises `ReadError` if it cannot be read."""
    try:
        with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as file:
            yield cast(BinaryIO, file)
    except (OSError, EOFError) as error:
        raise ReadError(str(path), getattr(error, "strerror", None) or str(error)) from error
