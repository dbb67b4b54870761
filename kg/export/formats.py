"""The formats by name and by suffix."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kg.errors import ExportError
from kg.export import cypher, jsonl, jsonld, neo4j, networks, page, parquet, rdf, table
from kg.export.target import opened
from kg.export.writer import Options, Writer, Written

if TYPE_CHECKING:
    from kg.graph import Graph


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, what it is, the suffixes of its files, its media type, and its writer.

    `named_graphs`: whether it is RDF that keeps graphs apart. `rdf12`: whether it can hold the terms of RDF 1.2.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    media_type: str
    writer: Writer
    named_graphs: bool = False
    rdf12: bool = False


_ALL = (
    Format("jsonl", "JSON Lines, an assertion a line", (".jsonl", ".ndjson"), "application/jsonl", jsonl.write),
    Format("csv", "CSV for spreadsheets", (".csv",), "text/csv", table.write),
    Format("turtle", "RDF, readable, without named graphs", (".ttl",), "text/turtle", rdf.turtle, rdf12=True),
    Format(
        *("trig", "RDF, readable, a named graph a document", (".trig",), "application/trig", rdf.trig),
        named_graphs=True,
        rdf12=True,
    ),
    Format(
        *("nquads", "RDF, a quad a line", (".nq",), "application/n-quads", rdf.nquads), named_graphs=True, rdf12=True
    ),
    Format("ntriples", "RDF, a triple a line", (".nt",), "application/n-triples", rdf.ntriples, rdf12=True),
    Format("jsonld", "RDF as JSON", (".jsonld",), "application/ld+json", jsonld.write, named_graphs=True),
    Format("rdfxml", "RDF as XML", (".rdf", ".xml"), "application/rdf+xml", rdf.rdfxml, rdf12=True),
    Format("graphml", "for yEd, Cytoscape and Gephi", (".graphml",), "application/xml", networks.graphml),
    Format("gexf", "for Gephi", (".gexf",), "application/gexf+xml", networks.gexf),
    Format("cypher", "for Neo4j and Memgraph", (".cypher", ".cql"), "application/x-cypher", cypher.write),
    Format("neo4j", "tables for neo4j-admin, in a ZIP archive", (".neo4j.zip",), "application/zip", neo4j.write),
    Format(
        "parquet", "a table for pandas, DuckDB, Spark", (".parquet",), "application/vnd.apache.parquet", parquet.write
    ),
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
    infer: bool = False,
    rdf12: bool = False,
) -> Written:
    """Writes a graph in a format.

    Args:
        graph: the graph.
        format: a name in `FORMATS`.
        target: a path, which gets the whole or stays as it was, and is compressed if it ends with `.gz`; or an open
            binary file.
        bom: begin CSV with a byte order mark, by which Excel knows UTF-8.
        runs: add to RDF when the graph was made and with what. Then the bytes differ from run to run.
        infer: add to RDF what follows from the graph by the ontology, in a graph of its own.
        rdf12: write statements as reifiers of RDF 1.2.

    Returns:
        how many characters had to be replaced.

    Raises:
        ExportError: there is no such format, the path cannot be written, or the format cannot hold the graph or what
            is asked for.
    """
    if format not in FORMATS:
        near = difflib.get_close_matches(format, FORMATS, n=1)
        hint = f"; did you mean {near[0]}?" if near else f"; there are {', '.join(FORMATS)}."
        raise ExportError(f"There is no format {format!r}{hint}")
    options = Options(bom=bom, runs=runs, infer=infer, rdf12=rdf12)
    _check(FORMATS[format], options)
    with opened(target) as file:
        return FORMATS[format].writer(graph, file, options)


def _check(format_: Format, options: Options) -> None:
    if options.infer and not format_.named_graphs:
        fit = ", ".join(one.name for one in _ALL if one.named_graphs)
        raise ExportError(
            f"{format_.name} has no named graphs: what is inferred would be mixed with what texts said; choose {fit}."
        )
    if options.rdf12 and not format_.rdf12:
        fit = ", ".join(one.name for one in _ALL if one.rdf12)
        raise ExportError(f"{format_.name} cannot hold the triple terms of RDF 1.2; choose {fit}.")


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
