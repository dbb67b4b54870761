"""The RDF syntaxes. Those without named graphs hold all triples of all graphs together."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, BinaryIO, cast

import pyoxigraph as ox

from kg.errors import ExportError
from kg.export.writer import NOT_XML, SURROGATES, Cleaner, KeepsReturns, Options, Written
from kg.model import Resolution
from kg.rdf import DOCUMENT, PREFIXES, quads, reified

if TYPE_CHECKING:
    from kg.graph import Graph


def nquads(graph: Graph, file: BinaryIO, options: Options) -> Written:
    """Writes N-Quads: a quad a line."""
    ox.serialize(all_quads(graph, options), file, ox.RdfFormat.N_QUADS)
    return replaced(graph.resolution)


def ntriples(graph: Graph, file: BinaryIO, options: Options) -> Written:
    """Writes N-Triples: a triple a line."""
    ox.serialize(_triples(graph, options), file, ox.RdfFormat.N_TRIPLES)
    return replaced(graph.resolution)


def trig(graph: Graph, file: BinaryIO, options: Options) -> Written:
    """Writes TriG, readable: with prefixes, documents' IRIs relative to a base, a node's triples together."""
    _readable(all_quads(graph, options), file, ox.RdfFormat.TRIG)
    return replaced(graph.resolution)


def turtle(graph: Graph, file: BinaryIO, options: Options) -> Written:
    """Writes Turtle, readable as TriG is."""
    _readable(_triples(graph, options), file, ox.RdfFormat.TURTLE)
    return replaced(graph.resolution)


def rdfxml(graph: Graph, file: BinaryIO, options: Options) -> Written:
    """Writes RDF/XML. Control characters, which XML cannot hold, become U+FFFD.

    Raises `ExportError` when a predicate's name is none in XML.
    """
    cleaner = Cleaner(NOT_XML)
    triples = (_cleaned(triple, cleaner) for triple in _triples(graph, options))
    try:
        ox.serialize(triples, cast(IO[bytes], KeepsReturns(file)), ox.RdfFormat.RDF_XML, prefixes=PREFIXES)
    except ValueError as error:
        raise ExportError(f"The graph cannot be written as RDF/XML: {error}") from error
    return Written(cleaner.replaced + replaced(graph.resolution).replaced)


class _AfterHeader:
    """A binary file that passes on what stands after the declarations at the top.

    The serializer writes even those relative to the base (`@prefix schema: <//schema.org/>`), which nobody can read.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._waiting: bytes | None = b""

    def write(self, data: bytes) -> int:
        if self._waiting is None:
            self._file.write(data)
        else:
            self._waiting += data
            while self._waiting.startswith(b"@") and b"\n" in self._waiting:
                self._waiting = self._waiting.partition(b"\n")[2]
            if self._waiting and not self._waiting.startswith(b"@"):
                self._file.write(self._waiting)
                self._waiting = None
        return len(data)

    def flush(self) -> None:
        self._file.flush()


def _readable(statements: Iterator[ox.Quad] | Iterator[ox.Triple], file: BinaryIO, format_: ox.RdfFormat) -> None:
    file.write(f"@base <{DOCUMENT}> .\n".encode())
    file.writelines(f"@prefix {prefix}: <{iri}> .\n".encode() for prefix, iri in PREFIXES.items())
    body = cast(IO[bytes], _AfterHeader(file))
    ox.serialize(statements, body, format_, prefixes=PREFIXES, base_iri=DOCUMENT)


def all_quads(graph: Graph, options: Options) -> Iterator[ox.Quad]:
    """The quads of a graph in their order; at the end those of the runs and those inferred, if asked for."""
    said = quads(graph.resolution)
    more = (graph.runs() if options.runs else (), graph.infer() if options.infer else ())
    return itertools.chain(reified(said) if options.rdf12 else said, *more)


def replaced(resolution: Resolution) -> Written:
    """How many characters of a graph's texts are lone surrogates, which `kg.rdf` replaces."""
    texts = (text for text in _texts(resolution) if text and not text.isascii())
    return Written(sum(len(SURROGATES.findall(text)) for text in texts))


def _texts(resolution: Resolution) -> Iterator[str | None]:
    for entity in resolution.entities:
        yield from (entity.label, *entity.names)
    for document in resolution.documents:
        yield from (document.id, document.title, document.publisher, document.url)
    evidence = {e for assertion in resolution.assertions for e in assertion.evidence}
    yield from (one.text for one in evidence)
    for assertion in resolution.assertions:
        yield from (*assertion.subject_mentions, *assertion.object_mentions, assertion.time, assertion.model)
        yield assertion.source if isinstance(assertion.source, str) else None


def _triples(graph: Graph, options: Options) -> Iterator[ox.Triple]:
    return (ox.Triple(quad.subject, quad.predicate, quad.object) for quad in all_quads(graph, options))


def _cleaned(triple: ox.Triple, cleaner: Cleaner) -> ox.Triple:
    value = triple.object
    if not isinstance(value, ox.Literal) or not NOT_XML.search(value.value):
        return triple
    return ox.Triple(triple.subject, triple.predicate, ox.Literal(cleaner.clean(value.value)))
