"""Terms and triples of Oxigraph as those of rdflib."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from rdflib.term import Node


def rdflib_term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    """The same term in rdflib. Raises `TypeError` for a triple term, which rdflib does not know.

    >>> rdflib_term(ox.Literal("Chad"))
    rdflib.term.Literal('Chad')
    """
    import rdflib  # noqa: PLC0415 - loaded when a view for rdflib is asked for

    if isinstance(term, ox.Literal):
        plain = term.language is not None or term.datatype.value == str(rdflib.XSD.string)
        return rdflib.Literal(
            term.value, lang=term.language, datatype=None if plain else rdflib.URIRef(term.datatype.value)
        )
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    raise TypeError(f"{term} is a triple, which rdflib has no term for.")


def rdflib_triple(triple: ox.Triple) -> tuple[Node, Node, Node]:
    """The same triple in rdflib. Raises `TypeError` where a part of it is a triple."""
    return rdflib_term(triple.subject), rdflib_term(triple.predicate), rdflib_term(triple.object)
