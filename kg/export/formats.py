"""The formats by name and by suffix."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kg.errors import ExportError
from kg.export import cypher, jsonl, jsonld, networks, page, rdf, table
from kg.export.target import opened
from kg.export.writer import Options, Writer, Written

if TYPE_CHECKING:
    from kg.graph import Graph


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, what it is, the suffixes of its files, its media type, and its writer."""

    name: str
    title: str
    suffixes: tuple[str, ...]
    media_type: str
    writer: Writer


_ALL = (
    Format("jsonl", "JSON Lines, an assertion a line", (".jsonl", ".ndjson"), "application/jsonl", jsonl.write),
    Format("csv", "CSV for spreadsheets", (".csv",), "text/csv", table.write),
    Format("turtle", "RDF, readable, without named graphs", (".ttl",), "text/turtle", rdf.turtle),
    Format("trig", "RDF, readable, a named graph a document", (".trig",), "application/trig", rdf.trig),
    Format("nquads", "RDF, a quad a line", (".nq",), "application/n-quads", rdf.nquads),
    Format("ntriples", "RDF, a triple a line", (".nt",), "application/n-triples", rdf.ntriples),
    Format("jsonld", "RDF as JSON", (".jsonld",), "application/ld+json", jsonld.write),
    Format("rdfxml", "RDF as XML", (".rdf", ".xml"), "application/rdf+xml", rdf.rdfxml),
    Format("graphml", "for yEd, Cytoscape and Gephi", (".graphml",), "application/xml", networks.graphml),
    Format("gexf", "for Gephi", (".gexf",), "application/gexf+xml", networks.gexf),
    Format("cypher", "for Neo4j and Memgraph", (".cypher", ".cql"), "application/x-cypher", cypher.write),
    Format("html", "the page", (".html", ".htm"), "text/html", page.write),
)

FORMATS: Mapping[str, Format] = {format_.name: format_ for format_ in _ALL}
"""All formats by name."""


def write(
    graph: Graph,
    format: str,  # noqa: A002 - as in every library that writes formats
    target: str | Path | BinaryIO,
    *,
    bom: bool = False,
    runs: bool = False,
) -> Written:
    """Writes a graph in a format.

    Args:
        graph: the graph.
        format: a name in `FORMATS`.
        target: a path, which gets the whole or stays as it was, and is compressed if it ends with `.gz`; or an open
            binary file.
        bom: begin CSV with a byte order mark, by which Excel knows UTF-8.
        runs: add to RDF when the graph was made and with what. Then the bytes differ from run to run.

    Returns:
        how many characters had to be replaced.

    Raises:
        ExportError: there is no such format, the path cannot be written, or the format cannot hold the graph.
    """
    if format not in FORMATS:
        near = difflib.get_close_matches(format, FORMATS, n=1)
        hint = f"; did you mean {near[0]}?" if near else f"; there are {', '.join(FORMATS)}."
        raise ExportError(f"There is no format {format!r}{hint}")
    with opened(target) as file:
        return FORMATS[format].writer(graph, file, Options(bom=bom, runs=runs))


def format_of(path: str | Path) -> str:
    """The format that a path's suffix stands for, `.gz` aside. Raises `ExportError` if it stands for none.

    >>> format_of("graph.ttl"), format_of("graph.nq.gz")
    ('turtle', 'nquads')
    """
    name = Path(path).name.lower().removesuffix(".gz")
    for format_ in _ALL:
        if name.endswith(format_.suffixes):
            return format_.name
    known = ", ".join(suffix for format_ in _ALL for suffix in format_.suffixes)
    raise ExportError(f"{path}: the suffix stands for no format; there are {known}.")
