"""Statements as reifiers of RDF 1.2, and back: `rdf:reifies <<( s p o )>>` instead of the type `rdf:Statement`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.rdf import terms

REIFIES = ox.NamedNode(terms.RDF + "reifies")

_PARTS = (terms.SUBJECT, terms.PREDICATE, terms.OBJECT)


def reified(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """The quads of `kg.rdf.quads` with one triple term a statement; what is said of the statement stays.

    Subject, predicate and object of a statement must come one after the other, as `quads` gives them.
    """
    parts: list[ox.NamedNode] = []
    for quad in quads:
        value = quad.object
        if quad.predicate in _PARTS and isinstance(value, ox.NamedNode):
            parts.append(value)
            if len(parts) == len(_PARTS):
                yield ox.Quad(quad.subject, REIFIES, ox.Triple(*parts), quad.graph_name)
                parts = []
        elif (quad.predicate, value) != (terms.TYPE, terms.STATEMENT):
            yield quad


def unreified(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """The quads with a node of type `rdf:Statement` for each reifier; those without reifiers as they are."""
    for quad in quads:
        value = quad.object
        if quad.predicate == REIFIES and isinstance(value, ox.Triple):
            node, graph = quad.subject, quad.graph_name
            yield ox.Quad(node, terms.TYPE, terms.STATEMENT, graph)
            yield ox.Quad(node, terms.SUBJECT, value.subject, graph)
            yield ox.Quad(node, terms.PREDICATE, value.predicate, graph)
            yield ox.Quad(node, terms.OBJECT, value.object, graph)
        else:
            yield quad
